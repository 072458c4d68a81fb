"""Walking through the whole chain: is everything as it was when it was written down?"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult.core import clock
from consult.core.audit.chain import BEFORE_THE_FIRST, HASHED, hash_of
from consult.core.audit.models import AuditCheck, AuditCheckpoint, AuditEvent
from consult.core.audit.signing import END, Mark, end_outside, is_ours, lines_outside
from consult.core.daily import daily
from consult.core.database import Model, db
from consult.core.queue import Run

log = logging.getLogger(__name__)

AT_A_TIME = 1000  # rows
_EVENTS = Model.metadata.tables[AuditEvent.__tablename__]
_COLUMNS = [_EVENTS.c[name] for name in (*HASHED, "place", "previous", "hash")]


@dataclass(frozen=True)
class Bad:
    """The first event that is not as it was, and how we know."""

    place: int
    # None where the event is missing, or may be, and where it is about all events.
    what: str | None
    at: datetime | None
    why: str


@dataclass(frozen=True)
class Found:
    """What a walk found."""

    events: int
    # How many times a signature said the same as the chain.
    marks: int
    bad: Bad | None = None


def check() -> Found:
    """Walk the chain once, in the order of its places. Reads only; memory stays the same."""
    marks, end = defaultdict(list), end_outside()
    # Those outside first: what is committed meanwhile must not be missed in the chain. And the
    # end before the lines, among which it is kept if it contradicts the chain.
    for mark in (*((end,) if end else ()), *lines_outside(), *_marks_inside()):
        marks[mark.place].append(mark)
    query = select(*_COLUMNS).where(_EVENTS.c.place.is_not(None)).order_by(_EVENTS.c.place)
    rows = db.session.execute(query.execution_options(yield_per=AT_A_TIME))
    events, previous, good_marks, signed_until = 0, BEFORE_THE_FIRST, 0, 0
    for row in rows:
        why = _why_bad(row, place=events + 1, previous=previous)
        if why is None:
            why = _why_not_signed(row, marks.get(events + 1, ()), after=signed_until)
        if why:
            rows.close()
            return Found(events, good_marks, _bad(row, events + 1, why))
        events, previous = events + 1, row.hash
        if events in marks:
            signed_until, good_marks = events, good_marks + len(marks.pop(events))
    bad = _bad_at_the_end(events, marks) or _bad_outside(events, good_marks, end)
    return Found(events, good_marks, bad)


@daily("audit.check")
def check_and_keep(run: Run) -> None:
    """Walk the chain once a day and keep what was found, for the history page."""
    with run.reading():
        found = check()
    bad_place = found.bad.place if found.bad else None
    if found.bad:
        log.error("event %s of the history %s", found.bad.place, found.bad.why)
    db.session.add(AuditCheck(at=clock.now(), events=found.events, bad_place=bad_place))


def _why_bad(row: Row[Any], *, place: int, previous: str) -> str | None:
    if row.place != place:
        return "is missing"
    if row.previous != previous:
        return "does not follow the one before it"
    said = {name: getattr(row, name) for name in HASHED}
    if row.hash != hash_of(said, place=place, previous=previous):
        return "was changed"
    return None


def _why_not_signed(row: Row[Any], marks: Iterable[Mark], *, after: int) -> str | None:
    for mark in marks:
        if not is_ours(mark):
            return "has a checkpoint that our key did not sign"
        if mark.hash != row.hash:
            return (
                f"is not what was signed on {mark.at.isoformat(timespec='seconds')}: "
                f"something from {after + 1} to {mark.place} was changed"
            )
    return None


def _bad(row: Row[Any], place: int, why: str) -> Bad:
    is_there = row.place == place
    return Bad(place, row.what if is_there else None, row.at if is_there else None, why)


def _bad_at_the_end(events: int, marks: Mapping[int, list[Mark]]) -> Bad | None:
    """Look for what was cut off, and for what stands outside the chain."""
    if marks:
        return Bad(events + 1, None, None, "is missing, with all after it")
    outside = select(_EVENTS.c.what, _EVENTS.c.at).where(_EVENTS.c.place.is_(None)).limit(1)
    row = db.session.execute(outside).first()
    return Bad(events + 1, row.what, row.at, "stands outside the chain") if row else None


def _bad_outside(events: int, good_marks: int, end: Mark | None) -> Bad | None:
    """Look whether somebody vouches for the chain, and for its end."""
    if events and not good_marks:
        return Bad(1, None, None, "is signed by nobody, nor is any after it")
    if events and end is None:
        why = f"may be missing: {END}, which says how far the history goes, is gone or unreadable"
        return Bad(events + 1, None, None, why)
    return None


def _marks_inside() -> Iterator[Mark]:
    for one in db.session.scalars(select(AuditCheckpoint)):
        yield Mark(one.place, one.hash, one.at, one.signature)
