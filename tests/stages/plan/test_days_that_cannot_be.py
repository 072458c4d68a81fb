"""Days that would break another promise, or close what nobody could answer, are refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.models import Consultation, DateChange
from consult.plan.queries import consultation_at
from consult.plan.rules.timetable import State, state_of
from tests.checking_client import CheckingClient
from tests.factories import BY, document, opened, question, rows
from tests.stages.plan.doors import DEPARTURES, SLUG, WHY, press, run, words_on
from tests.support.timetables import pause

DAY = timedelta(days=1)
AT = f"/en/officer/consultations/{SLUG}"
ONE = document(question("why", "long_text"))
AFTER = "You promised what was decided for a day before this."
As = Callable[..., CheckingClient]


def found(app: Flask) -> Consultation:
    one: Consultation = rows(app, select(Consultation))[0]
    return one


def promise_outcome(publisher: CheckingClient, due: date) -> None:
    kept = press(publisher, f"{AT}/outcome-day", due=due.isoformat(), reason=WHY)
    assert kept.status_code == 303


def test_more_time_does_not_pass_the_day_of_the_outcome(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, ONE)
    before = found(app)
    promise_outcome(publisher, before.closes + 7 * DAY)
    longer = {"opens": before.opens.isoformat(), "reason": WHY}
    later = (before.closes + 7 * DAY).isoformat()
    refused = press(publisher, f"{AT}/dates", **longer, closes=later)
    assert refused.status_code == 422
    assert AFTER in words_on(refused)
    said = run(app, "dates", SLUG, "--opens", longer["opens"], "--closes", later, "--reason", WHY)
    assert AFTER in said.output
    assert found(app).closes == before.closes
    sooner = (before.closes + 6 * DAY).isoformat()
    assert press(publisher, f"{AT}/dates", **longer, closes=sooner).status_code == 303


def test_an_outcome_that_comes_late_after_all_is_stated(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, ONE, days_ago=-30)
    before = found(app)
    promise_outcome(publisher, before.closes + timedelta(weeks=11))
    dates = {"opens": (before.opens - 20 * DAY).isoformat(), "reason": WHY}
    dates["closes"] = (before.closes - 20 * DAY).isoformat()
    assert press(publisher, f"{AT}/dates", **dates).status_code == 303
    stated = [one.commitment for one in rows(app, DEPARTURES)]
    assert stated.count("outcome-in-time") == 1


def test_what_was_announced_cannot_close_before_anybody_could_answer(
    app: Flask, publisher: CheckingClient
) -> None:
    opened(app, ONE, days_ago=-5)
    yesterday = (day_of(clock.now()) - DAY).isoformat()
    refused = press(publisher, f"{AT}/dates", opens=yesterday, closes=yesterday, reason=WHY)
    assert refused.status_code == 422
    assert state_of(found(app), clock.now()) is State.UPCOMING


def test_a_champion_who_agrees_too_late_closes_nothing(
    app: Flask, publisher: CheckingClient, as_: As
) -> None:
    opened(app, ONE, days_ago=40)
    with app.app_context():
        one = consultation_at(SLUG)
        assert one
        pause(one, reason=WHY, by=BY, at=clock.now() - 20 * DAY)
        db.session.commit()
    soon = (day_of(clock.now()) + 2 * DAY).isoformat()
    assert press(publisher, f"{AT}/go-on", closes=soon, reason=WHY).status_code == 303
    asked = rows(app, select(DateChange).order_by(DateChange.id))[-1]
    assert (asked.kind, asked.answer) == ("go-on", "waiting")
    with time_machine.travel(clock.now() + 5 * DAY):
        champion = as_("champion", "Grace Obi")
        press(champion, f"/en/officer/agreements/{asked.id}", answer="yes")
        assert state_of(found(app), clock.now()) is State.PAUSED
    assert rows(app, select(DateChange).order_by(DateChange.id))[-1].answer == "overtaken"


@pytest.mark.usefixtures("january")
def test_a_draft_may_still_have_days_that_are_over(app: Flask) -> None:
    opened(app, ONE, days_ago=90)
    assert state_of(found(app), clock.now()) is State.CLOSED
