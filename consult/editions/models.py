"""Editions: a document in one format and one language."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime

# What an edition is made of.
CONSULTATION, OUTCOME = "consultation", "outcome"
# The kind of job that makes those of a consultation.
MAKE_COPIES = "plan.editions"


class Edition(Model):
    """A made and checked file, offered while its source is current and it has no problem."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("consultation_id", "about", "format", "language", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # By name: the stage that makes consultations comes after this one.
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    # The consultation itself, or its outcome.
    about: Mapped[str] = mapped_column(default=CONSULTATION)
    format: Mapped[str]
    language: Mapped[str]
    # Hash of everything that stands in it; another hash means it is out of date.
    source: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When people could first have this format in this language, whatever was made since.
    first_offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    size: Mapped[int]  # bytes
    body: Mapped[bytes] = mapped_column(deferred=True)
    # What its check found; the file is then not kept. Empty where all is well.
    problem: Mapped[str] = mapped_column(default="")
    # Who read or heard it and found it right, for formats that a machine alone cannot judge.
    signed_by: Mapped[str | None]
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Who had signed the one before this, and is asked again.
    asked_again: Mapped[str] = mapped_column(default="")
