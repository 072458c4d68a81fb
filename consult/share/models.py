"""Requests for other formats and languages, each with a clock of its own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime


class FormatRequest(Model):
    """What one person asked for at one time, and how to reach them."""

    __tablename__ = "format_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Hash of the form’s key and of all that was typed: the same form pressed twice meets
    # this constraint, and the same form filled in anew does not.
    key_hash: Mapped[str] = mapped_column(unique=True)
    # Hash of the reference with which the person sees how it stands.
    code_hash: Mapped[str] = mapped_column(unique=True)
    # How the reference begins: enough to find the request on the phone, not to open it.
    code_start: Mapped[str]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # The language of the page on which they asked.
    language: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # How to reach them, and their own words about what they need; None once erased.
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class RequestedFormat(Model):
    """One format in one language that somebody asked for."""

    __tablename__ = "requested_format"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("format_request.id"), index=True)
    # share.rules.formats.ASKABLE
    format: Mapped[str]
    # ISO 639, or “und” for a language that we do not know by the name they gave it.
    language: Mapped[str]
    # The last day on which we send it, as the person was told.
    promised_by: Mapped[date]
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Who looked it through: a name, as the officer gave it.
    checked_by: Mapped[str | None]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why it cannot be made; the person reads it.
    reason: Mapped[str | None]
    # Did it work for them? None as long as they have not said.
    worked: Mapped[bool | None]
    # What they said about it, sealed; goes with how to reach them.
    sealed_reply: Mapped[bytes | None] = mapped_column(LargeBinary)
