"""When a consultation is upcoming, open, paused or closed: by the clock, never by a job."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from consult.core.days import start_of
from consult.plan.models import Consultation

# “People should be told how their views were used”: the Cabinet Office’s consultation
# principles of 2018 say within 12 weeks.
OUTCOME_WITHIN = timedelta(weeks=12)


class State(StrEnum):
    """Where a consultation stands at a moment."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    # From the moment of the pause until it goes on, past its last day too.
    PAUSED = "paused"
    CLOSED = "closed"


def opens_at(opens: date) -> datetime:
    """Return the first moment at which people may answer."""
    return start_of(opens)


def closes_at(closes: date) -> datetime:
    """Return the first moment at which it is too late: the end of the last day in London."""
    return start_of(closes + timedelta(days=1))


def state_of(consultation: Consultation, now: datetime) -> State:
    """Return the state of a consultation at a moment."""
    if consultation.approved_at is None:
        return State.DRAFT
    if consultation.paused_at is not None:
        return State.PAUSED
    if now < opens_at(consultation.opens):
        return State.UPCOMING
    return State.OPEN if now < closes_at(consultation.last_day) else State.CLOSED


def outcome_due(consultation: Consultation) -> date:
    """Return the day by which people should hear what was decided.

    12 weeks after the last day, unless another day was set with a reason.
    """
    return consultation.outcome_due or default_outcome_due(consultation.closes)


def default_outcome_due(closes: date) -> date:
    """Return the day that is 12 weeks after the last."""
    return closes + OUTCOME_WITHIN


def days_left(today: date, *, closes: date) -> int:
    """Return how many days people still have, counting today and the last day."""
    return (closes - today).days + 1
