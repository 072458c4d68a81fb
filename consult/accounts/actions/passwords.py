"""Passwords are checked, hashed and changed."""

import secrets
from datetime import datetime
from functools import cache

from flask_security import hash_password
from sqlalchemy import delete

from consult.accounts import queries
from consult.accounts.actions import history, sessions, tries
from consult.accounts.actions.tries import RefusedError
from consult.accounts.models import LostPassword, Officer
from consult.accounts.queries import Account
from consult.accounts.rules import (
    LONGEST_PASSWORD,
    PASSWORD_TRIES,
    clean_email,
    clean_password,
    is_easy_to_guess,
    is_long_enough,
)
from consult.core.database import db


class PasswordRefusedError(Exception):
    """A new password that is too short or easy to guess."""


def check(email: str, password: str, *, network: str, at: datetime) -> tuple[Account, str, int]:
    """Return the account that a password opens, the hash that said so, and the try’s number.

    Raises RefusedError. No transaction may be open: checking takes long, and others want
    to write. So ``hold`` the officer before anything follows from it, then forgive the try.
    """
    email, password = clean_email(email), clean_password(password)
    this_try = tries.begin(PASSWORD_TRIES, f"{email}\n{network}", network=network, at=at)
    nobody = _nobody()
    account = queries.account_with(email) or nobody
    was = account.password
    fits = len(password) <= LONGEST_PASSWORD and account.verify_and_update_password(password)
    if not fits or account is nobody or not account.active:
        raise RefusedError(must_wait=False)
    return account, was, this_try


def hold(account: Account, was: str) -> Officer:
    """Return the officer whose password was just checked, to be changed, and keep its hash fresh.

    Raises RefusedError when they have another password by now, or left.
    """
    officer = db.session.get_one(Officer, account.id, with_for_update=True, populate_existing=True)
    if officer.password != was or not officer.is_active:
        raise RefusedError(must_wait=False)
    if account.password != was:
        officer.password = account.password
    return officer


def change(account: Account, old: str, new: str, *, network: str, at: datetime) -> Account:
    """Give an officer the password they chose. Every session but this one ends.

    Returns the account with the new key of this one. Raises RefusedError for the old
    password and PasswordRefusedError for the new one.
    """
    refuse_easy(new, name=account.name, email=account.email)
    new_hash = hash_of(new)
    same, was, this_try = check(account.email, old, network=network, at=at)
    officer = hold(same, was)
    tries.forgive(this_try)
    officer.password = new_hash
    sessions.end_all(account.id, but=account.session_id)
    end_links(account.id)
    history.record("officer.password-changed", officer)
    return sessions.renew(account.session_id, at=at)


def end_links(officer_id: int) -> None:
    """Let no letter about a lost password open anything any more."""
    db.session.execute(delete(LostPassword).where(LostPassword.officer_id == officer_id))


def refuse_easy(password: str, *, name: str, email: str) -> None:
    """Raise PasswordRefusedError for a password that others would try first."""
    if is_easy_to_guess(password, name=name, email=email):
        raise PasswordRefusedError


def hash_of(password: str) -> str:
    """Return what we keep of a new password. Raises PasswordRefusedError."""
    password = clean_password(password)
    if not is_long_enough(password):
        raise PasswordRefusedError
    hashed: str = hash_password(password)
    return hashed


@cache
def _nobody() -> Account:
    """Return an account that no password opens, so that checking it takes as long."""
    password = hash_password(secrets.token_urlsafe())
    return Account(Officer(name="", email="", password=password, is_active=False, roles=[]))
