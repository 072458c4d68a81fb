"""Comply or explain: the one gate that every stage and every door goes through."""

from collections.abc import Iterable
from datetime import datetime

from consult.compact.models import Departure
from consult.compact.rules import Commitment, Facts, ReasonNeededError, is_reason
from consult.core import audit
from consult.core.database import db


def require_reason(broken: Iterable[Commitment], *, reason: str | None) -> str:
    """Return the stated reason; raise ReasonNeededError when a promise is broken without one."""
    promises = tuple(broken)
    if promises and not is_reason(reason):
        raise ReasonNeededError(promises)
    return (reason or "").strip()


def depart(
    broken: Iterable[Commitment],
    facts: Facts,
    *,
    consultation_id: int,
    reason: str | None,
    by: str,
    at: datetime,
    **more: object,
) -> None:
    """Write down departures from promises. They cannot be taken back, only answered.

    Each says what its promise says of the facts, and whatever more is given. Raises
    ReasonNeededError where a promise is broken and nobody says why.
    """
    promises = tuple(broken)
    stated = require_reason(promises, reason=reason)
    for one in promises:
        said = {**one.said(facts), **more}
        db.session.add(
            Departure(
                consultation_id=consultation_id,
                commitment=one.code,
                reason=stated,
                stated_by=by,
                stated_at=at,
                facts=said,
            )
        )
        audit.record(
            "departure.stated",
            who=by,
            subject="consultation",
            subject_id=consultation_id,
            commitment=one.code,
            **said,
        )
