"""After the end: a half hour for who was checking, then late, marked and never thrown away."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.analyse.queries import counts
from consult.core.database import db, reading
from consult.plan.queries import consultation_at, current_version
from consult.respond.models import Answer, Draft, Response
from consult.respond.queries import count_by_channel, count_by_standing, count_responses
from tests.factories import Resident, count, rows
from tests.stages.respond.posts import CANARY, END, LAST_SECOND, SECOND

HALF_AN_HOUR = timedelta(minutes=30)
IN_GRACE, LATE, IN_TIME = ("counted", True), ("late", False), ("counted", False)


@pytest.fixture
def checking(app: Flask, january: str) -> Resident:
    """Give somebody who had come to check their answers in the last second."""
    person = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        person.walk({"why": {"answer": CANARY}})
        person.look(person.at)
    return person


@pytest.fixture
def writing(app: Flask, january: str) -> Resident:
    """Give somebody who was still writing in the last second."""
    person = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        person.begin()
    return person


def came(app: Flask) -> tuple[str, bool]:
    """Return how the one response that was sent came."""
    (response,) = rows(app, select(Response))
    assert [one.value for one in rows(app, select(Answer))] == [CANARY]
    return response.standing, response.in_grace


@pytest.mark.parametrize(
    ("at", "how"),
    [
        (LAST_SECOND, IN_TIME),
        (END, IN_GRACE),
        (END + HALF_AN_HOUR - SECOND, IN_GRACE),
        (END + HALF_AN_HOUR, LATE),
        (END + timedelta(days=6), LATE),
    ],
    ids=["the last second", "the end", "the last of the grace", "after it", "days later"],
)
def test_T3_who_was_checking_in_time_has_half_an_hour_to_send(
    app: Flask, checking: Resident, at: datetime, how: tuple[str, bool]
) -> None:
    with time_machine.travel(at, tick=False):
        assert checking.send().status_code == 303
        page = checking.client.get(checking.address("receipt"))
    assert came(app) == how
    assert ("You were checking your answers in time, so they count" in page.text) is how[1]
    assert ("We keep them with the late answers" in page.text) is (how == LATE)


def test_T3_who_was_still_writing_is_late_at_once(app: Flask, writing: Resident) -> None:
    with time_machine.travel(END, tick=False):
        assert writing.answer("why", CANARY).status_code == 303
        assert writing.send().status_code == 303
    assert came(app) == LATE


def test_T3_who_saved_the_last_page_for_later_had_come_to_check(
    app: Flask, writing: Resident
) -> None:
    with time_machine.travel(LAST_SECOND, tick=False):
        saved = writing.answer("why", CANARY, go="later")
        assert saved.location == writing.address("saved")
    with time_machine.travel(END, tick=False):
        assert writing.send().status_code == 303
    assert came(app) == IN_GRACE


def test_T3_a_change_on_the_way_takes_no_grace_away(app: Flask, checking: Resident) -> None:
    with time_machine.travel(END, tick=False):
        assert checking.answer("why", f"{CANARY}!", then="check").status_code == 303
        assert checking.answer("why", CANARY, then="check").status_code == 303
        assert checking.send().status_code == 303
    assert came(app) == IN_GRACE


def test_where_no_grace_is_given_the_end_is_the_end(app: Flask, checking: Resident) -> None:
    app.config["GRACE_MINUTES"] = 0
    with time_machine.travel(END, tick=False):
        page = checking.client.get(checking.address("check-your-answers"))
        assert "You can still send what you have" in page.text
        assert checking.send().status_code == 303
    assert came(app) == LATE


def test_T3_on_every_page_people_are_told_how_they_stand(
    checking: Resident, writing: Resident
) -> None:
    pages = ("answer", "answer/why", "answer-all", "check-your-answers")
    for person, words in (
        (checking, "Send them within 30 minutes of the end and they count"),
        (writing, "You can still send what you have. It is marked as late"),
    ):
        for page in pages:
            with time_machine.travel(LAST_SECOND, tick=False):
                assert words not in person.client.get(person.address(page)).text
            with time_machine.travel(END, tick=False):
                assert words in person.client.get(person.address(page)).text


def test_what_is_wrong_after_the_end_is_still_told_and_kept(app: Flask, writing: Resident) -> None:
    with time_machine.travel(END, tick=False):
        page = writing.answer("why", "x" * 5000)
        assert page.status_code == 422
        assert "Your text has 5,000 characters" in page.text
        assert "It is marked as late" in page.text
    (draft,) = rows(app, select(Draft))
    assert draft.typed.answers == {"why": "x" * 5000}


def test_T3_late_answers_are_in_no_figure(app: Flask, checking: Resident, january: str) -> None:
    with time_machine.travel(END + HALF_AN_HOUR, tick=False):
        checking.send()
        with app.app_context(), reading():
            found = consultation_at(january)
            assert found
            definition = current_version(found.id).definition
            tallies = counts(found.id, definition, progress=lambda *_step: None)
            assert tallies["why"].answered == 0
            assert (count_responses(found.id), count_by_channel(found.id)) == (0, {})
            assert count_by_standing(found.id) == {"late": 1}
            db.session.rollback()
    assert count(app, Response) == 1


def test_after_the_end_what_was_sent_stands_and_cannot_be_changed(
    app: Flask, checking: Resident
) -> None:
    with time_machine.travel(LAST_SECOND, tick=False):
        checking.send()
        code = checking.receipt()
        checking.client.post(checking.address("receipt", "correct"), data={"code": code})
        checking.look(checking.address("answer", "why"))
        checking.answer("why", "Something else", then="check")
    with time_machine.travel(END, tick=False):
        # They were checking what they put right: that has its half hour too.
        page = checking.client.get(checking.address("check-your-answers"))
        assert "within 30 minutes of the end" in page.text
    with time_machine.travel(END + HALF_AN_HOUR, tick=False):
        kept = checking.answer("why", "Words that are given back")
        looked_at = checking.client.get(checking.address("check-your-answers"))
        for page in (kept, looked_at, checking.send()):
            assert page.status_code == 410
            assert "What you sent before stands" in page.text
            assert "It is marked as late" not in page.text
        assert "Words that are given back" in kept.text
    assert came(app) == IN_TIME
