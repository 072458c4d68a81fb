"""Themes, and which responses raised them."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime


class Theme(Model):
    """Something that people raised in their own words, in answer to one question."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("consultation_id", "question", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    # The id of the question in the question set.
    question: Mapped[str]
    # In the language of the consultation, as the public will read it.
    name: Mapped[str]


class Coding(Model):
    """One response raised one theme. A second coding of the same meets the constraint."""

    __tablename__ = "coding"
    __table_args__ = (UniqueConstraint("theme_id", "response_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    # How it came about: “import” with the answers, or “person” at the desk.
    source: Mapped[str]
    coded_by: Mapped[str]
    coded_at: Mapped[datetime] = mapped_column(UtcDateTime)
