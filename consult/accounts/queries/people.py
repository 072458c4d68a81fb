"""Reading the people of an organisation."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from consult.accounts.models import Officer
from consult.accounts.queries.organisations import Owner, owner_of
from consult.core.database import db

_NAME = func.lower(Officer.name)
# What a list can be sorted by, as its links say it.
ORDERS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "name": (_NAME,),
    "email": (Officer.email.expression,),
    "signed-in": (Officer.signed_in_at.is_(None), Officer.signed_in_at.desc(), _NAME),
    "state": (Officer.is_active.desc(), _NAME),
}


@owner_of("officer_id")
def owner_of_officer(officer_id: int) -> Owner:
    """Return how to find for whom somebody works."""
    return select(Officer.organisation_id).where(Officer.id == officer_id)


def officer_by_id(officer_id: int) -> Officer | None:
    """Return an officer."""
    return db.session.get(Officer, officer_id)


def people_of(organisation_id: int, *, order: str) -> Sequence[Officer]:
    """Return everybody who has or had an account, in one of ORDERS."""
    theirs = select(Officer).where(Officer.organisation_id == organisation_id)
    return db.session.scalars(theirs.order_by(*ORDERS[order], Officer.id)).all()
