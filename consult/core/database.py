"""The database: types, the read-only rule for GET, and one commit for each request."""

import fcntl
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, TypeDecorator, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table is built on."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    # Flask-SQLAlchemy makes its own base at run time, which mypy cannot see into.
    Model = Base
else:
    Model = db.Model

Json = JSON().with_variant(JSONB, "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and aware of it on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Refuse a moment without a zone: it would be stored an hour wrong in summer."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """SQLite forgets the zone; give it back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PATIENCE = 2.0  # seconds to stand in line for writing
GLANCE = 0.001  # seconds between two looks at another process’s turn

_lines: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Run a block in which the database itself refuses every write."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Let a short write of its own happen in the middle of a long read."""
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)


def let_go(_error: BaseException | None = None) -> None:
    """End the transaction of a request. A database that died has ended it already.

    Without it a page that was ready would be lost with the connection it was read on.
    """
    try:
        db.session.rollback()
    except DBAPIError:
        db.session().invalidate()


def prepare_engine(engine: Engine) -> None:
    """Make transactions begin as they must: durable, and writers take their turn."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _end_turn)
        event.listen(engine, "close", _end_turn)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        # First, so that the others wait too. For programs that do not take turns with us.
        "busy_timeout=15000",
        "journal_mode=WAL",
        # FULL, not NORMAL: an answer we have given thanks for is on the disk.
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that writes after it has read fails at once with "locked".
    if _reading.get():
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
    else:
        _take_turn(connection)
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_turn(connection: Connection) -> None:
    """Wait in line to write, at most for a while. SQLite’s own waiting is by chance.

    Threads of a process stand in line for its lock; the first of each asks for the file
    beside the database, which the kernel gives back when a process dies. Turns are a
    courtesy: who has waited too long goes on, and SQLite still lets in only one.
    """
    path, end = f"{connection.engine.url.database}-turn", time.monotonic() + PATIENCE
    if not _lines[path].acquire(timeout=PATIENCE):
        return
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:  # the disk is full or no handle is left: SQLite says so if it cannot go on
        _lines[path].release()
        return
    connection.info["turn"] = (_lines[path], file)
    while time.monotonic() < end:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(GLANCE)
        else:
            return


def _end_turn(_connection: Any, record: ConnectionPoolEntry) -> None:
    line, file = record.info.pop("turn", (None, None))
    if line is not None and file is not None:
        os.close(file)  # which ends the lock on it
        line.release()


def _begin_postgresql(connection: Connection) -> None:
    if _reading.get():
        # One picture of the data for the whole read, as SQLite gives anyway.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
