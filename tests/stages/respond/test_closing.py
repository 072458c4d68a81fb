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
from tests.stages.respond.posts import CANARY, END, LAST_SECOND, ONE, all_at_once
from tests.support.timetables import move_dates, pause


def test_T2_T7_it_closes_on_the_second_and_no_job_is_needed(app: Flask, january: str) -> None:
    first, late = (Resident(app.test_client(), january) for _turn in range(2))
    with time_machine.travel(LAST_SECOND, tick=False):
        first.walk({"why": {"answer": CANARY}})
        late.begin()
        assert first.send().status_code == 303
    with time_machine.travel(END, tick=False):
        assert late.answer("why", CANARY).status_code == 303
        assert late.send().status_code == 303
        assert first.receipt()
        assert "Start now" not in late.client.get(late.address()).text
    standings = [one.standing for one in rows(app, select(Response).order_by(Response.id))]
    assert standings == ["counted", "late"]
    assert {job.attempts for job in rows(app, select(Job))} == {0}


def test_T2_nobody_begins_after_the_end(app: Flask, january: str) -> None:
    begun, stranger = (Resident(app.test_client(), january) for _turn in range(2))
    with time_machine.travel(LAST_SECOND, tick=False):
        begun.begin()
        begun.answer("why", CANARY)
    with time_machine.travel(END, tick=False):
        for page in (
            stranger.client.post(stranger.address("answer")),
            stranger.client.post(stranger.address("answer"), data={"view": "all"}),
            stranger.answer("why", "Words without a home"),
            # To start afresh would throw away what can still be sent.
            begun.client.post(begun.address("answer"), data={"afresh": "yes"}),
        ):
            assert page.status_code == 410
            assert "does not take answers now" in page.text
            assert "Sunday 5 April 2026" in page.text
        assert "Words without a home" in stranger.answer("why", "Words without a home").text
        assert begun.client.post(begun.address("answer")).location == begun.address("answer")
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
    early, slow = (Resident(app.test_client(), january) for _turn in range(2))
    with time_machine.travel(LAST_SECOND, tick=False):
        early.begin()
        slow.begin()
    with time_machine.travel(END, tick=False):
        early.answer("why", CANARY)
        early.send()
        with app.app_context():
            found = consultation_at(january)
            assert found
            later = found.closes + timedelta(days=2)
            move_dates(found, opens=found.opens, closes=later, reason=REASON, by=BY, at=clock.now())
            db.session.commit()
        slow.answer("why", CANARY)
        assert slow.send().status_code == 303
        assert REASON in slow.client.get(slow.address()).text
    standings = [one.standing for one in rows(app, select(Response).order_by(Response.id))]
    # What was late stays with the late answers until an officer lets it count.
    assert standings == ["late", "counted"]
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
            move_dates(
                found, opens=found.opens, closes=yesterday, reason=REASON, by=BY, at=clock.now()
            )
            db.session.commit()
        return app.test_client().get(f"/en/consultations/{slug}")

    _page, *sent = all_at_once(7, press)
    assert [page.status_code for page in sent] == [303] * 6
    assert {one.standing for one in rows(app, select(Response))} <= {"counted", "late"}
    assert count(app, Response) == 6


def test_C3_a_pause_meets_people_who_send_and_loses_nothing(app: Flask) -> None:
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
            pause(found, reason=REASON, by=BY, at=clock.now())
            db.session.commit()
        return app.test_client().get(f"/en/consultations/{slug}")

    _page, *sent = all_at_once(7, press)
    assert {page.status_code for page in sent} <= {303, 410}
    taken = [page for page in sent if page.status_code == 303]
    assert [one.standing for one in rows(app, select(Response))] == ["counted"] * len(taken)
    kept = [one for one in rows(app, select(Draft)) if one.sent_at is None]
    assert [one.typed.answers for one in kept] == [{"why": CANARY}] * (6 - len(taken))


def test_a_consultation_nobody_let_open_takes_no_answers(app: Flask) -> None:
    slug = drafted(app, ONE)
    resident = Resident(app.test_client(), slug)
    assert resident.client.get(resident.address()).status_code == 404
    assert resident.client.post(resident.address("answer")).status_code in (404, 410)
    assert count(app, Draft) == 0
