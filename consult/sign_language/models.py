"""Videos in British Sign Language, and their files in pieces."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime

PIECE = 1024 * 1024  # bytes in each piece of a file but the last


class VideoFile(Model):
    """An MP4 that was looked at and can be played. Never changed; the same bytes once."""

    __tablename__ = "video_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Of its bytes, and the name it has in addresses.
    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]  # bytes
    seconds: Mapped[float]
    width: Mapped[int]  # pixels
    height: Mapped[int]
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class VideoPiece(Model):
    """One megabyte of a file, so that nobody ever holds all of it in memory."""

    __tablename__ = "video_piece"

    file_id: Mapped[int] = mapped_column(ForeignKey("video_file.id"), primary_key=True)
    # From 0.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes]


class SignedVideo(Model):
    """What a consultation, or its outcome, has in sign language: a file or a link."""

    __tablename__ = "signed_video"
    __table_args__ = (
        UniqueConstraint("consultation_id", "about"),
        CheckConstraint("(file_id IS NULL) = (link <> '')", name="file_or_link"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    # The consultation itself, or its outcome (editions.models).
    about: Mapped[str]
    # Hash of the English it was signed from; another hash means it is out of date.
    source: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("video_file.id"), index=True)
    # Where it can be seen, instead of a file; https only.
    link: Mapped[str] = mapped_column(default="")
    # WebVTT, and its SHA-256; both empty with a link.
    captions: Mapped[str] = mapped_column(Text, deferred=True)
    captions_sha256: Mapped[str]
    transcript: Mapped[str] = mapped_column(Text, deferred=True)
    # Who signs, and who else looked at it beside the English, as registered with NRCPD.
    signed_by: Mapped[str]
    signer_number: Mapped[str]
    checked_by: Mapped[str]
    checker_number: Mapped[str]
    checked_on: Mapped[date] = mapped_column(Date)
    # The officer who put it here, and when.
    kept_by: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Since when people who could answer have had it, or None: see rules.
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When it was taken away; it can be put back as it was.
    away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
