"""Officers sign in, show once more who they are, and sign out."""

from datetime import datetime

from consult.accounts.actions import history, passwords, second_factor, sessions, tries
from consult.accounts.models import Officer
from consult.accounts.queries import Account
from consult.core.database import db


def sign_in(email: str, password: str, *, network: str, browser: str, at: datetime) -> Account:
    """Begin a session for the account that an e-mail address and a password open.

    It opens nothing before ``sessions.come_in``. Raises RefusedError, in the same time and
    words whether there is such an account or not.
    """
    account, was, this_try = passwords.check(email, password, network=network, at=at)
    officer = passwords.hold(account, was)
    tries.forgive(this_try)
    return sessions.begin(officer, browser=browser, at=at)


def prove_again(
    account: Account, password: str, code: str | None, *, network: str, at: datetime
) -> Account:
    """Take the password, and the code of who has an app, of somebody who is signed in.

    Returns the account with the new key of its session. Raises RefusedError.
    """
    same, was, this_try = passwords.check(account.email, password, network=network, at=at)
    if code is not None:
        second_factor.check_code(account.id, code, network=network, at=at)
    passwords.hold(same, was)
    tries.forgive(this_try)
    return sessions.renew(account.session_id, at=at)


def sign_out(officer_id: int) -> None:
    """End every session of an officer: a copied cookie opens nothing any more."""
    officer = db.session.get_one(Officer, officer_id)
    sessions.end_all(officer_id)
    history.record("officer.signed-out", officer)
