"""Themes, which responses raised them, and files of replies on their way in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
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


class ReplyFile(Model):
    """A file of replies that an officer brings in; sealed until it is in, and then deleted."""

    __tablename__ = "reply_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # As the officer’s computer calls it.
    name: Mapped[str]
    # How many replies it holds.
    replies: Mapped[int]
    # The whole file, sealed; None once it is in, or was not wanted any more.
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # The mapping, as the command line takes it; None until the columns are matched. Plain
    # JSON: it keeps the order of its parts.
    guide: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # Who put it here, or who pressed the button that brings it in.
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When the file was deleted, and whether all of it was in by then.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_in: Mapped[bool] = mapped_column(default=False)
    # How many of its responses and codings were new, so far.
    new_responses: Mapped[int] = mapped_column(default=0)
    new_codings: Mapped[int] = mapped_column(default=0)
