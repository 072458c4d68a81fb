"""Reading editions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, tuple_

from consult.core.database import db
from consult.editions.models import CONSULTATION, Edition


def editions_of(consultation_id: int, sources: Iterable[tuple[str, str]]) -> Sequence[Edition]:
    """Return the editions made from these very sources, each with its language; good or not."""
    wanted = list(sources)
    return db.session.scalars(
        select(Edition)
        .where(
            Edition.consultation_id == consultation_id,
            tuple_(Edition.language, Edition.source).in_(wanted),
        )
        .order_by(Edition.id)
    ).all()


def first_offers(consultation_id: int) -> Mapping[tuple[str, str], datetime]:
    """Return when a consultation could first be had, by format and language."""
    found = db.session.execute(
        select(Edition.format, Edition.language, Edition.first_offered_at)
        .where(Edition.consultation_id == consultation_id, Edition.about == CONSULTATION)
        .order_by(Edition.id)
    )
    return {(format_, language): at for format_, language, at in found if at}


def edition_numbered(edition_id: int, *, consultation_id: int) -> Edition | None:
    """Return one edition of a consultation."""
    found = db.session.get(Edition, edition_id)
    return found if found and found.consultation_id == consultation_id else None
