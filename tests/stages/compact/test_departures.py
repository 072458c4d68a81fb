"""A departure is written down with its reason, once and for good."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.accounts.rules import shown_as
from consult.compact.actions import MayNotDepartError, depart, require_reason
from consult.compact.commitments.dates_kept import DATES_KEPT
from consult.compact.commitments.plain_words import PLAIN_WORDS
from consult.compact.commitments.twelve_weeks import TWELVE_WEEKS
from consult.compact.queries import departures_of
from consult.compact.rules import ReasonNeededError, Step
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.checks.promises import facts_at
from consult.plan.queries import consultation_at
from tests.factories import BY, document, drafted, rows

WHY = "The hall is closed in spring."


def test_a_kept_promise_needs_no_reason() -> None:
    assert require_reason([], reason=None) == ""
    assert require_reason([], reason=" as it is ") == "as it is"


@pytest.mark.parametrize("reason", [None, "", "  \n ", "because", "n/a n/a"])
def test_a_broken_promise_needs_one(reason: str | None) -> None:
    broken = [DATES_KEPT, TWELVE_WEEKS]
    with pytest.raises(ReasonNeededError) as refused:
        require_reason(iter(broken), reason=reason)
    assert refused.value.broken == tuple(broken)
    assert require_reason(iter(broken), reason=f" {WHY} ") == WHY


def test_who_may_not_depart_from_a_promise_is_refused_at_the_gate(app: Flask) -> None:
    slug = drafted(app, document())
    with app.app_context():
        found = consultation_at(slug)
        assert found
        facts = facts_at(Step.OPEN, found)
        by_us: dict[str, Any] = {"consultation_id": found.id, "at": clock.now()}
        officer, publisher = (shown_as("Dilys", [role], 7) for role in ("officer", "publisher"))
        with pytest.raises(MayNotDepartError):
            depart([TWELVE_WEEKS, PLAIN_WORDS], facts, reason=WHY, by=officer, **by_us)
        assert departures_of(found.id) == []
        depart([TWELVE_WEEKS], facts, reason=WHY, by=officer, **by_us)
        depart([PLAIN_WORDS], facts, reason=WHY, by=publisher, **by_us)
        said = [one.commitment for one in departures_of(found.id)]
        assert said == ["twelve-weeks", "plain-words"]
        db.session.rollback()


def test_a_departure_is_kept_in_order_and_in_the_history(app: Flask) -> None:
    slug = drafted(app, document())
    with app.app_context():
        found = consultation_at(slug)
        assert found
        facts = facts_at(Step.DATES, found)
        by_us: dict[str, Any] = {"consultation_id": found.id, "by": BY, "at": clock.now()}
        for promise in (PLAIN_WORDS, TWELVE_WEEKS):
            depart([promise], facts, **by_us, reason=WHY, fewer=5)
        with pytest.raises(ReasonNeededError):
            depart([DATES_KEPT], facts, **by_us, reason="")
        db.session.commit()
        assert [one.commitment for one in departures_of(found.id)] == [
            "plain-words",
            "twelve-weeks",
        ]
        assert departures_of(found.id + 1) == []
        db.session.rollback()
    stated = rows(app, select(AuditEvent).where(AuditEvent.what == "departure.stated"))
    assert [event.facts for event in stated] == [
        {"commitment": "plain-words", "score": None, "longest": 0, "fewer": 5},
        {"commitment": "twelve-weeks", "days": 84, "fewer": 5},
    ]
    # The reason is public on the departure; the history holds no prose.
    assert WHY not in str([event.facts for event in stated])
