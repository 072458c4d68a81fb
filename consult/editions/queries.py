"""Reading editions."""

from sqlalchemy import select

from consult.core.database import db
from consult.editions.models import Edition


def edition_of(consultation_id: int, *, format: str, language: str, source: str) -> Edition | None:  # noqa: A002 - the field's own word
    """Return the edition made from this very source, if it is ready."""
    return db.session.scalar(
        select(Edition).where(
            Edition.consultation_id == consultation_id,
            Edition.format == format,
            Edition.language == language,
            Edition.source == source,
        )
    )
