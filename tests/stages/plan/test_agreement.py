"""Giving people less time takes a reason and a Champion, from every door."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.actions.dates import change_dates
from consult.plan.actions.importing import import_definition
from consult.plan.actions.refusals import AgreementNeededError, DefinitionRefusedError
from consult.plan.models import Consultation, DateChange
from consult.plan.queries import consultation_at, exported
from tests.checking_client import CheckingClient
from tests.factories import BY, count, opened, rows
from tests.stages.plan.doors import DATES, DEPARTURES, SLUG, WHY, press, run, words_on

DAY = timedelta(days=1)
CHANGES = select(DateChange).order_by(DateChange.id)
NO = "People in the hostel only hear of it next week."
As = Callable[..., CheckingClient]


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app)


def dates(app: Flask) -> tuple[date, date]:
    (found,) = rows(app, select(Consultation))
    return found.opens, found.closes


def typed(app: Flask, *, days: int, **more: str) -> dict[str, str]:
    opens, closes = dates(app)
    return {"opens": opens.isoformat(), "closes": (closes + days * DAY).isoformat(), **more}


def close_it(app: Flask, *, days_ago: int = 0) -> None:
    """Let its last day have been yesterday, or before."""
    with app.app_context():
        found = db.session.scalars(select(Consultation)).one()
        found.closes = day_of(clock.now()) - (days_ago + 1) * DAY
        db.session.commit()


@pytest.mark.usefixtures("slug")
@pytest.mark.parametrize("reason", ["", "soon"])
def test_less_time_needs_a_reason_before_anybody_is_asked(
    app: Flask, publisher: CheckingClient, reason: str
) -> None:
    page = press(publisher, DATES, **typed(app, days=-7, reason=reason))
    assert page.status_code == 422
    assert "The dates change. Write why, in a full sentence." in words_on(page)
    closes = dates(app)[1] - 7 * DAY
    words = ("dates", SLUG, "--opens", dates(app)[0].isoformat(), "--closes", closes.isoformat())
    refused = run(app, *words)
    assert (refused.exit_code, "(--reason)" in refused.stderr) == (1, True)
    assert count(app, DateChange) == 0


def test_the_function_refuses_less_time_that_nobody_agreed_to(app: Flask, slug: str) -> None:
    before = dates(app)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        new = {"opens": found.opens, "closes": found.closes - DAY}
        given: dict[str, Any] = {**new, "by": BY, "at": clock.now()}
        with pytest.raises(ReasonNeededError):
            change_dates(found, reason=None, **given)
        with pytest.raises(AgreementNeededError) as refused:
            change_dates(found, reason=WHY, **given)
        db.session.commit()
    assert refused.value.change.after == (before[0], before[1] - DAY)
    assert dates(app) == before
    assert count(app, DateChange) == 0


def test_the_form_asks_a_champion_and_changes_nothing_yet(
    app: Flask, slug: str, publisher: CheckingClient
) -> None:
    before, stated = dates(app), count(app, Departure)
    page = press(publisher, DATES, **typed(app, days=-7, reason=WHY))
    assert (page.status_code, page.location) == (303, DATES)
    assert (dates(app), count(app, Departure)) == (before, stated)
    (asked,) = rows(app, CHANGES)
    assert (asked.kind, asked.answer, asked.reason) == ("shorten", "waiting", WHY)
    assert (asked.closes_before, asked.closes) == (before[1], before[1] - 7 * DAY)
    assert asked.asked_by_id
    assert "Waits for a Champion" in words_on(publisher.get(DATES))
    assert WHY not in words_on(publisher.get(f"/en/consultations/{slug}"))


def test_the_command_asks_a_champion_too(app: Flask, slug: str) -> None:
    opens, closes = dates(app)
    new = ("--opens", opens.isoformat(), "--closes", (closes - DAY).isoformat(), "--reason", WHY)
    done = run(app, "dates", slug, *new)
    assert (done.exit_code, "A Champion has to agree." in done.stdout) == (0, True)
    assert dates(app) == (opens, closes)
    assert [(one.kind, one.asked_by, one.asked_by_id) for one in rows(app, CHANGES)] == [
        ("shorten", BY, None)
    ]


def test_a_file_cannot_take_time_away(app: Flask, slug: str, tmp_path: Path) -> None:
    before = dates(app)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        file = {**exported(found), "closes": (found.closes - DAY).isoformat()}
        file.pop("period_days_inclusive")
        with pytest.raises(DefinitionRefusedError) as refused:
            import_definition(dict(file), by=BY, at=clock.now(), reason=WHY)
        db.session.commit()
    assert [one.code for one in refused.value.problems] == ["agreement-needed"]
    (tmp_path / "it.json").write_text(json.dumps(file))
    by_command = run(app, "import", str(tmp_path / "it.json"), "--reason", WHY)
    assert (by_command.exit_code, "A Champion has to agree" in by_command.stderr) == (1, True)
    assert (dates(app), count(app, DateChange)) == (before, 0)


def test_a_champion_agrees_and_it_happens_in_public(
    app: Flask, slug: str, publisher: CheckingClient, as_: As
) -> None:
    before = dates(app)
    press(publisher, DATES, **typed(app, days=-7, reason=WHY))
    champion = as_("champion", "Grace Obi")
    listed = champion.get("/en/officer/agreements")
    assert "Give people less time" in words_on(listed)
    (asked,) = rows(app, CHANGES)
    at = f"/en/officer/agreements/{asked.id}"
    assert WHY in words_on(champion.get(at))
    assert press(champion, at, answer="yes").status_code == 303
    assert dates(app) == (before[0], before[1] - 7 * DAY)
    kept, weeks = rows(app, DEPARTURES)[-2:]
    assert (kept.commitment, weeks.commitment) == ("dates-kept", "twelve-weeks")
    assert (kept.facts["kind"], kept.facts["agreed_by"]) == ("shorten", "Grace Obi, champion")
    assert kept.stated_by == "Amina Khan, publisher"
    text = words_on(publisher.get(f"/en/consultations/{slug}"))
    assert WHY in text
    assert '<bdi lang="en" dir="ltr">Grace Obi, champion</bdi> agreed.' in text
    assert "Nothing waits for you." in words_on(champion.get("/en/officer/agreements"))
    what = [one.what for one in rows(app, select(AuditEvent)) if one.what.startswith("dates.")]
    assert what == ["dates.asked", "dates.agreed"]


@pytest.mark.usefixtures("slug")
def test_a_champion_says_no_with_words_and_nothing_changes(
    app: Flask, publisher: CheckingClient, as_: As
) -> None:
    before = dates(app)
    press(publisher, DATES, **typed(app, days=-7, reason=WHY))
    champion, (asked,) = as_("champion", "Grace Obi"), rows(app, CHANGES)
    at = f"/en/officer/agreements/{asked.id}"
    silent = press(champion, at, answer="no", words="no")
    assert (silent.status_code, "Write why not" in words_on(silent)) == (422, True)
    assert press(champion, at, answer="maybe").status_code == 404
    assert press(champion, at, answer="no", words=NO).status_code == 303
    assert NO in words_on(champion.get(at))
    assert dates(app) == before
    page = words_on(publisher.get(DATES))
    assert "A Champion said no" in page
    assert NO in page


def test_nobody_agrees_to_their_own(app: Flask, slug: str, as_: As) -> None:
    both = as_("champion", "Amina Khan")
    opens, closes = dates(app)
    new = ("--opens", opens.isoformat(), "--closes", (closes - DAY).isoformat(), "--reason", WHY)
    run(app, "dates", slug, *new)  # by Amina Khan too
    (asked,) = rows(app, CHANGES)
    for answer in ("yes", "no"):
        page = press(both, f"/en/officer/agreements/{asked.id}", answer=answer, words=NO)
        assert page.status_code == 409
        assert "You asked for this yourself." in words_on(page)
    assert dates(app) == (opens, closes)
    assert rows(app, CHANGES)[0].answer == "waiting"


@pytest.mark.usefixtures("slug")
def test_what_other_dates_have_overtaken_does_not_happen(
    app: Flask, publisher: CheckingClient, as_: As
) -> None:
    press(publisher, DATES, **typed(app, days=-7, reason=WHY))
    press(publisher, DATES, **typed(app, days=-14, reason=WHY))
    press(publisher, DATES, **typed(app, days=7, reason=WHY))  # more time: at once
    longer, champion = dates(app), as_("champion", "Grace Obi")
    first, second = rows(app, CHANGES)
    assert (first.answer, second.answer) == ("overtaken", "waiting")
    press(champion, f"/en/officer/agreements/{second.id}", answer="yes")
    assert dates(app) == longer
    assert {one.answer for one in rows(app, CHANGES)} == {"overtaken"}


@pytest.mark.usefixtures("slug")
def test_days_on_which_people_answered_are_not_taken_back(
    app: Flask, publisher: CheckingClient
) -> None:
    today = day_of(clock.now())
    opens = dates(app)[0].isoformat()
    for closes, status in ((today - 2 * DAY, 422), (today - DAY, 303), (today, 303)):
        fields = {"opens": opens, "closes": closes.isoformat(), "reason": WHY}
        assert press(publisher, DATES, **fields).status_code == status, closes


def test_T8_opening_again_needs_a_reason_and_a_champion(
    app: Flask, slug: str, publisher: CheckingClient, as_: As
) -> None:
    close_it(app)
    assert press(publisher, DATES, **typed(app, days=14)).status_code == 422
    press(publisher, DATES, **typed(app, days=14, reason=WHY))
    resident = app.test_client()
    assert "Start now" not in resident.get(f"/en/consultations/{slug}").text
    (asked,) = rows(app, CHANGES)
    assert asked.kind == "reopen"
    press(as_("champion", "Grace Obi"), f"/en/officer/agreements/{asked.id}", answer="yes")
    text = words_on(resident.get(f"/en/consultations/{slug}"))
    assert "Start now" in text
    assert ": it opened again." in text


@pytest.mark.usefixtures("slug")
def test_more_time_needs_a_reason_and_nobody_else(app: Flask, publisher: CheckingClient) -> None:
    before = dates(app)
    assert press(publisher, DATES, **typed(app, days=7)).status_code == 422
    assert press(publisher, DATES, **typed(app, days=7, reason=WHY)).status_code == 303
    assert dates(app) == (before[0], before[1] + 7 * DAY)
    assert count(app, DateChange) == 0


def test_only_a_champion_sees_what_waits(as_: As) -> None:
    for role in ("officer", "publisher", "analyst"):
        assert as_(role, f"{role.title()} One").get("/en/officer/agreements").status_code == 403
