"""Changing the dates of a consultation."""

from dataclasses import replace
from datetime import date, datetime

from consult.compact.actions import depart, require_reason
from consult.compact.commitments import broken_by
from consult.compact.rules import Facts, Step
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
    facts = replace(dates_said(opens, closes), before=before, approved=approved_on(consultation))
    require_reason(broken_by(facts), reason=reason)
    if facts.has_moved:
        consultation.opens, consultation.closes = opens, closes
        if consultation.approved_at is not None:
            # The dates stand in every copy too.
            make_copies_anew(consultation)
        state_departures(consultation, facts, reason=reason, by=by, at=at)


def dates_said(opens: date, closes: date) -> Facts:
    """Return what is known when two days are named."""
    return Facts(step=Step.DATES, opens=opens, closes=closes)


def state_departures(
    consultation: Consultation, facts: Facts, *, reason: str | None, by: str, at: datetime
) -> None:
    """Write down each promise that the dates break, with the dates of before and of now."""
    said = {"opens": facts.opens.isoformat(), "closes": facts.closes.isoformat()}
    if facts.before:
        opened, closed = facts.before
        said |= {"opens_before": opened.isoformat(), "closes_before": closed.isoformat()}
    depart(
        broken_by(facts),
        facts,
        consultation_id=consultation.id,
        reason=reason,
        by=by,
        at=at,
        **said,
    )
