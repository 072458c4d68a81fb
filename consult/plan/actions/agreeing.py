"""Asking a Champion to agree to a change of an open timetable, and their answer."""

from datetime import datetime, timedelta

from consult.accounts.queries import Person
from consult.accounts.rules import is_same_person, officer_of
from consult.compact.actions import require_reason
from consult.compact.commitments import broken_by
from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.actions.dates import carry_out, facts_of, outcome_comes_first
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import OwnChangeError
from consult.plan.models import Consultation, DateChange
from consult.plan.queries import consultation_by_id, waiting_change_of
from consult.plan.rules.changes import Answer, Change, Kind, Stated, change_of_dates
from consult.plan.rules.timetable import State, state_of


def ask(consultation: Consultation, change: Change, stated: Stated) -> DateChange:
    """Ask a Champion to agree. What was asked before and waits still is overtaken by it.

    Raises ReasonNeededError where nobody says why.
    """
    hold(consultation)
    reason = require_reason(broken_by(facts_of(consultation, change)), reason=stated.reason)
    before = waiting_change_of(consultation.id)
    if before is not None:
        before.answer = Answer.OVERTAKEN
    asked = DateChange(
        consultation_id=consultation.id,
        kind=change.kind,
        opens_before=change.before[0],
        closes_before=change.before[1],
        opens=change.after[0],
        closes=change.after[1],
        reason=reason,
        asked_by=stated.by,
        asked_by_id=officer_of(stated.by),
        asked_at=stated.at,
        answer=Answer.WAITING,
    )
    db.session.add(asked)
    db.session.flush()
    _record("dates.asked", asked, who=stated.by)
    return asked


def agree(asked: DateChange, *, by: Person, at: datetime) -> Answer:
    """Let a change happen. Returns what became of it: a change that was overtaken does not.

    Agreeing again changes nothing. Raises OwnChangeError to who asked for it.
    """
    consultation = _held(asked, by)
    if asked.answer != Answer.WAITING:
        return Answer(asked.answer)
    change = _still(asked, consultation, at=at)
    _answer(asked, Answer.AGREED if change else Answer.OVERTAKEN, by=by, at=at)
    if change:
        stated = Stated(asked.reason, asked.asked_by, at, agreed_by=by.shown_as)
        carry_out(consultation, change, stated)
    return Answer(asked.answer)


def refuse(asked: DateChange, words: str, *, by: Person, at: datetime) -> Answer:
    """Say no, and why. Returns what became of it. Raises OwnChangeError to who asked for it."""
    _held(asked, by)
    if asked.answer == Answer.WAITING:
        asked.words = words
        _answer(asked, Answer.REFUSED, by=by, at=at)
    return Answer(asked.answer)


def _held(asked: DateChange, by: Person) -> Consultation:
    """Return the consultation, held; what is asked is as it is now."""
    consultation = consultation_by_id(asked.consultation_id)
    hold(consultation)
    db.session.refresh(asked)
    if is_same_person(by.shown_as, name=asked.asked_by, officer_id=asked.asked_by_id):
        raise OwnChangeError
    return consultation


def _still(asked: DateChange, consultation: Consultation, *, at: datetime) -> Change | None:
    """Return the change that was asked for, unless dates or days have passed it by."""
    before = (asked.opens_before, asked.closes_before)
    if before != (consultation.opens, consultation.closes):
        return None
    kind, after, state = Kind(asked.kind), (asked.opens, asked.closes), state_of(consultation, at)
    if kind in (Kind.PAUSE, Kind.GO_ON):
        is_past = kind is Kind.GO_ON and asked.closes < day_of(at)
        fits = state is (State.OPEN if kind is Kind.PAUSE else State.PAUSED) and not is_past
    else:
        # Days on which people answered in time cannot be taken back.
        is_past = asked.closes < day_of(at) - timedelta(days=1)
        fits = change_of_dates(state, before, after).kind is kind and not is_past
    fits = fits and not outcome_comes_first(consultation, asked.closes)
    return Change(kind, before, after, needs_agreement=True) if fits else None


def _answer(asked: DateChange, answer: Answer, *, by: Person, at: datetime) -> None:
    asked.answer, asked.answered_by, asked.answered_by_id = answer, by.shown_as, by.officer_id
    asked.answered_at = at
    _record(f"dates.{answer}", asked, who=by.shown_as)


def _record(what: str, asked: DateChange, *, who: str) -> None:
    audit.record(
        what,
        who=who,
        subject="consultation",
        subject_id=asked.consultation_id,
        change=asked.id,
        kind=asked.kind,
        opens=asked.opens.isoformat(),
        closes=asked.closes.isoformat(),
    )
