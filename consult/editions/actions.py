"""Keeping editions, and signing for them."""

from datetime import datetime

from sqlalchemy import delete, select

from consult.core import audit
from consult.core.database import db
from consult.editions.models import Edition
from consult.editions.rules import Made


def keep(consultation_id: int, made: Made, *, at: datetime) -> None:
    """Keep what was made in place of the older ones of its kind."""
    of_its_kind = (
        Edition.consultation_id == consultation_id,
        Edition.about == made.about,
        Edition.format == made.format,
        Edition.language == made.language,
    )
    before = db.session.scalars(select(Edition).where(*of_its_kind)).first()
    signer = (before.signed_by or before.asked_again) if before else ""
    first = before.first_offered_at if before else None
    db.session.execute(delete(Edition).where(*of_its_kind))
    db.session.add(
        Edition(
            consultation_id=consultation_id,
            about=made.about,
            format=made.format,
            language=made.language,
            source=made.source,
            made_at=at,
            first_offered_at=first or (None if made.problem else at),
            size=len(made.body),
            body=made.body,
            problem=made.problem,
            asked_again=signer,
        )
    )


def sign(edition: Edition, *, by: str, at: datetime) -> None:
    """Say that a person read or heard this very file and found it right."""
    edition.signed_by, edition.signed_at, edition.asked_again = by, at, ""
    audit.record(
        "edition.signed",
        who=by,
        subject="consultation",
        subject_id=edition.consultation_id,
        format=edition.format,
        language=edition.language,
        source=edition.source,
    )
