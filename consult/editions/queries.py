"""Reading editions."""

from collections.abc import Mapping

from sqlalchemy import select

from consult.core.database import db
from consult.editions.models import Edition


def editions_of(consultation_id: int, *, language: str, source: str) -> Mapping[str, Edition]:
    """Return the editions made from this very source that are ready, by their format."""
    found = db.session.scalars(
        select(Edition).where(
            Edition.consultation_id == consultation_id,
            Edition.language == language,
            Edition.source == source,
        )
    )
    return {one.format: one for one in found}
