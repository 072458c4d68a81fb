"""One at a time: what only one program may do at a moment, on either database."""

import fcntl
import os
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from consult.core.database import db

LOOK_AGAIN = 0.5  # seconds


@contextmanager
def alone(name: str, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Run a block that no other program runs at the same time; wait for it as long as it takes.

    Calls ``waiting`` each time the turn is somebody else’s. No transaction stays open for
    it, so nobody who answers is held up. The database, or the kernel, ends the turn of a
    program that dies.
    """
    taken = _taken_on_sqlite if db.engine.dialect.name == "sqlite" else _taken_on_postgresql
    with taken(name) as try_again:
        while not try_again():
            waiting()
            time.sleep(LOOK_AGAIN)
        yield


@contextmanager
def _taken_on_sqlite(name: str) -> Iterator[Callable[[], bool]]:
    file = os.open(f"{db.engine.url.database}-{name}", os.O_RDWR | os.O_CREAT, 0o600)

    def try_again() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        yield try_again
    finally:
        os.close(file)  # which ends the lock on it


@contextmanager
def _taken_on_postgresql(name: str) -> Iterator[Callable[[], bool]]:
    lock = select(func.pg_try_advisory_lock(zlib.crc32(name.encode())))
    # Each statement is its own transaction: one that stays open would keep old rows alive.
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            yield lambda: bool(connection.scalar(lock))
        finally:
            # The pool keeps the connection, and with it the lock, unless it is closed for good.
            connection.invalidate()
