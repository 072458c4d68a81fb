"""200 people press “Send” while the clock, or an officer, ends the consultation."""

from datetime import timedelta
from threading import Event, Lock
from time import monotonic, sleep

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.queries import consultation_at, current_version, held_consultation
from consult.respond.actions import drafts
from consult.respond.models import Answer, Response, Typed
from tests.factories import BY, REASON, Resident, count, opened, rows
from tests.stages.respond.posts import CANARY, END, ONE, all_at_once
from tests.support.timetables import move_dates

PEOPLE = 200
# What the clock of this race moves on with each answer that was sent: it ends half-way.
STEP = timedelta(milliseconds=10)
# Long enough for a machine that does other work; a race that hangs fails.
pytestmark = pytest.mark.timeout(120)


def people(app: Flask, slug: str, *, of_them_checking: int) -> list[Resident]:
    """Return people who have typed their answer; the first have come to check it too."""
    keys = []
    with app.app_context():
        found = consultation_at(slug)
        assert found
        version = current_version(found.id)
        for place in range(PEOPLE):
            draft = drafts.begin(found, version, at=clock.now())
            draft.typed = Typed(answers={"why": f"{CANARY} {place}"})
            if place < of_them_checking:
                drafts.reach_check(draft, at=clock.now())
            keys.append(drafts.key_of(draft))
        db.session.commit()
    return [Resident(app.test_client(), slug, key=key) for key in keys]


def check_nothing_is_lost(app: Flask, pages: list[TestResponse]) -> None:
    assert [page.status_code for page in pages] == [303] * PEOPLE
    assert count(app, Response) == PEOPLE
    said = {one.value for one in rows(app, select(Answer))}
    assert said == {f"{CANARY} {place}" for place in range(PEOPLE)}


def test_T2_whoever_sends_in_the_last_second_is_wholly_in_time_or_wholly_late(
    app: Flask, january: str
) -> None:
    one_by_one = Lock()
    with time_machine.travel(END - STEP * PEOPLE / 2, tick=False) as moving:
        racing = people(app, january, of_them_checking=PEOPLE // 2)

        def press(place: int) -> TestResponse:
            page = racing[place].send()
            with one_by_one:
                moving.shift(STEP)
            return page

        check_nothing_is_lost(app, all_at_once(PEOPLE, press))
    was_checking = {f"{CANARY} {place}" for place in range(PEOPLE // 2)}
    said = {one.response_id: one.value for one in rows(app, select(Answer))}
    came = {"in time": 0, "in the grace": 0, "late": 0}
    for response in rows(app, select(Response)):
        if response.sent_at < END:
            assert (response.standing, response.in_grace) == ("counted", False)
            came["in time"] += 1
        elif said[response.id] in was_checking:
            assert (response.standing, response.in_grace) == ("counted", True)
            came["in the grace"] += 1
        else:
            assert (response.standing, response.in_grace) == ("late", False)
            came["late"] += 1
    # Both sides of the end were tried, by many.
    assert came["in time"] > PEOPLE / 4, came
    assert came["in the grace"] + came["late"] > PEOPLE / 8, came


def test_C3_whoever_sends_while_an_officer_closes_comes_wholly_before_or_after(
    app: Flask,
) -> None:
    slug = opened(app, ONE)
    racing = people(app, slug, of_them_checking=0)
    enough, closed, sent = Event(), Event(), [0]

    def press(place: int) -> TestResponse:
        if place == PEOPLE:
            enough.wait(60)
            close(app, slug)
            closed.set()
            return app.test_client().get(f"/en/consultations/{slug}")
        if place % 8 == 0:
            closed.wait(60)  # some come after it for certain
        page = racing[place].send()
        sent[0] += 1
        if sent[0] >= PEOPLE / 4:
            enough.set()
        return page

    *pages, _officer = all_at_once(PEOPLE + 1, press)
    check_nothing_is_lost(app, pages)
    standing = {one.id: one.standing for one in rows(app, select(Response))}
    events = rows(app, select(AuditEvent).order_by(AuditEvent.id))
    # Each was written while nobody else could move the dates, or nobody could send.
    sent_events = [event for event in events if event.what == "response.sent"]
    moved = max(event.id for event in events if event.what == "departure.stated")
    before = {standing[one.subject_id] for one in sent_events if one.id < moved}
    after = {standing[one.subject_id] for one in sent_events if one.id > moved}
    assert (before, after) == ({"counted"}, {"late"})


def test_an_officer_gets_a_turn_while_people_keep_sending(app: Flask) -> None:
    """PostgreSQL would let people who share a row in before who waits to change it."""
    slug = opened(app, ONE)
    closed, waited = Event(), [0.0]

    def hold() -> None:
        found = consultation_at(slug)
        assert found
        held_consultation(found.id)
        sleep(0.05)
        db.session.commit()

    def press(place: int) -> TestResponse:
        if place == 0:
            sleep(0.3)
            start = monotonic()
            close(app, slug)
            waited[0] = monotonic() - start
            closed.set()
        while not closed.is_set() and monotonic() < end:
            with app.app_context():
                hold()
        return app.test_client().get(f"/en/consultations/{slug}")

    end = monotonic() + 20
    all_at_once(14, press)
    assert waited[0] < 4, waited


def close(app: Flask, slug: str) -> None:
    with app.app_context():
        found = consultation_at(slug)
        assert found
        yesterday = day_of(clock.now()) - timedelta(days=1)
        move_dates(
            found,
            opens=found.opens,
            closes=yesterday,
            reason=REASON,
            by=BY,
            at=clock.now(),
        )
        db.session.commit()
