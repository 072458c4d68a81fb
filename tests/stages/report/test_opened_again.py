"""A consultation that is opened again after its report was built: late answers count, too."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.analyse.queries import theme_named
from consult.core.database import db
from consult.core.queue import perform
from consult.plan.queries import consultation_at
from consult.report import actions
from consult.report.models import Report
from tests.checking_client import CheckingClient
from tests.factories import REASON, rows
from tests.stages.report.closed import (
    APPROVER,
    BY,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)
from tests.support import officers
from tests.support.timetables import move_dates

REPORT = "/en/officer/consultations/park/report"
LATER = timedelta(days=14)


@pytest.fixture
def opened_again(app: Flask) -> str:
    """Give a consultation that was counted, and then got two more weeks."""
    with app.app_context(), time_machine.travel(CLOSED, tick=True):
        built = build_report(
            closed_consultation(persons(60, {"ideas": "More seats"}, themes=["Seats"]))
        )
        seats = theme_named("Seats", consultation_id=built.id, question="ideas")
        assert seats
        actions.decide(seats, decided="Ten seats", why="You asked", by=BY, at=CLOSED)
        move_dates(
            built,
            opens=built.opens,
            closes=built.closes + LATER,
            reason=REASON,
            by=BY,
            at=CLOSED,
        )
        db.session.commit()
    return "park"


def press_publish(app: Flask, client: CheckingClient) -> str:
    with app.app_context():
        officers.sign_in(client, officers.add("publisher"))
    publish = f"{REPORT}/publish"
    page = client.post(publish, data=officers.hidden_on(client.get(REPORT), action=publish))
    assert page.status_code == 422
    assert [one.state for one in rows(app, select(Report))] == ["draft"]
    return page.text


def test_nothing_is_published_while_people_can_answer_again(
    app: Flask, client: CheckingClient, opened_again: str
) -> None:
    assert opened_again
    with time_machine.travel(CLOSED, tick=True):
        assert "People can still answer." in press_publish(app, client)


def test_numbers_from_before_are_not_published_afterwards(
    app: Flask, client: CheckingClient, opened_again: str
) -> None:
    assert opened_again
    with time_machine.travel(CLOSED + LATER, tick=True):
        assert "People could still answer after these" in press_publish(app, client)


def test_counted_again_it_can_be_published(app: Flask, opened_again: str) -> None:
    with app.app_context(), time_machine.travel(CLOSED + LATER, tick=True):
        park = consultation_at(opened_again)
        assert park
        job_id = actions.request(park, by=BY, at=CLOSED + LATER).id
        db.session.commit()
        perform(job_id)
        park = consultation_at(opened_again)
        assert park
        assert (
            actions.publish(park, seen=seen(park), by=APPROVER, at=CLOSED + LATER).state
            == "published"
        )
