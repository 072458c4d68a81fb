"""Guesses are counted before anybody looks whether they are right."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select

from consult.accounts.models import SignInTry
from consult.accounts.rules import Patience
from consult.core.database import db
from consult.core.security import keyed


class RefusedError(Exception):
    """Nobody was let in: something was not right, or it was tried too often."""

    def __init__(self, *, must_wait: bool) -> None:
        """Say whether another try makes sense now."""
        super().__init__("wait" if must_wait else "not right")
        self.must_wait = must_wait


def begin(patience: Patience, account: str, *, network: str, at: datetime) -> int:
    """Count a try and return its number. Raises RefusedError when there were too many.

    In transactions of its own: guesses sent all at once must see one another, and a try
    counts even if its request fails later.
    """
    account_key = keyed(f"{patience.purpose} account", account)
    network_key = keyed(f"{patience.purpose} network", network)
    until = at + patience.within
    with db.engine.begin() as connection:
        connection.execute(delete(SignInTry).where(SignInTry.until <= at))
        made = insert(SignInTry).values(
            account_key=account_key, network_key=network_key, until=until
        )
        number = connection.execute(made.returning(SignInTry.id)).scalar_one()
    with db.engine.begin() as connection:
        counts = connection.execute(
            select(
                func.count().filter(SignInTry.account_key == account_key),
                func.count().filter(SignInTry.network_key == network_key),
            ).select_from(SignInTry)
        ).one()
        must_wait = counts[0] > patience.for_account or counts[1] > patience.from_network
        if must_wait:
            # A refused try does not count, or waiting would never end.
            connection.execute(delete(SignInTry).where(SignInTry.id == number))
    if must_wait:
        raise RefusedError(must_wait=True)
    return int(number)


def forgive(number: int) -> None:
    """Count a try no more: it was right."""
    db.session.execute(delete(SignInTry).where(SignInTry.id == number))
