"""A video is of the English of one day: when that changes everybody is told, and it is asked for.

One that comes later than the rest says so in public, and is made up for.
"""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of, start_of
from consult.plan.actions.importing import import_definition
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import BY, REASON, drafted, opened, rows
from tests.stages.sign_language.conftest import TREES
from tests.support import officers
from tests.support.signing import post, press, problems_on, take_away, words_on
from tests.support.timetables import move_dates

PAGE = "/en/consultations/trees"
PUBLIC = f"{PAGE}/bsl"
DESK = "/en/officer/consultations/trees/bsl"
CHANGED = "The words changed after this video was made. We are having it made again."
WHY = "The signer was ill."


def move(app: Flask, *, by_days: int = 1) -> None:
    with app.app_context():
        found = consultation_at("trees")
        assert found
        closes = found.closes + timedelta(days=by_days)
        move_dates(found, opens=found.opens, closes=closes, reason=REASON, by=BY, at=clock.now())
        db.session.commit()


def closes(app: Flask) -> date:
    found: Consultation = rows(app, select(Consultation))[0]
    return found.closes


def test_when_the_english_changes_people_still_see_it_and_are_told(
    app: Flask, trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    move(app)
    assert CHANGED in words_on(client.get(PAGE))
    page = client.get(PUBLIC)
    assert CHANGED in words_on(page)
    assert "<video" in page.get_data(as_text=True)


def test_the_officer_reads_who_is_asked_again(
    app: Flask, trees: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    post(publisher, trees)
    move(app)
    desk = publisher.get(trees)
    assert "Asked again: Rosa Lee to sign it, and Tom Hill to check it." in words_on(desk)
    assert "The words changed after this video was made" in words_on(
        publisher.get("/en/officer/consultations/trees")
    )
    assert press(publisher, desk, video=None).status_code == 303
    assert CHANGED not in words_on(client.get(PUBLIC))


def test_who_saw_the_old_words_is_asked_to_look_again(
    app: Flask, trees: str, publisher: CheckingClient
) -> None:
    before = publisher.get(trees)
    move(app)
    refused = press(publisher, before)
    assert refused.status_code == 409
    assert "changed while you were here" in problems_on(refused)
    assert 'value="y" checked' not in refused.get_data(as_text=True)
    assert press(publisher, refused, video=None).status_code == 303


def test_new_questions_of_a_draft_make_its_video_old(app: Flask, publisher: CheckingClient) -> None:
    opens = (day_of(clock.now()) + timedelta(days=9)).isoformat()
    drafted(app, {**TREES, "opens": opens})
    assert post(publisher, DESK).status_code == 303
    with app.app_context():
        changed = {**TREES, "opens": opens, "summary": "We want to plant many more trees."}
        import_definition(changed, by=BY, at=clock.now())
        db.session.commit()
    assert "Asked again: Rosa Lee" in words_on(publisher.get(DESK))


@pytest.fixture
def late(app: Flask) -> str:
    opened(app, TREES, days_ago=7)
    return DESK


def test_a_late_video_needs_a_choice_and_a_reason(
    late: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    assert "Days fewer than the rest" in words_on(publisher.get(late))
    without = post(publisher, late)
    assert without.status_code == 422
    assert "Choose one of these." in problems_on(without)
    short = press(publisher, without, video=None, choice="neither", reason="no")
    assert "This comes later than the rest." in problems_on(short)
    longer = press(publisher, without, video=None, choice="longer", reason=WHY)
    assert longer.status_code == 422
    assert client.get(PUBLIC).status_code == 404
    done = press(publisher, short, video=None, choice="neither", reason=WHY)
    assert done.status_code == 303
    page = words_on(client.get(PAGE))
    assert "British Sign Language (BSL) came 7 days after the first day." in page
    assert WHY in page
    assert CHANGED not in words_on(client.get(PUBLIC))


def test_everybody_may_get_the_days_that_who_signs_lacked(
    app: Flask, late: str, client: CheckingClient, publisher: CheckingClient
) -> None:
    before = closes(app)
    assert post(publisher, late, choice="extend", reason=WHY).status_code == 303
    assert closes(app) == before + timedelta(days=7)
    said = {one.commitment for one in rows(app, select(Departure))}
    assert {"same-time", "dates-kept"} <= said
    # Who moved the dates knows that this video is beside the new ones.
    assert CHANGED not in words_on(client.get(PUBLIC))


def test_a_new_video_in_place_of_another_is_not_late_again(
    app: Flask, late: str, publisher: CheckingClient
) -> None:
    post(publisher, late, choice="neither", reason=WHY)
    assert post(publisher, late).status_code == 303
    take_away(publisher, late)
    assert post(publisher, late).status_code == 303
    assert len([one for one in rows(app, select(Departure)) if one.commitment == "same-time"]) == 1


def again(client: CheckingClient) -> str:
    """Sign in again, for days have passed, and return what the page says."""
    officers.type_in(client, "publisher@example.org", officers.PASSWORD)
    return words_on(client.get(DESK))


def test_one_that_was_there_from_the_first_day_is_not_late(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, TREES, days_ago=-3)
    assert post(publisher, DESK).status_code == 303
    with time_machine.travel(start_of(day_of(clock.now()) + timedelta(days=9))):
        desk = again(publisher)
        assert "Put here by" in desk
        assert "Days fewer" not in desk


def test_one_that_was_taken_away_before_the_first_day_is_late_when_it_comes_back(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, TREES, days_ago=-3)
    post(publisher, DESK)
    take_away(publisher, DESK)
    with time_machine.travel(start_of(day_of(clock.now()) + timedelta(days=9))):
        assert "Days fewer" in again(publisher)


def test_once_nobody_can_answer_there_are_no_days_to_make_up_for(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, TREES, days_ago=90)
    assert post(publisher, DESK).status_code == 303
