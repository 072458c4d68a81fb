"""Comply or explain: no door lets a period or a date change through without a reason."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.compact.rules import LONGEST_REASON, ReasonNeededError
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.actions.dates import change_dates
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, exported
from tests.checking_client import CheckingClient
from tests.factories import APPROVER, BY, all_counts, count, document, rows
from tests.stages.plan.doors import (
    BEFORE,
    DATES,
    DEPARTURES,
    MOVED,
    SLUG,
    WHY,
    press,
    run,
    words_on,
)
from tests.support.programs import RunCommand

pytestmark = pytest.mark.usefixtures("january")


def open_it(app: Flask) -> None:
    with app.app_context():
        found = consultation_at(SLUG)
        assert found
        open_consultation(found, by=APPROVER, at=clock.now())
        db.session.commit()


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (date(2026, 1, 12), date(2026, 4, 4)),
        (date(2026, 1, 12), date(2026, 4, 6)),
        (date(2026, 1, 13), date(2026, 4, 6)),
        (date(2026, 1, 11), date(2026, 4, 5)),
    ],
    ids=["shorter", "longer", "moved", "begun earlier"],
)
def test_the_function_refuses_a_change_without_a_reason(
    app: Flask, draft: str, opens: date, closes: date
) -> None:
    before = all_counts(app)
    for reason in (None, "", "because", " " * 80, "....................."):
        with app.app_context():
            found = consultation_at(draft)
            assert found
            with pytest.raises(ReasonNeededError):
                change_dates(
                    found, opens=opens, closes=closes, reason=reason, by=BY, at=clock.now()
                )
            db.session.commit()
    assert all_counts(app) == before
    (kept,) = rows(app, select(Consultation))
    assert (kept.opens, kept.closes) == (date(2026, 1, 12), date(2026, 4, 5))


def test_the_function_takes_a_change_with_a_reason_and_writes_it_down(
    app: Flask, draft: str
) -> None:
    with app.app_context():
        found = consultation_at(draft)
        assert found
        new = {"opens": date(2026, 1, 12), "closes": date(2026, 3, 31)}
        change_dates(found, **new, reason=f"  {WHY} ", by=BY, at=clock.now())
        # The same dates again need nothing and write nothing.
        change_dates(found, **new, reason=None, by=BY, at=clock.now())
        db.session.commit()
    kept, weeks = rows(app, DEPARTURES)
    assert (kept.commitment, weeks.commitment) == ("dates-kept", "twelve-weeks")
    assert kept.facts == weeks.facts
    assert kept.facts == {
        "opens": "2026-01-12",
        "closes": "2026-03-31",
        "days": 79,
        "opens_before": "2026-01-12",
        "closes_before": "2026-04-05",
        "kind": "move",
    }
    assert {(one.reason, one.stated_by, one.stated_at.date()) for one in (kept, weeks)} == {
        (WHY, BY, BEFORE.date())
    }
    stated = rows(app, select(AuditEvent).where(AuditEvent.what == "departure.stated"))
    assert [event.facts["commitment"] for event in stated] == ["dates-kept", "twelve-weeks"]
    assert {event.who for event in stated} == {BY}


def test_the_function_refuses_dates_that_cannot_be(app: Flask, draft: str) -> None:
    with app.app_context():
        found = consultation_at(draft)
        assert found
        for opens, closes in (
            (date(2026, 1, 12), date(2026, 1, 11)),
            (date(26, 1, 12), date(26, 4, 5)),
            (date(9999, 12, 31), date(9999, 12, 31)),
        ):
            with pytest.raises(DefinitionRefusedError):
                change_dates(found, opens=opens, closes=closes, reason=WHY, by=BY, at=clock.now())
        db.session.rollback()


def test_another_length_needs_a_reason_from_the_start(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ReasonNeededError):
            import_definition(document(closes="2026-03-01"), by=BY, at=clock.now())
        db.session.rollback()
    assert count(app, Consultation) == 0


def test_the_reason_in_a_file_is_not_a_reason_to_move_dates_later(app: Flask) -> None:
    with app.app_context():
        made = document(closes="2026-03-01", period_reason="The law gives us 7 weeks.")
        first = import_definition(made, by=BY, at=clock.now())
        out = {**exported(first), "closes": "2026-02-01"}
        del out["period_days_inclusive"]
        with pytest.raises(ReasonNeededError):
            import_definition(out, by=BY, at=clock.now())
        import_definition(out, by=BY, at=clock.now(), reason=WHY)
        db.session.commit()
    assert [one.reason for one in rows(app, DEPARTURES)] == ["The law gives us 7 weeks.", WHY, WHY]


@pytest.mark.usefixtures("draft")
def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(
    app: Flask, publisher: CheckingClient
) -> None:
    page = press(publisher, DATES, **MOVED, reason="soon")
    text = words_on(page)
    assert page.status_code == 422
    assert "The dates change. Write why, in a full sentence." in text
    assert "The period is not 84 days." in text
    assert 'value="2026-03-31"' in text
    assert "soon" in text
    assert count(app, Departure) == 0
    assert press(publisher, DATES, **MOVED, reason=WHY).status_code == 303
    assert [one.stated_by for one in rows(app, DEPARTURES)] == ["Amina Khan, publisher"] * 2


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    "fields",
    [
        {"opens": "", "closes": ""},
        {"opens": "soon", "closes": "2026-03-31"},
        {"opens": "2026-03-31", "closes": "2026-01-12"},
        {"opens": "9999-12-31", "closes": "9999-12-31"},
        {"opens": "0001-01-01", "closes": "2026-03-31"},
        {**MOVED, "reason": "x" * (LONGEST_REASON + 1)},
    ],
    ids=["blank", "words", "backwards", "year 9999", "year 1", "an endless reason"],
)
def test_the_form_refuses_what_cannot_be(
    app: Flask, publisher: CheckingClient, fields: dict[str, str]
) -> None:
    assert press(publisher, DATES, **{"reason": WHY, **fields}).status_code == 422
    assert count(app, Departure) == 0


@pytest.mark.usefixtures("draft")
def test_I3_letters_no_database_holds_are_taken_out_of_a_reason(
    app: Flask, publisher: CheckingClient
) -> None:
    assert press(publisher, DATES, **MOVED, reason=f"{WHY}\0\x1b").status_code == 303
    assert {one.reason for one in rows(app, DEPARTURES)} == {WHY}


def test_the_command_asks_for_the_reason(app: Flask, draft: str, command: RunCommand) -> None:
    words = ["dates", draft, "--opens", "2026-01-12", "--closes", "2026-03-31"]
    refused = command("consultation", *words, "--by", BY)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "The dates change. Write why, in a full sentence. (--reason)",
        "The period is not 84 days. Write why, in a full sentence. (--reason)",
    ]
    assert count(app, Departure) == 0
    backwards = run(app, "dates", draft, "--opens", "2026-01-12", "--closes", "2026-01-01")
    assert backwards.exit_code == 1
    assert "The last day is before the first day." in backwards.stderr
    assert run(app, *words, "--reason", WHY).exit_code == 0
    assert count(app, Departure) == 2


def test_a_reason_is_public_with_who_gave_it_and_when(
    app: Flask, draft: str, publisher: CheckingClient
) -> None:
    open_it(app)
    press(publisher, DATES, **MOVED, reason="<b>The hall</b> is closed.")
    text = words_on(app.test_client().get(f"/en/consultations/{draft}"))
    for words in (
        "What is different, and why",
        "A period of 79 days, not 84.".replace("79", '<bdi dir="ltr">79</bdi>'),
        "Before: Monday 12 January 2026 to Sunday 5 April 2026.",
        "After: Monday 12 January 2026 to Tuesday 31 March 2026.",
        "<b>The hall</b> is closed.",
        "Amina Khan, publisher",
        "Monday 5 January 2026",
    ):
        assert words in text
    raw = app.test_client().get(f"/en/consultations/{draft}").get_data(as_text=True)
    assert "<b>The hall" not in raw


def test_a_consultation_that_keeps_its_promises_says_nothing_about_them(
    app: Flask, draft: str, client: CheckingClient
) -> None:
    open_it(app)
    assert "What is different" not in words_on(client.get(f"/en/consultations/{draft}"))
