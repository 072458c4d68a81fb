"""What was begun and not sent is deleted a week after the end; what was sent never is."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from consult.core import clock, daily, queue
from consult.core.database import db
from consult.core.queue import Job
from consult.core.security import hashed
from consult.plan.queries import consultation_at
from consult.respond.actions import tidying
from consult.respond.actions.drafts import kept_until
from consult.respond.models import (
    Answer,
    CodeTry,
    Contact,
    Draft,
    EqualityAnswers,
    Response,
    Upload,
)
from tests.factories import Resident, all_counts, count, document, opened, question, rows
from tests.stages.respond.posts import CANARY, END, LAST_SECOND, SECOND

WEEK = timedelta(days=7)


def tidy(app: Flask) -> int:
    """Do the work of the day; return how many drafts are left."""
    with app.app_context():
        tidying.tidy(at=clock.now())
        db.session.commit()
    return count(app, Draft)


@pytest.fixture
def begun(app: Flask, january: str) -> Resident:
    """Give somebody who began to answer and went away."""
    person = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND - timedelta(days=83), tick=False):
        person.begin()
        person.answer("why", CANARY)
    return person


def test_P26_a_draft_stays_until_a_week_after_the_end_and_no_longer(
    app: Flask, begun: Resident
) -> None:
    with app.app_context():
        found = consultation_at(begun.slug)
        assert found
        assert kept_until(found) == END + WEEK
    for at in (LAST_SECOND, END, END + WEEK - SECOND):
        with time_machine.travel(at, tick=False):
            assert tidy(app) == 1
            # However long they were away: all of it is there.
            assert CANARY in begun.client.get(begun.address("answer", "why")).text
    with time_machine.travel(END + WEEK, tick=False):
        assert tidy(app) == 0
        page = begun.client.get(begun.address("answer"))
        assert page.status_code == 410
        assert CANARY not in page.text


def test_P26_it_is_done_every_day_without_anybody_asking(app: Flask, begun: Resident) -> None:
    with app.app_context(), time_machine.travel(END + WEEK, tick=False):
        daily.ask_for_today()
        for job in rows(app, select(Job).where(Job.kind == "respond.tidy")):
            queue.perform(job.id)
    assert count(app, Draft) == 0
    assert begun.client.get(begun.address("answer")).status_code == 410


def test_whoever_is_late_can_send_until_then(app: Flask, begun: Resident) -> None:
    with time_machine.travel(END + WEEK - SECOND, tick=False):
        tidy(app)
        assert begun.send().status_code == 303
    with time_machine.travel(END + WEEK, tick=False):
        assert tidy(app) == 0
    assert [one.value for one in rows(app, select(Answer))] == [CANARY]


@pytest.mark.usefixtures("begun")
def test_each_consultation_has_an_end_of_its_own(app: Flask) -> None:
    young = Resident(app.test_client(), opened(app, document(question("why"), title="Another")))
    young.begin()
    with time_machine.travel(END + WEEK, tick=False):
        assert tidy(app) == 1
    (left,) = rows(app, select(Draft))
    assert left.key_hash == hashed(young.key)


def test_nothing_that_was_sent_is_lost(app: Flask) -> None:
    asked = document(
        question("why", "long_text"),
        question("photo", "file"),
        equality_questions=[question("age")],
    )
    person = Resident(app.test_client(), opened(app, asked))
    person.walk({"why": {"answer": CANARY}, "age": {"answer": "40"}})
    person.send()
    code = person.receipt()
    person.client.post(
        person.address("receipt", "contact"), data={"code": code, "email": "a@example.org"}
    )
    # They begin to put it right, and never send that.
    person.client.post(person.address("receipt", "correct"), data={"code": code})
    before = all_counts(app)
    assert before["draft"] == 2
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        assert tidy(app) == 0
        assert all_counts(app) == {**before, "draft": 0}
        page = person.client.post(
            person.address("receipt"), data={"code": code}, follow_redirects=True
        )
        assert code in page.text
        assert CANARY in person.client.get(person.address("receipt/answers")).text
    for table in (Response, Answer, EqualityAnswers, Contact):
        assert count(app, table) == 1


def test_P26_the_files_of_a_draft_go_with_it_and_those_of_a_response_stay(app: Flask) -> None:
    slug = opened(app, document(question("plan", "file")))
    for is_sent in (True, False):
        person = Resident(app.test_client(), slug)
        person.begin()
        file = FileStorage(BytesIO(CANARY.encode()), filename="plan.txt")
        fields = {"draft": person.key, "then": "", "answer": file}
        assert person.client.post(person.at, data=fields).status_code == 303
        if is_sent:
            person.send()
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        assert tidy(app) == 0
    (kept,) = rows(app, select(Upload))
    (response,) = rows(app, select(Response))
    assert kept.response_id == response.id


def test_P11_networks_are_forgotten_after_30_days_and_wrong_codes_after_an_hour(
    app: Flask, begun: Resident
) -> None:
    with time_machine.travel(LAST_SECOND - timedelta(days=40), tick=False) as moving:
        begun.send()
        begun.client.post(begun.address("come-back"), data={"code": "AAAA-AAAA"})
        for days, is_known, tries in ((0, True, 1), (1, True, 0), (30, True, 0), (31, False, 0)):
            moving.move_to(LAST_SECOND - timedelta(days=40 - days))
            tidy(app)
            (response,) = rows(app, select(Response))
            assert (response.network is not None) is is_known
            assert count(app, CodeTry) == tries
