"""Reports, what was decided on each theme, and the quotes people chose."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime

# The states of a report: being worked on, or read by the public and never changed.
DRAFT, PUBLISHED = "draft", "published"


class Report(Model):
    """The report of a consultation: a draft that may be built again, then frozen."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        # What is published has its words and their hash; a draft has neither.
        CheckConstraint(
            "(state = 'draft') = (content IS NULL) AND (content IS NULL) = (sha256 IS NULL)",
            name="published_is_frozen",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    # 1 for the first report, 2 for one that puts it right, and so on.
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=DRAFT)
    # The question set version that was counted.
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    # Protected numbers only: what could point to single people never leaves the job.
    figures: Mapped[dict[str, Any]] = mapped_column(Json)
    # Responses that were there at this moment are counted.
    cut_off: Mapped[datetime] = mapped_column(UtcDateTime)
    built_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str | None]
    # The whole public report in canonical JSON, and the SHA-256 of exactly these bytes.
    content: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None]


class Decision(Model):
    """What was decided about a theme, and why. Stands until it is decided anew."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), unique=True)
    decided: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str]
    decided_by_id: Mapped[int | None]
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChosenQuote(Model):
    """A response whose words on a theme an officer chose to publish."""

    __tablename__ = "chosen_quote"
    __table_args__ = (UniqueConstraint("theme_id", "response_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    chosen_by: Mapped[str]
    chosen_by_id: Mapped[int | None]
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)
