"""How long a preview lasts, and how a consultation will be when people see it."""

from datetime import date, datetime, timedelta

from consult.core.days import day_of
from consult.plan.models import Consultation
from consult.plan.rules.definition import Definition
from consult.plan.rules.timetable import closes_at, opens_at

LASTS = timedelta(days=14)


def gone_by(expires_at: datetime) -> date:
    """Return the day on which what was typed is deleted: the work of every day comes after."""
    return day_of(expires_at) + timedelta(days=1)


def as_it_will_be(
    consultation: Consultation, definition: Definition, *, now: datetime
) -> Consultation:
    """Return a consultation with the words of a version, let out to people.

    It is a copy that belongs to no session, so nobody can save it by mistake.
    """
    columns = Consultation.__table__.columns.keys()
    copy = Consultation(**{name: getattr(consultation, name) for name in columns})
    copy.title, copy.summary = definition.title, definition.summary
    copy.approved_at, copy.paused_at = consultation.approved_at or now, None
    return copy


def moment_shown(consultation: Consultation, now: datetime) -> datetime:
    """Return the moment at which it is shown: now while it is open, else as it opens."""
    is_open = opens_at(consultation.opens) <= now < closes_at(consultation.closes)
    return now if is_open else opens_at(consultation.opens)
