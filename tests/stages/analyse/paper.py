"""A pile of paper replies as a file: each with words, a theme and something about the person."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from consult.analyse.models import Coding, Theme
from consult.core.audit import AuditEvent
from consult.core.database import Model, db, reading
from consult.respond.models import Answer, EqualityAnswers, Response

BY = "Amina Khan, officer"
COLUMNS = ("no", "sent", "agree", "ideas", "themes", "sex")
MAPPING: dict[str, Any] = {
    "id": "no",
    "channel": "paper",
    "language": "en",
    "sent": {"column": "sent"},
    "publish": "without_name",
    "answers": {"ideas": "ideas", "eq_sex": "sex"},
    "themes": {"question": "ideas", "column": "themes"},
}


def row(number: int) -> tuple[str, ...]:
    """Return one reply."""
    sex = "Female" if number % 2 else "Male"
    return (f"p{number}", "2026-02-01", "yes", f"More seats {number}", f"T{number % 7}", sex)


def as_csv(rows: Iterable[Iterable[str]], columns: Iterable[str] = COLUMNS) -> str:
    """Return a file with these rows."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    return out.getvalue()


def words_for(folder: Path, people: int, slug: str = "park") -> list[str]:
    """Write a file of so many replies with its mapping; return the command that brings it in."""
    (folder / "pile.csv").write_text(as_csv(map(row, range(people))), "utf-8", newline="")
    (folder / "pile.json").write_text(json.dumps(MAPPING))
    into = ["--mapping", str(folder / "pile.json"), "--consultation", slug, "--by", BY]
    return ["responses", "import", str(folder / "pile.csv"), *into]


def whole(app: Flask) -> int:
    """Check that each reply that is here is here with all that belongs to it; say how many."""
    counted: dict[type[Model], int] = {}
    with app.app_context(), reading():
        for table in (Response, Answer, EqualityAnswers, Coding):
            counted[table] = db.session.scalar(select(func.count()).select_from(table)) or 0
        names = list(db.session.scalars(select(Theme.name)))
        told = db.session.scalars(
            select(AuditEvent.facts).where(AuditEvent.what == "responses.brought-in")
        )
        said = sum(int(str(facts["responses"])) for facts in told)
    assert len(set(counted.values())) == 1, counted
    assert len(set(names)) == len(names)
    assert said == counted[Response]
    return counted[Response]
