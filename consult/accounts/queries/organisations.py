"""Organisations, and which of them a thing belongs to that an address names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from consult.accounts.models import Officer, Organisation
from consult.core.database import db, reading

Owner = Select[int]
Find = Callable[[Any], Owner]

# By the name of a part of an address. A page for officers whose address has parts, but none
# of these, is closed: see views/guard.py.
OWNERS: dict[str, Find] = {}


def owner_of(part: str) -> Callable[[Find], Find]:
    """Register how the organisation is found that the thing named in an address belongs to.

    The function takes that part of the address and returns the select of one number.
    """

    def register(find: Find) -> Find:
        OWNERS[part] = find
        return find

    return register


def owners_of(parts: Mapping[str, Any]) -> set[int]:
    """Return the organisations that what an address names belongs to.

    In a short transaction of its own: what a page does next may take long, and must not
    begin with a turn of a writer.
    """
    selects = [OWNERS[name](value) for name, value in parts.items() if name in OWNERS]
    if not selects:
        return set()
    with reading(), db.engine.connect() as connection:
        return {owner for one in selects for owner in connection.scalars(one)}


def first() -> Organisation | None:
    """Return the organisation that was there first."""
    return db.session.scalar(select(Organisation).order_by(Organisation.id).limit(1))


def named(name: str) -> Organisation | None:
    """Return the organisation of a name."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name))


@owner_of("organisation_id")
def owner_of_itself(organisation_id: int) -> Owner:
    """Return how to find that an organisation is its own."""
    return select(Organisation.id).where(Organisation.id == organisation_id)


def by_id(organisation_id: int) -> Organisation | None:
    """Return an organisation."""
    return db.session.get(Organisation, organisation_id)


def with_counts() -> Sequence[tuple[Organisation, int]]:
    """Return every organisation, by name, with how many people can sign in for it."""
    is_here = (Officer.organisation_id == Organisation.id) & Officer.is_active
    query = select(Organisation, func.count(Officer.id)).outerjoin(Officer, is_here)
    rows = db.session.execute(query.group_by(Organisation.id).order_by(Organisation.name))
    return [(organisation, count) for organisation, count in rows]
