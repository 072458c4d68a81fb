"""Comply or explain: the one gate that every stage and every door goes through."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from werkzeug.exceptions import Forbidden

from consult.accounts.permissions import is_allowed
from consult.accounts.rules import roles_of
from consult.compact.models import Departure
from consult.compact.rules import Commitment, Facts, ReasonNeededError, is_reason
from consult.core import audit
from consult.core.database import db

# One reason for all that is not kept, or one for each by the code of its promise.
Reasons = str | Mapping[str, str] | None


class MayNotDepartError(Forbidden):
    """Somebody whose role may not depart from a promise tried to, by whatever door."""


def require_reason(broken: Iterable[Commitment], *, reason: str | None) -> str:
    """Return the stated reason; raise ReasonNeededError when a promise is broken without one."""
    return next(iter(_stated(tuple(broken), reason).values()), (reason or "").strip())


def _stated(broken: tuple[Commitment, ...], reasons: Reasons) -> Mapping[str, str]:
    """Return the reason for each broken promise; raise ReasonNeededError for those without."""
    said = reasons if isinstance(reasons, Mapping) else {one.code: reasons or "" for one in broken}
    unsaid = tuple(one for one in broken if not is_reason(said.get(one.code)))
    if unsaid:
        raise ReasonNeededError(unsaid)
    return {one.code: said[one.code].strip() for one in broken}


def depart(
    broken: Iterable[Commitment],
    facts: Facts,
    *,
    consultation_id: int,
    reason: Reasons,
    by: str,
    at: datetime,
    **more: object,
) -> None:
    """Write down departures from promises. They cannot be taken back, only answered.

    Each says what its promise says of the facts, and whatever more is given. Raises
    ReasonNeededError where a promise is broken and nobody says why, and MayNotDepartError
    where the one who does may not.
    """
    promises, roles = tuple(broken), roles_of(by)
    if roles is not None and not all(is_allowed(one.may_depart, roles) for one in promises):
        raise MayNotDepartError
    stated = _stated(promises, reason)
    for one in promises:
        said = {**one.said(facts), **more}
        db.session.add(
            Departure(
                consultation_id=consultation_id,
                commitment=one.code,
                reason=stated[one.code],
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
