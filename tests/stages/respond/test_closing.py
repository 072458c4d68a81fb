"""It opens and closes on the second, by the clock, and no job has to run."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.compact.models import Departure
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import Job
from consult.plan.actions import change_dates
from consult.plan.queries import consultation_at
from consult.respond.models import Draft, Response
from tests.factories import (
    BY,
    REASON,
    Resident,
    count,
    drafted,
    opened,
    rows,
)
from tests.stages.respond.posts import CANARY, ONE, all_at_once

# 84 days from 12 January end when 5 April does, in summer time.
LAST_SECOND = datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_T2_T7_it_closes_on_the_second_and_no_job_is_needed(app: Flask, january: str) -> None:
    first, late = (Resident(app.test_client(), january) for _turn in range(2))
    with time_machine.travel(LAST_SECOND, tick=False):
        for person in (first, late):
            person.walk({"why": {"answer": CANARY}})
        assert first.send().status_code == 303
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        page = late.send()
        assert page.status_code == 410
        assert "does not take answers now" in page.text
        assert "Sunday 5 April 2026" in page.text
        assert first.receipt()
        closed = late.client.get(late.address())
        assert "Start now" not in closed.text
        for response in (
            late.client.post(late.address("answer"), data={"afresh": "yes"}),
            Resident(app.test_client(), january).client.post(late.address("answer")),
            late.client.get(late.address("answer", "why")),
            late.client.get(late.address("check-your-answers")),
        ):
            assert response.status_code == 410
    assert count(app, Response) == 1
    # What was begun is still there, and no job was ever done.
    assert CANARY in [draft.typed.answers.get("why") for draft in rows(app, select(Draft))]
    assert {job.attempts for job in rows(app, select(Job))} == {0}


def test_T3_what_is_typed_last_is_kept_and_told_so(app: Flask, january: str) -> None:
    late = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        late.begin()
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        assert late.answer("why", CANARY).status_code == 410
        without_draft = Resident(app.test_client(), january)
        page = without_draft.answer("why", "Words without a home")
        assert page.status_code == 410
        assert "Words without a home" in page.text
    assert [draft.typed.answers for draft in rows(app, select(Draft))] == [{"why": CANARY}]


def test_T10_it_opens_on_the_second(app: Flask, january: str) -> None:
    early = Resident(app.test_client(), january)
    with time_machine.travel(datetime(2026, 1, 11, 23, 59, 59, tzinfo=UTC), tick=False):
        page = early.client.post(early.address("answer"))
        assert page.status_code == 410
        assert "Monday 12 January 2026" in page.text
        assert "Opens soon" in early.client.get(early.address()).text
    with time_machine.travel(datetime(2026, 1, 12, tzinfo=UTC), tick=False):
        early.begin()


def test_T8_a_later_last_day_lets_drafts_live_again(app: Flask, january: str) -> None:
    late = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        late.walk({"why": {"answer": CANARY}})
    with time_machine.travel(LAST_SECOND + SECOND, tick=False):
        assert late.send().status_code == 410
        with app.app_context():
            found = consultation_at(january)
            assert found
            later = found.closes + timedelta(days=2)
            change_dates(
                found, opens=found.opens, closes=later, reason=REASON, by=BY, at=clock.now()
            )
            db.session.commit()
        assert late.send().status_code == 303
    assert REASON in late.client.get(late.address()).text
    assert count(app, Departure) >= 2


def test_C3_an_officer_who_closes_early_meets_people_who_send(app: Flask) -> None:
    slug = opened(app, ONE)
    people = [Resident(app.test_client(), slug) for _place in range(6)]
    for person in people:
        person.walk({"why": {"answer": CANARY}})

    def press(place: int) -> TestResponse:
        if place:
            return people[place - 1].send()
        with app.app_context():
            found = consultation_at(slug)
            assert found
            yesterday = day_of(clock.now()) - timedelta(days=1)
            change_dates(
                found, opens=found.opens, closes=yesterday, reason=REASON, by=BY, at=clock.now()
            )
            db.session.commit()
        return app.test_client().get(f"/en/consultations/{slug}")

    _page, *sent = all_at_once(7, press)
    told = [page.status_code for page in sent]
    assert set(told) <= {303, 410}
    assert count(app, Response) == told.count(303)
    assert count(app, Draft) == 6


def test_a_consultation_nobody_let_open_takes_no_answers(app: Flask) -> None:
    slug = drafted(app, ONE)
    resident = Resident(app.test_client(), slug)
    assert resident.client.get(resident.address()).status_code == 404
    assert resident.client.post(resident.address("answer")).status_code in (404, 410)
    assert count(app, Draft) == 0
