"""What waits for a person: all kinds of work in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Row, Select, func, literal, select, union_all

from consult.accounts.queries import Person
from consult.core.database import db
from consult.core.days import day_of
from consult.home.queries.work import WORK, Kind, Work
from consult.plan.queries.listing import is_of

MOST_SHOWN = 25  # lines


@dataclass(frozen=True)
class Line:
    """One kind of work at one consultation."""

    kind: Kind
    slug: str
    title: str
    count: int
    since: date
    # The last day on which it is in time, where there is one.
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: the first lines, how many there are, how many of them are late."""

    lines: Sequence[Line]
    count: int
    late_count: int


def waiting(person: Person, today: date) -> Waiting:
    """Return what waits for a person, in the organisations in which they may do it."""
    query = _everything(person, today)
    rows = [] if query is None else db.session.execute(query).all()
    lines = sorted(map(_line, rows), key=_urgency)
    totals = {row.kind: (row.every, row.late) for row in rows}
    return Waiting(
        lines=lines[:MOST_SHOWN],
        count=sum(every for every, _late in totals.values()),
        late_count=sum(late for _every, late in totals.values()),
    )


# Thinking it out takes as long as asking it, and it stays the same for a day.
@lru_cache(maxsize=256)
def _everything(person: Person, today: date) -> CompoundSelect[Any] | None:
    selects = [
        _first(kind, work, person, today)
        for kind, work in WORK.items()
        if person.may(work.permission)
    ]
    return union_all(*selects) if selects else None


def _first(kind: Kind, work: Work, person: Person, today: date) -> Select[Any]:
    found = work.find(person, today).where(is_of(person.whose(work.permission))).subquery()
    every, late = func.count().over().label("every"), func.sum(found.c.is_late).over().label("late")
    # A day that was set, and one from which the usual time runs, do not compare: the first of each.
    place = func.row_number().over(
        partition_by=found.c.due.is_(None),
        order_by=(found.c.is_late.desc(), found.c.due, found.c.day, found.c.since),
    )
    whole = select(
        literal(str(kind)).label("kind"), *found.c, every, late, place.label("place")
    ).subquery()
    return select(whole).where(whole.c.place <= MOST_SHOWN)


def _urgency(line: Line) -> tuple[bool, bool, date]:
    """Return what is late first, then what has a day to be done by, then the oldest."""
    return not line.is_late, line.due is None, line.due or line.since


def _line(row: Row[Any]) -> Line:
    kind, since = Kind(row.kind), row.day if row.since is None else day_of(row.since)
    due, within = row.due, WORK[kind].within
    if due is None and within is not None:
        due = (row.day or since) + within
    return Line(kind, row.slug, row.title, row.how_many, since, due, is_late=bool(row.is_late))
