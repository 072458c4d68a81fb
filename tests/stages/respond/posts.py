"""What tests of bad input share: somebody who has saved something, and what a page owes them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from consult.core.database import Model, db
from consult.respond.models import Draft
from tests.factories import Resident, document, every_kind, question, rows

SAVED = "Saved before, kept for good"
ALL = document(question("first", "long_text"), *every_kind())
DRAFT = select(Draft)
ONE = document(question("why", "long_text"))
CANARY = "canary words 7f3a"
URLENCODED = "application/x-www-form-urlencoded"

# 84 days from 12 January 2026 end when 5 April does, in summer time.
LAST_SECOND = datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
END = LAST_SECOND + SECOND


def is_clear(page: TestResponse, resident: Resident, *, status: int = 422) -> str:
    """Check that a page is an answer to a person, and return its text."""
    assert page.status_code == status
    text = page.get_data(as_text=True)
    direction = {"en": "ltr", "ur": "rtl"}[resident.language]
    assert f'<html lang="{resident.language}" dir="{direction}"' in text
    assert text.count("<h1") == 1
    return text


def still_saved(app: Flask) -> dict[str, Any]:
    """Check that what was saved is there, and return all of it."""
    (draft,) = rows(app, DRAFT)
    assert draft.typed.answers["first"] == SAVED
    answers: dict[str, Any] = draft.typed.answers
    return answers


def all_at_once(number: int, act: Callable[[int], TestResponse]) -> list[TestResponse]:
    """Let this many people press at the same moment."""
    barrier = Barrier(number)

    def press(place: int) -> TestResponse:
        barrier.wait(timeout=30)
        return act(place)

    with ThreadPoolExecutor(number) as people:
        return list(people.map(press, range(number)))


def raw_bytes(app: Flask) -> bytes:
    """Return what is in the database as it lies there: files, or every row as text."""
    with app.app_context():
        address = db.engine.url
        if address.drivername == "sqlite":
            files = sorted(Path(str(address.database)).parent.glob("consult.db*"))
            return b"".join(file.read_bytes() for file in files)
        with db.engine.connect() as connection:
            found: list[str] = []
            for table in Model.metadata.sorted_tables:
                row = func.to_jsonb(table.table_valued())
                found += (str(one) for one in connection.scalars(select(row)))
            return "\n".join(found).encode()


def bytes_of(words: str) -> list[bytes]:
    """Return how words could lie somewhere: as they are, or as the digits of their bytes."""
    return [words.encode(), words.encode().hex().encode(), words.encode("utf-16-le")]
