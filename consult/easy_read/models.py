"""Versions of an Easy Read text, and the pictures that an organisation brought."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime


class EasyRead(Model):
    """An Easy Read text as it was at a moment. Its words never change: the newest row counts."""

    __tablename__ = "easy_read"
    __table_args__ = (
        Index("ix_easy_read_consultation_id_language", "consultation_id", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    # The consultation itself, or its outcome (editions.models).
    about: Mapped[str]
    language: Mapped[str]
    # Its parts in order, as easy_read.rules reads them.
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The people who read it and found it right; until then it is a draft in shorter words.
    checked_with: Mapped[str | None]
    checked_on: Mapped[date | None]
    recorded_by: Mapped[str | None]
    # Hash of what it tells of, when they checked it. With another hash they are asked again.
    source: Mapped[str | None]
    # When people may read it; None for a text that is being written.
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offered_by: Mapped[str | None]


class OwnPicture(Model):
    """A picture that an organisation may use, beside the symbols that everybody has."""

    __tablename__ = "own_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    # What it shows, as those who choose pictures look for it.
    name: Mapped[str]
    # A PNG inside: written anew when it came in, so that nothing in it can act.
    svg: Mapped[str] = mapped_column(deferred=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
