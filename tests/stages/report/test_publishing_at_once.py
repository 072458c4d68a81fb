"""Two people press the same button at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask

from consult.analyse.queries import theme_named
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.queue import Job
from consult.plan.queries import consultation_by_id
from consult.report import actions
from consult.report.models import Decision, Report
from tests.stages.report.closed import (
    BY,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)

Result = TypeVar("Result")
PEOPLE = 8


@pytest.fixture
def park(app: Flask) -> int:
    with app.app_context():
        return closed_consultation(persons(60, {"ideas": "More seats"}, themes=["Seats"])).id


def at_once(app: Flask, act: Callable[[int], Result]) -> list[Result]:
    """Let several people do the same at the same moment, each in a request of their own."""
    barrier = Barrier(PEOPLE)

    def one(number: int) -> Result:
        with app.app_context():
            barrier.wait()
            result = act(number)
            db.session.commit()
            return result

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(one, range(PEOPLE)))


def test_publishing_at_once_publishes_once(app: Flask, park: int) -> None:
    with app.app_context():
        built = build_report(consultation_by_id(park))
        seats = theme_named("Seats", consultation_id=built.id, question="ideas")
        assert seats
        actions.decide(seats, decided="Yes", why="Asked", by=BY, at=CLOSED)
        db.session.commit()

    def press(number: int) -> str:
        consultation = consultation_by_id(park)
        report = actions.publish(
            consultation, seen=seen(consultation), by=f"Officer {number}", at=CLOSED
        )
        return f"{report.sha256} {report.published_by}"

    assert len(set(at_once(app, press))) == 1
    with app.app_context():
        assert db.session.query(Report).count() == 1
        assert db.session.query(AuditEvent).filter_by(what="report.published").count() == 1


def test_asking_at_once_makes_one_job(app: Flask, park: int) -> None:
    def ask(number: int) -> int:
        return actions.request(consultation_by_id(park), by=f"Officer {number}", at=CLOSED).id

    assert len(set(at_once(app, ask))) == 1
    with app.app_context():
        assert db.session.query(Job).filter_by(kind="report.build").count() == 1
        assert db.session.query(AuditEvent).filter_by(what="report.asked-for").count() == 1


def test_deciding_at_once_keeps_one_decision(app: Flask, park: int) -> None:
    def decide(number: int) -> None:
        seats = theme_named("Seats", consultation_id=park, question="ideas")
        assert seats
        actions.decide(seats, decided=f"Plan {number}", why="Asked", by=BY, at=CLOSED)

    at_once(app, decide)
    with app.app_context():
        assert db.session.query(Decision).count() == 1
        assert db.session.query(AuditEvent).filter_by(what="theme.decided").count() == PEOPLE
