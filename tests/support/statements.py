"""Counting what the app asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from consult.core.database import db

HOUSEKEEPING = ("PRAGMA", "BEGIN", "SET TRANSACTION", "SAVEPOINT", "RELEASE")


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """Collect every statement that reads or writes data."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(HOUSEKEEPING):
            said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
