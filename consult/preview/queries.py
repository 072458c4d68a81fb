"""Reading previews: who may look, at what, and what they typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from consult.core.database import db
from consult.core.languages import current_language
from consult.core.security import hashed
from consult.plan.models import Consultation
from consult.plan.queries import Version, working_version
from consult.preview.models import PreviewLink, Trial
from consult.preview.rules import as_it_will_be, moment_shown
from consult.translate.queries import begun_in, said_so_far


@dataclass(frozen=True)
class Preview:
    """A consultation as somebody tries it: the questions that officers are working on."""

    link: PreviewLink
    # A copy as it will be; it belongs to no session.
    consultation: Consultation
    # In the language of the page, as far as it is translated.
    version: Version
    # How many texts are not in this language yet.
    missing: int
    # The moment that its pages pretend to be at.
    moment: datetime


def is_live(now: datetime) -> ColumnElement[bool]:
    """Say which addresses still lead somewhere."""
    return and_(PreviewLink.ended_at.is_(None), PreviewLink.expires_at > now)


def live_links(consultation_id: int, now: datetime) -> Sequence[PreviewLink]:
    """Return the addresses of a consultation that work now, oldest first."""
    its = PreviewLink.consultation_id == consultation_id
    query = select(PreviewLink).where(its, is_live(now)).order_by(PreviewLink.id)
    return db.session.scalars(query).all()


def live_link(consultation_id: int, link_id: int, now: datetime) -> PreviewLink | None:
    """Return one of them."""
    its = (PreviewLink.consultation_id == consultation_id, PreviewLink.id == link_id)
    return db.session.scalar(select(PreviewLink).where(*its, is_live(now)).with_for_update())


def opened_by(key: str, now: datetime) -> tuple[PreviewLink, str] | None:
    """Return the address with a key, and the slug of its consultation."""
    found = db.session.execute(
        select(PreviewLink, Consultation.slug)
        .join(Consultation, Consultation.id == PreviewLink.consultation_id)
        .where(PreviewLink.key_hash == hashed(key), is_live(now))
    ).first()
    return (found[0], found[1]) if found else None


def preview_with(key: str, slug: str, now: datetime) -> Preview | None:
    """Return what a key lets somebody try of the consultation at an address."""
    found = opened_by(key, now)
    if found is None or found[1] != slug:
        return None
    link = found[0]
    consultation = db.session.get_one(Consultation, link.consultation_id)
    working = working_version(consultation.id)
    version, missing = said_so_far(working, consultation, current_language().code)
    copy = as_it_will_be(consultation, version.definition, now=now)
    return Preview(link, copy, version, missing, moment_shown(consultation, now))


def trial_with(key: str, link_id: int) -> Trial | None:
    """Return the test answers that a browser holds the key of."""
    return db.session.scalar(_trial(key, link_id))


def trial_to_change(key: str, link_id: int) -> Trial | None:
    """Return them, held so that two presses at once take turns."""
    return db.session.scalar(_trial(key, link_id, lock=True))


def languages_of(consultation: Consultation) -> tuple[str, ...]:
    """Return the languages there is something to see in, by code."""
    return tuple(dict.fromkeys(("en", *consultation.offered_in, *begun_in(consultation.id))))


def _trial(key: str, link_id: int, *, lock: bool = False) -> Select[Trial]:
    query = select(Trial).where(Trial.key_hash == hashed(key), Trial.link_id == link_id)
    return query.with_for_update() if lock else query
