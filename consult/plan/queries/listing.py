"""Where consultations stand, asked of the database: as plan.rules.timetable thinks of one."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.rules.timetable import OUTCOME_WITHIN, State


def is_in(state: State, today: date) -> ColumnElement[bool]:
    """Return which consultations are in a state on a day, by the dates that all languages have."""
    first, last = Consultation.opens, Consultation.closes
    is_paused = Consultation.paused_at.is_not(None)
    may_open = and_(Consultation.approved_at.is_not(None), ~is_paused)
    return {
        State.DRAFT: Consultation.approved_at.is_(None),
        State.PAUSED: and_(Consultation.approved_at.is_not(None), is_paused),
        State.UPCOMING: and_(may_open, first > today),
        State.OPEN: and_(may_open, first <= today, last >= today),
        State.CLOSED: and_(may_open, last < today),
    }[state]


def is_outcome_due(today: date, *, by: date) -> ColumnElement[bool]:
    """Return which closed consultations owe people what was decided on a day, or before it."""
    due, is_usual = Consultation.outcome_due, Consultation.outcome_due.is_(None)
    usually = and_(is_usual, Consultation.closes <= by - OUTCOME_WITHIN)
    return and_(is_in(State.CLOSED, today), or_(due <= by, usually))


def is_of(organisation_id: int | None) -> ColumnElement[bool]:
    """Return which consultations an organisation has; for None all."""
    return true() if organisation_id is None else Consultation.organisation_id == organisation_id


def is_newest_version() -> ColumnElement[bool]:
    """Return on which row a consultation and what officers edited of it last come together."""
    newest = (
        select(func.max(QuestionSetVersion.number))
        .where(QuestionSetVersion.consultation_id == Consultation.id)
        .correlate(Consultation)
        .scalar_subquery()
    )
    return and_(
        QuestionSetVersion.consultation_id == Consultation.id, QuestionSetVersion.number == newest
    )
