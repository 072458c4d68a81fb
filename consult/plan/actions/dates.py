"""Changing the dates of a consultation."""

from datetime import date, datetime

from consult.compact.actions import depart, require_reason
from consult.compact.rules import Commitment, broken_by_change, days_open, first_to_answer
from consult.plan.actions.holding import approved_on, hold, make_copies_anew
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.models import Consultation
from consult.plan.rules.problems import problems_in_period


def change_dates(
    consultation: Consultation,
    *,
    opens: date,
    closes: date,
    reason: str | None,
    by: str,
    at: datetime,
) -> None:
    """Set new dates.

    Raises ReasonNeededError when they change and nobody says why, and
    DefinitionRefusedError when they cannot be the dates of a consultation.
    """
    problems = problems_in_period(opens, closes)
    if problems:
        raise DefinitionRefusedError(problems)
    hold(consultation)
    before = (consultation.opens, consultation.closes)
    broken = broken_by_change(before, (opens, closes), approved=approved_on(consultation))
    require_reason(broken, reason=reason)
    if broken:
        consultation.opens, consultation.closes = opens, closes
        if consultation.approved_at is not None:
            # The dates stand in every copy too.
            make_copies_anew(consultation)
        state_departures(consultation, broken, reason=reason, by=by, at=at, before=before)


def state_departures(
    consultation: Consultation,
    broken: tuple[Commitment, ...],
    *,
    reason: str | None,
    by: str,
    at: datetime,
    before: tuple[date, date] | None,
) -> None:
    """Write down each promise that the dates break, with the dates of before and of now."""
    after, approved = (consultation.opens, consultation.closes), approved_on(consultation)
    facts: dict[str, object] = {
        "opens": after[0].isoformat(),
        "closes": after[1].isoformat(),
        "days": max(0, days_open(first_to_answer(after[0], approved=approved), after[1])),
    }
    if before:
        facts |= {"opens_before": before[0].isoformat(), "closes_before": before[1].isoformat()}
    for commitment in broken:
        depart(
            commitment,
            consultation_id=consultation.id,
            reason=reason or "",
            by=by,
            at=at,
            **facts,
        )
