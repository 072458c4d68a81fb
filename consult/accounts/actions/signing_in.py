"""Officers sign in and out. Tries are counted before a password is looked at."""

import secrets
from datetime import datetime
from functools import cache

from flask_security import hash_password
from sqlalchemy import delete, func, insert, select

from consult.accounts import queries
from consult.accounts.actions.accounts import new_session_key, record
from consult.accounts.models import Officer, SignInTry
from consult.accounts.queries import Account
from consult.accounts.rules import (
    LONGEST_PASSWORD,
    PATIENCE,
    TRIES_FOR_ACCOUNT,
    TRIES_FROM_NETWORK,
    clean_email,
    clean_password,
)
from consult.core.database import db
from consult.core.security import keyed


class SignInRefusedError(Exception):
    """Nobody was signed in: something was not right, or it was tried too often."""

    def __init__(self, *, must_wait: bool) -> None:
        """Say whether another try makes sense now."""
        super().__init__("wait" if must_wait else "not right")
        self.must_wait = must_wait


def sign_in(email: str, password: str, *, network: str, at: datetime) -> Account:
    """Return the account that an e-mail address and a password open.

    Raises SignInRefusedError, in the same time and words whether there is such an account
    or not.
    """
    email, password = clean_email(email), clean_password(password)
    this_try = _begin_try(email, network, at=at)
    nobody = _nobody()
    account = queries.account_with(email) or nobody
    # Checked while no transaction is open: it takes long, and others want to write.
    fits = len(password) <= LONGEST_PASSWORD and account.verify_and_update_password(password)
    if not fits or account is nobody or not account.active:
        raise SignInRefusedError(must_wait=False)
    officer = db.session.get_one(Officer, account.id)
    officer.password, officer.signed_in_at = account.password, at
    db.session.execute(delete(SignInTry).where(SignInTry.id == this_try))
    record("officer.signed-in", officer)
    return account


def sign_out(officer_id: int) -> None:
    """End every session of an officer: a copied cookie opens nothing any more."""
    officer = db.session.get_one(Officer, officer_id)
    officer.session_key = new_session_key()
    record("officer.signed-out", officer)


def _begin_try(email: str, network: str, *, at: datetime) -> int:
    """Count a try before its password is checked, and return its number.

    In transactions of its own: guesses sent all at once must see one another, and a try
    counts even if its request fails later.
    """
    account_key = keyed("sign-in account", f"{email}\n{network}")
    network_key = keyed("sign-in network", network)
    with db.engine.begin() as connection:
        connection.execute(delete(SignInTry).where(SignInTry.at <= at - PATIENCE))
        made = insert(SignInTry).values(account_key=account_key, network_key=network_key, at=at)
        number = connection.execute(made.returning(SignInTry.id)).scalar_one()
    with db.engine.begin() as connection:
        counts = connection.execute(
            select(
                func.count().filter(SignInTry.account_key == account_key),
                func.count().filter(SignInTry.network_key == network_key),
            ).select_from(SignInTry)
        ).one()
        must_wait = counts[0] > TRIES_FOR_ACCOUNT or counts[1] > TRIES_FROM_NETWORK
        if must_wait:
            # A refused try does not count, or waiting would never end.
            connection.execute(delete(SignInTry).where(SignInTry.id == number))
    if must_wait:
        raise SignInRefusedError(must_wait=True)
    return int(number)


@cache
def _nobody() -> Account:
    """Return an account that no password opens, so that checking it takes as long."""
    password = hash_password(secrets.token_urlsafe())
    return Account(Officer(name="", password=password, is_active=False, session_key="", roles=[]))
