"""Reading drafts and responses."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consult.core.database import db
from consult.core.security import hashed
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import Version, compiled_version
from consult.respond.models import Draft, Response


@dataclass(frozen=True)
class Begun:
    """A draft with the consultation and the question set version it answers."""

    draft: Draft
    consultation: Consultation
    version: Version


@dataclass(frozen=True)
class Sent:
    """What the receipt page tells: never the answers."""

    sent_at: datetime
    consultation: Consultation


def draft_with(key: str, slug: str) -> Begun | None:
    """Return the draft that a key opens, if it belongs to the consultation at this address."""
    return _draft_with(key, slug, lock=False)


def draft_to_change(key: str, slug: str) -> Begun | None:
    """Return the draft that a key opens, held so that two presses at once take turns."""
    return _draft_with(key, slug, lock=True)


def _draft_with(key: str, slug: str, *, lock: bool) -> Begun | None:
    query = (
        select(Draft, Consultation, QuestionSetVersion.sha256)
        .join(Consultation, Consultation.id == Draft.consultation_id)
        .join(QuestionSetVersion, QuestionSetVersion.id == Draft.version_id)
        .where(Draft.key_hash == hashed(key), Consultation.slug == slug)
    )
    if lock:
        # The consultation is shared with other people who answer, but not with an
        # officer who moves its dates. SQLite has one writer at a time anyway.
        query = query.with_for_update(of=Draft)
    found = db.session.execute(query).first()
    if found is None:
        return None
    draft, consultation, sha256 = found
    return Begun(draft, consultation, compiled_version(draft.version_id, sha256))


def receipt_for(key: str, slug: str) -> Sent | None:
    """Return what the holder of a draft’s key sent, if it was sent."""
    found = db.session.execute(
        select(Response.sent_at, Consultation)
        .join(Consultation, Consultation.id == Response.consultation_id)
        .where(Response.key == hashed(key), Consultation.slug == slug)
    ).first()
    return Sent(found[0], found[1]) if found else None


def count_responses(consultation_id: int) -> int:
    """Return how many responses a consultation has."""
    query = select(func.count()).where(Response.consultation_id == consultation_id)
    return db.session.scalar(query) or 0


def count_by_channel(consultation_id: int) -> dict[str, int]:
    """Return how many responses came by each way of answering."""
    rows = db.session.execute(
        select(Response.channel, func.count())
        .where(Response.consultation_id == consultation_id)
        .group_by(Response.channel)
        .order_by(Response.channel)
    )
    return dict(rows.all())
