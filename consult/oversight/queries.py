"""Reading the history of a consultation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import func, or_, select

from consult.core.audit import AuditCheck, AuditEvent
from consult.core.database import db
from consult.core.days import day_of

ON_A_PAGE = 50
LARGEST_PLACE = 2**31 - 1


@dataclass(frozen=True)
class Events:
    """Some events of a history by the day, newest first."""

    days: Sequence[tuple[date, Sequence[AuditEvent]]]
    # The place before which the older ones stand; none when these are the oldest.
    older: int | None


@dataclass(frozen=True)
class Standing:
    """What the newest check of the whole chain found."""

    checked_at: datetime
    # Since when every check found it whole.
    whole_since: datetime | None
    bad_place: int | None


def events_of(
    consultation_id: int, *, who: str, begins: Sequence[str], before: int | None
) -> Events:
    """Return a page of events: of one person or all, of some kinds or all, before a place."""
    wanted = select(AuditEvent).where(
        AuditEvent.consultation_id == consultation_id,
        AuditEvent.place < _place(before),
    )
    if who:
        wanted = wanted.where(AuditEvent.who == who)
    if begins:
        wanted = wanted.where(or_(*(AuditEvent.what.startswith(f"{one}.") for one in begins)))
    newest_first = wanted.order_by(AuditEvent.place.desc()).limit(ON_A_PAGE + 1)
    found = db.session.scalars(newest_first).all()
    shown = found[:ON_A_PAGE]
    days = [(day, list(those)) for day, those in groupby(shown, lambda one: day_of(one.at))]
    return Events(days, shown[-1].place if len(found) > ON_A_PAGE else None)


def people_in(consultation_id: int) -> Sequence[str]:
    """Return everybody who did something, by the alphabet."""
    people = select(AuditEvent.who).where(AuditEvent.consultation_id == consultation_id)
    return db.session.scalars(people.distinct().order_by(AuditEvent.who)).all()


def newest_event() -> AuditEvent | None:
    """Return the event at the end of the chain, whichever history it stands in."""
    chained = select(AuditEvent).where(AuditEvent.place.is_not(None))
    return db.session.scalar(chained.order_by(AuditEvent.place.desc()).limit(1))


def standing() -> Standing | None:
    """Return what the checks found; nothing before the first."""
    newest = db.session.scalar(select(AuditCheck).order_by(AuditCheck.id.desc()).limit(1))
    if newest is None:
        return None
    last_bad = select(func.coalesce(func.max(AuditCheck.id), 0)).where(
        AuditCheck.bad_place.is_not(None)
    )
    good = select(func.min(AuditCheck.at)).where(AuditCheck.id > last_bad.scalar_subquery())
    since = db.session.execute(select(AuditCheck.at).where(AuditCheck.at == good.scalar_subquery()))
    return Standing(newest.at, since.scalars().first(), newest.bad_place)


def _place(typed: int | None) -> int:
    """Return a place that the database can compare with, whatever stood in the address."""
    return typed if typed is not None and 0 < typed <= LARGEST_PLACE else LARGEST_PLACE
