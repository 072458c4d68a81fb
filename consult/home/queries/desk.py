"""The officer’s desk. How many queries it takes does not depend on how many consultations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select

from consult.accounts.permissions import Permission
from consult.accounts.queries import Person
from consult.core.database import db
from consult.home.queries.waiting import Waiting, waiting
from consult.home.queries.work import has_outcome
from consult.home.rules import PAGE, Stands, Wanted, last_page
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries.listing import is_in, is_newest_version, is_of
from consult.plan.rules.timetable import State, default_outcome_due
from consult.respond.queries import count_by_consultation

MOST_OPEN = 10  # of those that close next


@dataclass(frozen=True)
class Line:
    """One consultation in a list."""

    id: int
    slug: str
    title: str
    opens: date
    closes: date
    stands: Stands
    outcome_due: date
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True)
class Desk:
    """What one person sees at their desk."""

    today: date
    waiting: Waiting
    # Those that close next, and how many are open.
    open: Sequence[Line]
    open_count: int
    # One page of those that fit, and how many fit, by where they stand.
    lines: Sequence[Line]
    counts: Mapping[Stands, int]
    last_page: int
    wanted: Wanted
    # How many responses count, by the number of a consultation that is shown.
    responses: Mapping[int, int]
    editors: Sequence[str]

    @property
    def count(self) -> int:
        """Return how many fit."""
        return sum(self.counts.values())


def desk(person: Person, wanted: Wanted, today: date) -> Desk:
    """Return the desk of a person, who may see it, on a day."""
    own = is_of(person.whose(Permission.SEE_DESK))
    fitting = and_(own, *_conditions(wanted, today))
    counts = _counts(fitting, today)
    soon, open_count = _closing_next(own, today)
    last = last_page(sum(counts.values()))
    wanted = replace(wanted, page=min(max(wanted.page, 1), last))
    lines = _page(fitting, wanted, today)
    return Desk(
        today=today,
        waiting=waiting(person, today),
        open=soon,
        open_count=open_count,
        lines=lines,
        counts=counts,
        last_page=last,
        wanted=wanted,
        responses=count_by_consultation({one.id for one in (*soon, *lines)}),
        editors=_editors(own),
    )


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found = [Consultation.title.icontains(word, autoescape=True) for word in wanted.words.split()]
    if wanted.state:
        found.append(_stands(today) == wanted.state)
    if wanted.by:
        found.append(QuestionSetVersion.made_by == wanted.by)
    return found


def _stands(today: date) -> ColumnElement[str]:
    return case(
        (is_in(State.DRAFT, today), Stands.DRAFT),
        (is_in(State.OPEN, today), Stands.OPEN),
        (is_in(State.PAUSED, today), Stands.PAUSED),
        (has_outcome(), Stands.OUTCOME),
        (is_in(State.UPCOMING, today), Stands.UPCOMING),
        else_=Stands.CLOSED,
    )


def _counts(fitting: ColumnElement[bool], today: date) -> dict[Stands, int]:
    stands = _stands(today).label("stands")
    rows = db.session.execute(
        select(stands, func.count())
        .select_from(Consultation)
        .join(QuestionSetVersion, is_newest_version())
        .where(fitting)
        .group_by(stands)
    )
    return {Stands(name): count for name, count in rows}


def _closing_next(own: ColumnElement[bool], today: date) -> tuple[list[Line], int]:
    query = _lines(today).add_columns(func.count().over())
    rows = db.session.execute(
        query.where(own, is_in(State.OPEN, today))
        .order_by(Consultation.closes, Consultation.id)
        .limit(MOST_OPEN)
    ).all()
    return [_line(row) for row in rows], rows[0][-1] if rows else 0


def _page(fitting: ColumnElement[bool], wanted: Wanted, today: date) -> list[Line]:
    column = {
        "title": func.lower(Consultation.title),
        "opens": Consultation.opens,
        "closes": Consultation.closes,
        "edited": QuestionSetVersion.made_at,
    }[wanted.column]
    order = column.desc() if wanted.is_last_first else column.asc()
    query = _lines(today).where(fitting).order_by(order, Consultation.id)
    rows = db.session.execute(query.limit(PAGE).offset((wanted.page - 1) * PAGE))
    return [_line(row) for row in rows]


def _lines(today: date) -> Select[int, str, str, date, date, str, date | None, str, datetime]:
    return select(
        Consultation.id,
        Consultation.slug,
        Consultation.title,
        Consultation.opens,
        Consultation.closes,
        _stands(today),
        Consultation.outcome_due,
        QuestionSetVersion.made_by,
        QuestionSetVersion.made_at,
    ).join(QuestionSetVersion, is_newest_version())


def _line(row: Row[int, str, str, date, date, str, date | None, str, datetime]) -> Line:
    id_, slug, title, opens, closes, stands, due, edited_by, edited_at = row[:9]
    due = due or default_outcome_due(closes)
    return Line(id_, slug, title, opens, closes, Stands(stands), due, edited_by, edited_at)


def _editors(own: ColumnElement[bool]) -> list[str]:
    query = select(QuestionSetVersion.made_by).select_from(Consultation).distinct()
    names = db.session.scalars(query.join(QuestionSetVersion, is_newest_version()).where(own))
    return sorted(names, key=str.casefold)
