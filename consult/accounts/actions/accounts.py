"""Accounts are made and changed."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from flask_security import hash_password

from consult.accounts import queries
from consult.accounts.models import Officer
from consult.accounts.permissions import ACCOUNT_ROLES
from consult.accounts.rules import (
    clean_email,
    clean_password,
    is_long_enough,
    shown_as,
)
from consult.core import audit
from consult.core.database import db


class AccountRefusedError(Exception):
    """An account that cannot be made or changed as asked, and why."""


def add_officer(
    name: str, email: str, *, password: str, roles: Sequence[str], at: datetime
) -> Officer:
    """Make an account. Raises AccountRefusedError when something about it is wrong."""
    unknown = sorted(set(roles) - set(ACCOUNT_ROLES))
    if unknown or not roles:
        raise AccountRefusedError(f"a role must be one of: {', '.join(ACCOUNT_ROLES)}")
    email = _checked_email(email)
    if queries.officer_with(email):
        raise AccountRefusedError(f"{email} already has an account")
    officer = Officer(
        email=email,
        name=name.strip(),
        password=_hash_of(password),
        roles=list(dict.fromkeys(roles)),
        session_key=new_session_key(),
        made_at=at,
    )
    db.session.add(officer)
    db.session.flush()
    record("officer.added", officer, roles=officer.roles)
    return officer


def set_password(officer: Officer, password: str) -> None:
    """Give an officer a new password. Every session of theirs ends."""
    officer.password = _hash_of(password)
    officer.session_key = new_session_key()
    record("officer.password-changed", officer)


def new_session_key() -> str:
    """Return what a session carries; nobody can guess it."""
    return secrets.token_hex(32)


def record(what: str, officer: Officer, **facts: object) -> None:
    """Write into the history what somebody did to their own account."""
    who = shown_as(officer.name, officer.roles)
    audit.record(what, who=who, subject="officer", subject_id=officer.id, **facts)


def _hash_of(password: str) -> str:
    password = clean_password(password)
    if not is_long_enough(password):
        raise AccountRefusedError("a password needs 12 characters or more")
    hashed: str = hash_password(password)
    return hashed


def _checked_email(typed: str) -> str:
    email = clean_email(typed)
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise AccountRefusedError(str(error)) from error
    return email
