"""A site on which every page can be seen in every state it has."""

import fcntl
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db, reading
from consult.core.days import day_of
from consult.core.queue import Job, perform
from consult.examples.actions import load_consultations, publish_outcome
from consult.plan.models import Consultation
from consult.report.queries import BUILD
from consult.respond.models import Response
from consult.respond.rules.standing import Standing
from tests.factories import document, drafted, every_kind, opened, question
from tests.support import officers
from tests.support.processes import folder_of_all

KINDS = "trees"
PAGES_OF_KINDS = ("one", "many", "line", "essay", "count", "grid/north", "order", "born", "age")

# The report of each of these is.
BUILDING = ("waiting", "running", "failed")

# What makes each page say that something is wrong.
WRONG = {
    "one": "",
    "many": "",
    "line": "x" * 30,
    "essay": "",
    "count": "a few",
    "grid/north": "",
    "order": "",
    "born": "31",
    "age": "",
}


def kinds_document() -> dict[str, object]:
    """Return a consultation with a question of every kind; those that can be are required."""
    asked = [
        {**one, "required": one["type"] not in ("ranking", "date", "text")} for one in every_kind()
    ]
    return document(*asked, slug=KINDS, equality_questions=[question("age", "single")])


def named(slug: str) -> dict[str, object]:
    """Return a consultation whose title is its own: links to it must not read like others."""
    return document(slug=slug, title=f"Trees in {slug.title()} Street")


def fill(app: Flask) -> None:
    """Put consultations in every state on the site, an officer too. No outcome yet.

    Made once and then copied, for it takes a minute: each file is made and checked.
    """
    filled = folder_of_all(app.config["DATA"]) / "filled.db"
    with app.app_context(), filled.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = Path(db.engine.url.database or "")
        if filled.exists():
            _copy(filled, path)
            return
        _fill(app)
        db.session.remove()
        _copy(path, filled)


def _copy(one: Path, other: Path) -> None:
    with closing(sqlite3.connect(one)) as database, closing(sqlite3.connect(other)) as copy:
        database.backup(copy)


def _fill(app: Flask) -> None:
    opened(app, kinds_document())
    opened(app, named("soon"), days_ago=-5)
    with app.app_context():
        officers.add("publisher")
        load_consultations(at=clock.now())
        db.session.commit()
        _do_jobs()
    # The copies of these are still being made.
    for state in ("over", *BUILDING):
        opened(app, named(state), days_ago=90)
    later = (day_of(clock.now()) + timedelta(days=30)).isoformat()
    drafted(app, {**named("draft"), "opens": later, "closes": later})
    with app.app_context():
        for state in BUILDING:
            _be_building(state)
        db.session.commit()


def publish(app: Flask) -> None:
    """Publish the outcome of the example."""
    with app.app_context():
        assert publish_outcome(at=clock.now())
        db.session.commit()


def close_yesterday(app: Flask, slug: str) -> None:
    """Let a consultation close while somebody is still answering."""
    with app.app_context():
        found = db.session.scalars(select(Consultation).where(Consultation.slug == slug)).one()
        found.closes = _yesterday()
        db.session.commit()


def let_one_wait(app: Flask, slug: str) -> None:
    """Let a response be late, and its person ask us to delete it."""
    with app.app_context():
        found = db.session.scalars(
            select(Response).join(Consultation).where(Consultation.slug == slug)
        ).first()
        assert found
        found.standing, found.erasure_asked_at = Standing.LATE, clock.now()
        db.session.commit()


def _yesterday() -> date:
    return day_of(clock.now()) - timedelta(days=1)


def _do_jobs() -> None:
    with reading():
        found = list(db.session.scalars(select(Job.id)))
        db.session.rollback()
    for job_id in found:
        perform(job_id)


def _be_building(state: str) -> None:
    """Leave the row of a job as the worker leaves it in this state."""
    found = db.session.scalars(select(Consultation).where(Consultation.slug == state)).one()
    job = Job(kind=BUILD, subject_id=found.id, state=state, attempts=5)
    if state == "running":
        job.done_count, job.total_count = 120, 400
    if state == "failed":
        job.error, job.finished_at = "OperationalError", clock.now()
    db.session.add(job)
