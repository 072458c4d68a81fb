"""Changing the dates of a consultation."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from consult.compact.actions import depart, require_reason
from consult.compact.commitments import broken_by
from consult.compact.rules import Facts, Step
from consult.core.days import day_of
from consult.plan.actions.holding import approved_on, hold, make_copies_anew
from consult.plan.actions.refusals import AgreementNeededError, DefinitionRefusedError
from consult.plan.models import Consultation
from consult.plan.rules.changes import Change, Kind, Stated, change_of_dates
from consult.plan.rules.problems import Problem, problems_in_period
from consult.plan.rules.timetable import State, outcome_due, state_of


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

    Raises ReasonNeededError when they change and nobody says why,
    DefinitionRefusedError when they cannot be the dates of a consultation, and
    AgreementNeededError when a Champion has to agree: then somebody has to ask.
    """
    problems = problems_in_period(opens, closes)
    if problems:
        raise DefinitionRefusedError(problems)
    hold(consultation)
    before = (consultation.opens, consultation.closes)
    if before == (opens, closes):
        return
    change = change_of_dates(state_of(consultation, at), before, (opens, closes))
    _refuse_what_cannot_be(consultation, closes, at=at)
    facts = facts_of(consultation, change)
    require_reason(broken_by(facts), reason=reason)
    if change.needs_agreement:
        raise AgreementNeededError(change)
    carry_out(consultation, change, Stated(reason, by, at))


def carry_out(consultation: Consultation, change: Change, stated: Stated) -> None:
    """Let a change happen that nobody has to agree to any more, and say so in public."""
    facts = facts_of(consultation, change)
    require_reason(broken_by(facts), reason=stated.reason)
    consultation.opens, consultation.closes = change.after
    if change.kind is Kind.PAUSE:
        consultation.paused_at = stated.at
    elif change.kind is Kind.GO_ON:
        consultation.paused_at = None
    if consultation.approved_at is not None and change.before != change.after:
        # The dates stand in every copy too.
        make_copies_anew(consultation)
    state_departures(consultation, facts, stated, kind=change.kind)


def facts_of(consultation: Consultation, change: Change) -> Facts:
    """Return what the promises are asked about a change."""
    opens, closes = change.after
    step = Step.PAUSE if change.kind in (Kind.PAUSE, Kind.GO_ON) else Step.DATES
    approved = approved_on(consultation)
    due = consultation.outcome_due
    facts = Facts(step, opens, closes, before=change.before, approved=approved)
    return replace(facts, outcome_due=due, outcome_before=due)


def change_outcome_due(consultation: Consultation, due: date, stated: Stated) -> None:
    """Set another day by which people hear what was decided.

    Raises ReasonNeededError when nobody says why, and DefinitionRefusedError for a day
    that is not after the last.
    """
    hold(consultation)
    if due <= consultation.closes:
        raise DefinitionRefusedError((Problem("outcome_due", "outcome-before-end"),))
    before = outcome_due(consultation)
    if due == before:
        return
    dates = (consultation.opens, consultation.closes)
    facts = replace(
        Facts(Step.OUTCOME, *dates, before=dates), outcome_due=due, outcome_before=before
    )
    require_reason(broken_by(facts), reason=stated.reason)
    consultation.outcome_due = due
    if consultation.approved_at is not None:
        make_copies_anew(consultation)
    state_departures(consultation, facts, stated, kind=Kind.OUTCOME)


def state_departures(
    consultation: Consultation, facts: Facts, stated: Stated, *, kind: Kind
) -> None:
    """Write down each promise that a change breaks, with the dates of before and of now."""
    said = {"opens": facts.opens.isoformat(), "closes": facts.closes.isoformat()}
    if facts.before:
        opened, closed = facts.before
        said |= {"opens_before": opened.isoformat(), "closes_before": closed.isoformat()}
        said |= {"kind": kind}
    if stated.agreed_by:
        said |= {"agreed_by": stated.agreed_by}
    depart(
        broken_by(facts),
        facts,
        consultation_id=consultation.id,
        reason=stated.reason,
        by=stated.by,
        at=stated.at,
        **said,
    )


def outcome_comes_first(consultation: Consultation, closes: date) -> bool:
    """Say whether people were promised to hear what was decided before a last day is over."""
    return consultation.outcome_due is not None and consultation.outcome_due <= closes


def require_outcome_after(consultation: Consultation, closes: date) -> None:
    """Raise DefinitionRefusedError when the outcome was promised for before a last day."""
    if outcome_comes_first(consultation, closes):
        raise DefinitionRefusedError((Problem("closes", "end-after-outcome"),))


def _refuse_what_cannot_be(consultation: Consultation, closes: date, *, at: datetime) -> None:
    """Raise DefinitionRefusedError when it would have closed before a day it was open on.

    Yesterday is the soonest: it closes at once. What has not begun stays open for a day.
    """
    require_outcome_after(consultation, closes)
    state, today = state_of(consultation, at), day_of(at)
    soonest = {State.OPEN: today - timedelta(days=1), State.UPCOMING: today}
    soonest[State.PAUSED] = soonest[State.OPEN]
    if closes < soonest.get(state, closes):
        raise DefinitionRefusedError((Problem("closes", "last-day-is-past"),))
