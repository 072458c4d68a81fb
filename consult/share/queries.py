"""Reading format requests. Only a request’s own page shows how to reach its person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from consult.accounts.queries.organisations import Owner, owner_of
from consult.core.database import db
from consult.core.sealing import unseal, unseal_json
from consult.core.security import clean_code, hashed
from consult.plan.models import Consultation
from consult.share.models import FormatRequest, RequestedFormat

CONTACT, REPLY = "format request", "format reply"  # what is sealed, and for what

MOST_SHOWN = 200  # lines of a list on an officer’s page

_HAS_ENDED = or_(RequestedFormat.sent_at.is_not(None), RequestedFormat.refused_at.is_not(None))


@dataclass(frozen=True)
class Asked:
    """A request with what it asks for and the consultation it is about."""

    request: FormatRequest
    consultation: Consultation
    items: Sequence[RequestedFormat]

    def item(self, id_: str) -> RequestedFormat | None:
        """Return the one of its formats that a form names."""
        return next((one for one in self.items if str(one.id) == id_), None)


@dataclass(frozen=True)
class Line:
    """One requested format in an officer’s list."""

    item: RequestedFormat
    request: FormatRequest
    consultation: Consultation


@dataclass(frozen=True)
class Unmet:
    """How many people asked for a format in a language and could not use it."""

    format: str
    language: str
    count: int


def asked_with(code: str, slug: str, *, lock: bool = False) -> Asked | None:
    """Return the request that a reference opens; with ``lock``, so that presses take turns."""
    is_its = FormatRequest.code_hash == hashed(clean_code(code))
    return _asked(is_its, Consultation.slug == slug, lock=lock)


def asked_by_id(request_id: int, *, lock: bool = False) -> Asked | None:
    """Return a request; with ``lock``, so that officers take turns."""
    return _asked(FormatRequest.id == request_id, lock=lock)


def _asked(*conditions: ColumnElement[bool], lock: bool) -> Asked | None:
    query = (
        select(FormatRequest, Consultation)
        .join(Consultation, Consultation.id == FormatRequest.consultation_id)
        .where(*conditions)
    )
    found = db.session.execute(query.with_for_update(of=FormatRequest) if lock else query).first()
    if found is None:
        return None
    request, consultation = found
    return Asked(request, consultation, items_of(request.id))


def items_of(request_id: int) -> Sequence[RequestedFormat]:
    """Return what a request asks for, in the order of the page on which it was asked."""
    query = select(RequestedFormat).where(RequestedFormat.request_id == request_id)
    return db.session.scalars(query.order_by(RequestedFormat.id)).all()


def request_pressed(key_hash: str) -> FormatRequest | None:
    """Return what the same form became when its button was pressed before."""
    return db.session.scalar(select(FormatRequest).where(FormatRequest.key_hash == key_hash))


def contact_of(request: FormatRequest) -> dict[str, str] | None:
    """Return how to reach a person and what they wrote, until it is erased."""
    if request.sealed is None:
        return None
    found: dict[str, str] = unseal_json(CONTACT, request.key_hash, request.sealed)
    return found


def reply_of(item: RequestedFormat) -> str:
    """Return what a person said about what we sent."""
    if item.sealed_reply is None:
        return ""
    return unseal(REPLY, str(item.id), item.sealed_reply).decode()


@owner_of("request_id")
def owner_of_request(request_id: int) -> Owner:
    """Return how to find whose the consultation is that a request is about."""
    asked = select(FormatRequest.consultation_id).where(FormatRequest.id == request_id)
    return select(Consultation.organisation_id).where(Consultation.id == asked.scalar_subquery())


def of_one(consultation: Consultation) -> ColumnElement[bool]:
    """Return which requests are about a consultation."""
    return Consultation.id == consultation.id


def of_organisation(organisation_id: int | None) -> ColumnElement[bool]:
    """Return which requests an organisation has; for None all."""
    return true() if organisation_id is None else Consultation.organisation_id == organisation_id


def waiting(which: ColumnElement[bool]) -> Sequence[Line]:
    """Return what is to be made and sent, what is due first first."""
    return _lines(which & ~_HAS_ENDED, RequestedFormat.promised_by.asc())


def ended(which: ColumnElement[bool]) -> Sequence[Line]:
    """Return what was sent or refused, the latest first."""
    last = func.coalesce(RequestedFormat.sent_at, RequestedFormat.refused_at).desc()
    return _lines(which & _HAS_ENDED, last)


def _lines(condition: ColumnElement[bool], order: ColumnElement[Any]) -> Sequence[Line]:
    query = (
        select(RequestedFormat, FormatRequest, Consultation)
        .join(FormatRequest, FormatRequest.id == RequestedFormat.request_id)
        .join(Consultation, Consultation.id == FormatRequest.consultation_id)
        .where(condition)
        .order_by(order, RequestedFormat.id)
        .limit(MOST_SHOWN)
    )
    return [Line(*found) for found in db.session.execute(query)]


def unmet(consultation_id: int, today: date) -> Sequence[Unmet]:
    """Return what people asked for and did not get, most often first.

    We could not make it, or it is late, or they told us that it did not work for them.
    """
    is_late = ~_HAS_ENDED & (RequestedFormat.promised_by < today)
    has_failed = or_(RequestedFormat.refused_at.is_not(None), RequestedFormat.worked.is_(False))
    kind = (RequestedFormat.format, RequestedFormat.language)
    rows = db.session.execute(
        select(*kind, func.count())
        .join(FormatRequest, FormatRequest.id == RequestedFormat.request_id)
        .where(FormatRequest.consultation_id == consultation_id, or_(is_late, has_failed))
        .group_by(*kind)
        .order_by(func.count().desc(), *kind)
    )
    return [Unmet(*row) for row in rows]
