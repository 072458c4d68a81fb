"""Comply or explain: the one gate that every stage and every door goes through."""

from collections.abc import Iterable
from datetime import datetime

from consult.compact.models import Departure
from consult.compact.rules import Commitment, ReasonNeededError, is_reason
from consult.core import audit
from consult.core.database import db


def require_reason(broken: Iterable[Commitment], *, reason: str | None) -> str:
    """Return the stated reason; raise ReasonNeededError when a promise is broken without one."""
    promises = tuple(broken)
    if promises and not is_reason(reason):
        raise ReasonNeededError(promises)
    return (reason or "").strip()


def depart(
    commitment: Commitment,
    *,
    consultation_id: int,
    reason: str,
    by: str,
    at: datetime,
    **facts: object,
) -> Departure:
    """Write down a departure from a promise. It cannot be taken back, only answered."""
    departure = Departure(
        consultation_id=consultation_id,
        commitment=commitment,
        reason=require_reason([commitment], reason=reason),
        stated_by=by,
        stated_at=at,
        facts=facts,
    )
    db.session.add(departure)
    audit.record(
        "departure.stated",
        who=by,
        subject="consultation",
        subject_id=consultation_id,
        commitment=commitment,
        **facts,
    )
    return departure
