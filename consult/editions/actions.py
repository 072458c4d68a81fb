"""Keeping editions."""

from datetime import datetime

from sqlalchemy import delete

from consult.core.database import db
from consult.editions.models import Edition


def keep(
    consultation_id: int,
    *,
    format: str,  # noqa: A002 - the field's own word
    language: str,
    source: str,
    body: bytes,
    at: datetime,
) -> None:
    """Keep a made and checked file in place of the older ones of its format and language."""
    db.session.execute(
        delete(Edition).where(
            Edition.consultation_id == consultation_id,
            Edition.format == format,
            Edition.language == language,
        )
    )
    db.session.add(
        Edition(
            consultation_id=consultation_id,
            format=format,
            language=language,
            source=source,
            made_at=at,
            size=len(body),
            body=body,
        )
    )
