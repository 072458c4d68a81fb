"""Accounts are made and changed."""

from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from consult.accounts import queries
from consult.accounts.actions import history, passwords, sessions
from consult.accounts.actions.organisations import first_organisation
from consult.accounts.actions.passwords import PasswordRefusedError
from consult.accounts.models import Officer
from consult.accounts.permissions import ACCOUNT_ROLES
from consult.accounts.queries import Person
from consult.accounts.rules import Guest, clean_email
from consult.core.database import db


class AccountRefusedError(Exception):
    """An account that cannot be made or changed as asked, and why."""


def add_officer(
    guest: Guest,
    *,
    password: str,
    at: datetime,
    by: Person | None = None,
    organisation_id: int | None = None,
) -> Officer:
    """Make an account, in the first organisation unless another is named.

    ``by``: who does it, unless it is themselves.

    Raises AccountRefusedError when something about it is wrong.
    """
    unknown = sorted(set(guest.roles) - set(ACCOUNT_ROLES))
    if unknown or not guest.roles:
        raise AccountRefusedError(f"a role must be one of: {', '.join(ACCOUNT_ROLES)}")
    email = checked_email(guest.email)
    if queries.officer_with(email):
        raise AccountRefusedError(f"{email} already has an account")
    officer = Officer(
        organisation_id=organisation_id or first_organisation(at=at).id,
        email=email,
        name=guest.name.strip(),
        password=_hash_of(password),
        roles=list(dict.fromkeys(guest.roles)),
        made_at=at,
    )
    db.session.add(officer)
    db.session.flush()
    history.record("officer.added", officer, by=by, roles=officer.roles)
    return officer


def set_password(officer: Officer, password: str, *, by: Person | None = None) -> None:
    """Give an officer a new password. Every session and every link of theirs ends."""
    officer.password = _hash_of(password)
    sessions.end_all(officer.id)
    passwords.end_links(officer.id)
    history.record("officer.password-changed", officer, by=by)


def _hash_of(password: str) -> str:
    try:
        return passwords.hash_of(password)
    except PasswordRefusedError as error:
        raise AccountRefusedError("a password needs 12 characters or more") from error


def checked_email(typed: str) -> str:
    """Return an e-mail address as we keep it. Raises AccountRefusedError."""
    email = clean_email(typed)
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise AccountRefusedError(str(error)) from error
    return email
