"""A pause takes no answers and loses none; going on gives people their days back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.actions.pausing import go_on
from consult.plan.models import Consultation, DateChange
from consult.plan.queries import consultation_at
from consult.plan.rules.changes import Stated
from consult.plan.rules.timetable import State, state_of
from consult.respond.actions.tidying import tidy
from consult.respond.models import Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import BY, Resident, count, document, opened, question, rows
from tests.stages.plan.doors import DEPARTURES, WHY, press, run, words_on
from tests.support.timetables import pause

DAY = timedelta(days=1)
SLUG = "trees-in-our-streets"
AT = f"/en/officer/consultations/{SLUG}"
CANARY = "zebra-crossing-by-the-school"
ONE = document(question("why", "long_text"))
As = Callable[..., CheckingClient]


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, ONE)


def closes(app: Flask) -> date:
    found: Consultation = rows(app, select(Consultation))[0]
    return found.closes


def paused(app: Flask, *, days_ago: int = 0) -> None:
    with app.app_context():
        found = consultation_at(SLUG)
        assert found
        pause(found, reason=WHY, by=BY, at=clock.now() - days_ago * DAY)
        db.session.commit()


def begun(app: Flask) -> Resident:
    person = Resident(app.test_client(), SLUG)
    person.begin()
    return person


@pytest.mark.usefixtures("slug")
def test_a_pause_needs_a_reason_and_a_champion(
    app: Flask, publisher: CheckingClient, as_: As
) -> None:
    silent = press(publisher, f"{AT}/pause", reason="")
    assert silent.status_code == 422
    assert "The dates change. Write why, in a full sentence." in words_on(silent)
    assert run(app, "pause", SLUG).exit_code == 1
    assert press(publisher, f"{AT}/pause", reason=WHY).status_code == 303
    (asked,) = rows(app, select(DateChange))
    assert (asked.kind, asked.answer) == ("pause", "waiting")
    assert "Start now" in app.test_client().get(f"/en/consultations/{SLUG}").text
    press(as_("champion", "Grace Obi"), f"/en/officer/agreements/{asked.id}", answer="yes")
    text = words_on(app.test_client().get(f"/en/consultations/{SLUG}"))
    assert "Start now" not in text
    for words in (
        "This consultation is paused",
        "It has been paused since",
        WHY,
        ": it was paused.",
    ):
        assert words in text


@pytest.mark.usefixtures("slug")
def test_the_command_asks_for_a_pause(app: Flask) -> None:
    done = run(app, "pause", SLUG, "--reason", WHY)
    assert (done.exit_code, "A Champion has to agree." in done.stdout) == (0, True)
    assert [one.kind for one in rows(app, select(DateChange))] == ["pause"]


@pytest.mark.usefixtures("slug")
def test_while_it_is_paused_drafts_are_kept_and_nothing_is_sent(app: Flask) -> None:
    person = begun(app)
    paused(app)
    assert person.answer("why", CANARY).status_code == 303
    assert "The consultation is paused" in person.look(person.at).get_data(as_text=True)
    refused = person.send()
    assert refused.status_code == 410
    assert "It is paused. What you have begun stays" in words_on(refused)
    assert [one.typed.answers for one in rows(app, select(Draft))] == [{"why": CANARY}]
    assert count(app, Response) == 0
    late = Resident(app.test_client(), SLUG)
    assert "Carry on with a code" in late.client.get(late.address()).text
    assert late.client.post(late.address("answer")).status_code == 410


@pytest.mark.usefixtures("slug")
def test_who_has_sent_already_reads_that_it_is_paused_not_that_it_closed(app: Flask) -> None:
    person = begun(app)
    person.answer("why", CANARY)
    person.send()
    paused(app)
    text = words_on(person.client.get(person.address("receipt")))
    assert "The consultation is paused. When it goes on, its page says until when." in text
    assert "closed at the end of" not in text


@pytest.mark.usefixtures("slug")
def test_going_on_takes_what_was_begun_before_and_gives_the_days_back(
    app: Flask, publisher: CheckingClient
) -> None:
    person, before = begun(app), closes(app)
    paused(app, days_ago=4)
    person.answer("why", CANARY)
    shown = words_on(publisher.get(f"{AT}/go-on"))
    back = before + 5 * DAY
    assert f'value="{back.isoformat()}"' in shown
    silent = press(publisher, f"{AT}/go-on", closes=back.isoformat(), reason="")
    assert silent.status_code == 422
    assert press(publisher, f"{AT}/go-on", closes=back.isoformat(), reason=WHY).status_code == 303
    assert closes(app) == back
    assert person.send().status_code == 303
    assert count(app, Response) == 1
    text = words_on(app.test_client().get(f"/en/consultations/{SLUG}"))
    assert text.index(": it was paused.") < text.index(": it went on.")
    assert [one.facts["kind"] for one in rows(app, DEPARTURES)][-2:] == ["pause", "go-on"]


@pytest.mark.usefixtures("slug")
def test_going_on_with_fewer_days_asks_a_champion(app: Flask, publisher: CheckingClient) -> None:
    paused(app, days_ago=4)
    soon = (closes(app) + DAY).isoformat()
    assert press(publisher, f"{AT}/go-on", closes=soon, reason=WHY).status_code == 303
    by_command = run(app, "go-on", SLUG, "--closes", soon, "--reason", WHY)
    assert "A Champion has to agree." in by_command.stdout
    kinds = [(one.kind, one.answer) for one in rows(app, select(DateChange)) if one.id > 1]
    assert kinds == [("go-on", "overtaken"), ("go-on", "waiting")]
    with app.app_context():
        found = consultation_at(SLUG)
        assert found
        assert state_of(found, clock.now()) is State.PAUSED


@pytest.mark.usefixtures("slug")
def test_the_command_goes_on(app: Flask) -> None:
    paused(app)
    back = (closes(app) + DAY).isoformat()
    assert run(app, "go-on", SLUG, "--closes", back).exit_code == 1
    assert run(app, "go-on", SLUG, "--closes", back, "--reason", WHY).exit_code == 0
    assert closes(app).isoformat() == back
    # What goes on already is left as it is.
    later = (closes(app) + DAY).isoformat()
    assert run(app, "go-on", SLUG, "--closes", later, "--reason", WHY).exit_code == 0
    assert closes(app).isoformat() == back


@pytest.mark.usefixtures("slug")
@pytest.mark.parametrize("fields", [{}, {"closes": "soon"}, {"closes": "2020-01-01"}])
def test_a_day_that_cannot_be_is_refused(
    app: Flask, publisher: CheckingClient, fields: dict[str, str]
) -> None:
    paused(app)
    assert press(publisher, f"{AT}/go-on", reason=WHY, **fields).status_code == 422


def test_what_is_not_open_is_not_paused(app: Flask, publisher: CheckingClient) -> None:
    opened(app, ONE, days_ago=90)
    page = press(publisher, f"{AT}/pause", reason=WHY)
    assert page.status_code == 422
    assert "Only a consultation that is open can be paused." in words_on(page)
    assert "It is not paused." in words_on(publisher.get(f"{AT}/go-on"))


@pytest.mark.usefixtures("slug")
def test_a_pause_past_the_last_day_neither_closes_it_nor_deletes_drafts(app: Flask) -> None:
    begun(app)
    paused(app)
    with time_machine.travel(clock.now() + 200 * DAY), app.app_context():
        assert tidy(at=clock.now()) == 0
        found = consultation_at(SLUG)
        assert found
        assert state_of(found, clock.now()) is State.PAUSED
        go_on(found, day_of(clock.now()) + 200 * DAY, Stated(WHY, BY, clock.now()))
        assert state_of(found, clock.now()) is State.OPEN
        db.session.commit()
    assert count(app, Draft) == 1


@pytest.mark.usefixtures("slug")
def test_another_day_for_the_outcome_needs_a_reason_and_is_public(
    app: Flask, publisher: CheckingClient
) -> None:
    at, due = f"{AT}/outcome-day", closes(app) + 84 * DAY
    assert f'value="{due.isoformat()}"' in words_on(publisher.get(at))
    soon, late = (due - 14 * DAY).isoformat(), (due + 14 * DAY).isoformat()
    assert press(publisher, at, due=soon).status_code == 422
    assert press(publisher, at, due=closes(app).isoformat(), reason=WHY).status_code == 422
    assert press(publisher, at, due="soon", reason=WHY).status_code == 422
    assert press(publisher, at, due=soon, reason=WHY).status_code == 303
    assert run(app, "outcome-due", SLUG, "--day", late).exit_code == 1
    done = run(app, "outcome-due", SLUG, "--day", late, "--reason", WHY)
    assert done.exit_code == 0
    assert [one.commitment for one in rows(app, DEPARTURES)][-3:] == [
        "dates-kept",
        "dates-kept",
        "outcome-in-time",
    ]
    text = words_on(app.test_client().get(f"/en/consultations/{SLUG}"))
    assert text.count(": the day for the outcome changed.") == 2
    assert "People hear what was decided later than 12 weeks after the last day." in text
    assert rows(app, select(Consultation))[0].outcome_due.isoformat() == late
