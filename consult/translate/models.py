"""Texts of a consultation in another language."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime


class Translation(Model):
    """One text as somebody put it into a language. Never rewritten: the newest row counts."""

    __tablename__ = "translation"
    __table_args__ = (
        Index("ix_translation_consultation_id_language", "consultation_id", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    language: Mapped[str]
    # Which text: “title”, “questions.age.options.young.label”.
    key: Mapped[str]
    # The English it was made from. Where the English is another now, this is out of date.
    source: Mapped[str]
    text: Mapped[str]
    # “person”, or “computer” for a draft that no person wrote.
    method: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Somebody else than who made it; None while nobody has read it.
    checked_by: Mapped[str | None]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
