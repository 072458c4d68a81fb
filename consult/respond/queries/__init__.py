"""Reading drafts and responses."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from consult.core.database import db, reading
from consult.core.sealing import name_apart, unseal_json
from consult.core.security import clean_code, hashed, keyed
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import Version, compiled_version
from consult.respond.models import (
    Answer,
    CodeTry,
    Contact,
    Draft,
    EarlierVersion,
    EqualityAnswers,
    Response,
    Upload,
)
from consult.respond.rules.standing import Standing
from consult.translate.queries import in_page_language

MOST_SHOWN = 200  # lines of a list on an officer’s page


@dataclass(frozen=True)
class Begun:
    """A draft with the consultation and the question set version it answers."""

    draft: Draft
    consultation: Consultation
    version: Version


@dataclass(frozen=True)
class Sent:
    """A response with the consultation and the question set version it answers."""

    response: Response
    consultation: Consultation
    version: Version


def draft_with(key: str, slug: str) -> Begun | None:
    """Return the draft that a key opens, if it belongs to the consultation at this address."""
    return begun_by(drafts_at(slug).where(Draft.key_hash == hashed(key)))


def draft_to_change(key: str, slug: str) -> Begun | None:
    """Return the draft that a key opens, held so that two presses at once take turns."""
    # The consultation is shared with other people who answer, but not with an
    # officer who moves its dates. SQLite has one writer at a time anyway.
    query = drafts_at(slug).where(Draft.key_hash == hashed(key)).with_for_update(of=Draft)
    return begun_by(query)


def draft_with_code(code: str, slug: str) -> Begun | None:
    """Return the draft that somebody comes back to with its code."""
    return begun_by(drafts_at(slug).where(Draft.code_hash == hash_of_return_code(code)))


def hash_of_return_code(code: str) -> str:
    """Return what we keep of a code that is short enough to be guessed without our key."""
    return keyed("return code", clean_code(code))


def drafts_at(slug: str) -> Select[Draft, Consultation, str]:
    """Return the query for the drafts of the consultation at an address."""
    return (
        select(Draft, Consultation, QuestionSetVersion.sha256)
        .join(Consultation, Consultation.id == Draft.consultation_id)
        .join(QuestionSetVersion, QuestionSetVersion.id == Draft.version_id)
        .where(Consultation.slug == slug)
    )


def begun_by(query: Select[Draft, Consultation, str]) -> Begun | None:
    """Return the one draft that such a query finds."""
    found = db.session.execute(query).first()
    if found is None:
        return None
    draft, consultation, sha256 = found
    version = in_page_language(compiled_version(draft.version_id, sha256), consultation)
    return Begun(draft, consultation, version)


def sent_with(code: str, slug: str) -> Sent | None:
    """Return the response that a receipt code opens. Nothing opens one that was erased."""
    return _sent(slug, Response.receipt_hash == hashed(clean_code(code)))


def sent_to_change(code: str, slug: str) -> Sent | None:
    """Return the response that a receipt code opens, held so that presses take turns."""
    return _sent(slug, Response.receipt_hash == hashed(clean_code(code)), lock=True)


def sent_as(reference: str, slug: str) -> Sent | None:
    """Return the response with a public reference, unless the person took it back."""
    return _sent(slug, _is_to_read(reference))


def sent_as_to_change(reference: str, slug: str) -> Sent | None:
    """Return the response with a public reference, held so that officers take turns."""
    return _sent(slug, _is_to_read(reference), lock=True)


def _is_to_read(reference: str) -> ColumnElement[bool]:
    """Say which response officers may read: people were told that nobody reads the others."""
    return and_(Response.reference == reference, Response.standing != Standing.WITHDRAWN)


def sent_to_erase(reference: str, slug: str, *, lock: bool = False) -> Sent | None:
    """Return a response that its person took back, and asked us to delete."""
    is_asked = and_(Response.reference == reference, Response.erasure_asked_at.is_not(None))
    return _sent(slug, is_asked, lock=lock)


def sent_by(key: str, slug: str) -> Response | None:
    """Return what the draft with this key became, also when the draft is long gone."""
    # What came another way has no seed, and its key is no secret.
    found = _sent(slug, and_(Response.key == hashed(key), Response.seed.is_not(None)))
    return found.response if found else None


def sent_from(draft: Draft) -> Response:
    """Return what a draft that was sent became."""
    is_its = Response.id == draft.corrects_id if draft.corrects_id else Response.seed == draft.seed
    return db.session.scalars(select(Response).where(is_its)).one()


def _sent(slug: str, condition: ColumnElement[bool], *, lock: bool = False) -> Sent | None:
    query = (
        select(Response, Consultation, QuestionSetVersion.sha256)
        .join(Consultation, Consultation.id == Response.consultation_id)
        .join(QuestionSetVersion, QuestionSetVersion.id == Response.version_id)
        .where(Consultation.slug == slug, condition, Response.standing != Standing.ERASED)
    )
    if lock:
        query = query.with_for_update(of=Response)
    found = db.session.execute(query).first()
    if found is None:
        return None
    response, consultation, sha256 = found
    version = in_page_language(compiled_version(response.version_id, sha256), consultation)
    return Sent(response, consultation, version)


def answers_of(response_id: int) -> Sequence[Answer]:
    """Return what a response says now."""
    query = select(Answer).where(Answer.response_id == response_id).order_by(Answer.id)
    return db.session.scalars(query).all()


def earlier_versions(response_id: int) -> Sequence[EarlierVersion]:
    """Return a response as it was before each correction, the first one first."""
    return db.session.scalars(
        select(EarlierVersion)
        .where(EarlierVersion.response_id == response_id)
        .order_by(EarlierVersion.number)
    ).all()


def uploads_of(*, draft_id: int | None = None, response_id: int | None = None) -> Sequence[Upload]:
    """Return the files of a draft or of a response, without what is in them."""
    is_its = Upload.draft_id == draft_id if draft_id else Upload.response_id == response_id
    return db.session.scalars(select(Upload).where(is_its).order_by(Upload.made_at)).all()


# The one place that says which responses count.
COUNTS = Response.standing == Standing.COUNTED


def counted(*consultation_ids: int) -> Select[int]:
    """Return the query for the responses of these consultations that count."""
    return select(Response.id).where(Response.consultation_id.in_(consultation_ids), COUNTS)


def count_responses(consultation_id: int) -> int:
    """Return how many responses count."""
    query = select(func.count()).select_from(counted(consultation_id).subquery())
    return db.session.scalar(query) or 0


def count_by_consultation(consultation_ids: Collection[int]) -> dict[int, int]:
    """Return how many responses of each of these consultations count; those without are not in it.

    Never read but counted: it takes the index only.
    """
    query = counted(*consultation_ids).with_only_columns(Response.consultation_id, func.count())
    return dict(db.session.execute(query.group_by(Response.consultation_id)).all())


def count_by_channel(consultation_id: int) -> dict[str, int]:
    """Return how many responses that count came by each way of answering."""
    rows = db.session.execute(
        select(Response.channel, func.count())
        .where(Response.id.in_(counted(consultation_id)))
        .group_by(Response.channel)
        .order_by(Response.channel)
    )
    return dict(rows.all())


def count_by_standing(consultation_id: int) -> dict[str, int]:
    """Return how many responses are counted, late, withdrawn and erased."""
    rows = db.session.execute(
        select(Response.standing, func.count())
        .where(Response.consultation_id == consultation_id)
        .group_by(Response.standing)
    )
    return dict(rows.all())


def upload(upload_id: str) -> Upload:
    """Return a file that is known to be there, with what is in it."""
    return db.session.get_one(Upload, upload_id)


def has_draft(key: str, slug: str) -> bool:
    """Say whether a key opens a draft, without keeping anybody else waiting."""
    known = drafts_at(slug).where(Draft.key_hash == hashed(key), Draft.sent_at.is_(None))
    with reading(), db.engine.connect() as connection:
        return connection.execute(known.with_only_columns(Draft.id)).first() is not None


def equality_answers(response_ids: Sequence[int]) -> Iterator[tuple[str, Any]]:
    """Yield question and value of what these people said about themselves, in no order.

    Only the report job and the equality role may ask; nobody is named beside an answer.
    """
    names = [equality_name(one) for one in response_ids]
    rows = db.session.scalars(
        select(EqualityAnswers).where(EqualityAnswers.id.in_(names)).order_by(EqualityAnswers.id)
    )
    for row in rows:
        for one in unseal_json("equality", row.id, row.sealed):
            yield one["question"], one["value"]


def equality_name(response_id: int) -> str:
    """Return the name under which a person’s equality answers are kept."""
    return name_apart("equality", str(response_id))


def contact_name(response_id: int) -> str:
    """Return the name under which a person’s contact details are kept."""
    return name_apart("contact", str(response_id))


def contact_of(response_id: int) -> dict[str, str] | None:
    """Return how to reach somebody, if they asked to hear from us."""
    row = db.session.get(Contact, contact_name(response_id))
    if row is None:
        return None
    found: dict[str, str] = unseal_json("contact", row.id, row.sealed)
    return found


def contacts_of(consultation_id: int) -> list[tuple[str, dict[str, str]]]:
    """Return everybody of a consultation who asked to hear from us: kept name and details."""
    ids = db.session.scalars(
        select(Response.id).where(
            Response.consultation_id == consultation_id, Response.standing != Standing.ERASED
        )
    )
    names = {contact_name(one) for one in ids}
    rows = db.session.scalars(select(Contact).order_by(Contact.id))
    return [(row.id, unseal_json("contact", row.id, row.sealed)) for row in rows if row.id in names]


def count_tries(network: str, *, since: datetime) -> int:
    """Return how many codes from a network opened nothing since a moment."""
    query = select(func.count()).where(CodeTry.network == network, CodeTry.at > since)
    return db.session.scalar(query) or 0
