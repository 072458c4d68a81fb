"""Somebody who looks at every page for files of replies, and at the one about the people."""

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import Job, perform
from tests.support import officers
from tests.support.visitors import Visitor

EQUALITY_ANALYST = "equality@example.org"
COLUMNS = "Number,Received on,What about one?,What about many?,What about essay?,grid north,age\n"


def rows_of(count: int, *, said: str = "Ash") -> str:
    """Return a file with so many replies."""
    day = day_of(clock.now()).isoformat()
    row = "{},{},{},ash; Birch,“More trees, لطفاً”,Cedar,Ash\n"
    lines = [
        row.format(number, day, said).replace("“", '"').replace("”", '"') for number in range(count)
    ]
    return COLUMNS + "".join(lines)


def choose(page: Page, body: str) -> None:
    """Choose a file in the form."""
    file = {"name": "trees.csv", "mimeType": "text/csv", "buffer": body.encode()}
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]  # since: a plain dict


def see_the_files(app: Flask, visitor: Visitor, slug: str) -> None:
    """See every page of bringing a file in, as it is and with something wrong."""
    page, start = visitor.page, f"officer/consultations/{slug}/replies"
    visitor.at(start)
    visitor.press("main form button")  # no file
    choose(page, rows_of(3, said="Oak"))
    visitor.press("main form button")
    visitor.press("main form button")  # nothing says how they came
    page.select_option("[name=channel]", "=paper")
    visitor.press("main form button")  # no tree in the list is an oak
    visitor.press("main form[action$=throw-away] button")
    choose(page, rows_of(3))
    visitor.press("main form button")
    page.select_option("[name=channel]", "=letter")
    visitor.press("main form button")
    visitor.press("main form[action$=bring-in] button")
    here = page.url
    for state in ("running", "failed"):
        _be(app, state)
        page.goto(here)
        visitor.look()
    visitor.press("main form[action$=bring-in] button")
    _do_the_work(app)
    page.goto(here)
    visitor.look()
    visitor.at(start)


def see_about_people(app: Flask, visitor: Visitor, slug: str) -> None:
    """See the figures that only one role sees."""
    with app.app_context():
        officers.add("equality analyst", email=EQUALITY_ANALYST)
    visitor.forget()
    visitor.go("officer/sign-in")
    visitor.page.fill("[name=email]", EQUALITY_ANALYST)
    visitor.page.fill("[name=password]", officers.PASSWORD)
    visitor.press()
    visitor.at(f"officer/consultations/{slug}")
    visitor.at(f"officer/consultations/{slug}/about-people")
    visitor.press()


def _be(app: Flask, state: str) -> None:
    """Leave the row of the job as a worker leaves it in this state."""
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "analyse.bring_in")).one()
        job.state, job.done_count, job.total_count = state, 1, 3
        if state == "failed":
            job.error, job.open_key, job.finished_at = "OperationalError", None, clock.now()
        db.session.commit()


def _do_the_work(app: Flask) -> None:
    with app.app_context():
        waiting = select(Job.id).where(Job.kind == "analyse.bring_in", Job.state == "waiting")
        number = db.session.scalars(waiting).one()
        db.session.rollback()
        perform(number)
