"""Drafts, responses and answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime


class Draft(Model):
    """Answers that somebody has begun. The only place they are kept until they are sent."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Hash of the secret that the person’s browser holds.
    key_hash: Mapped[str] = mapped_column(unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    # As typed, by question id; a question that was seen and left blank has an entry.
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # The person’s own words beside an option, by question id and option.
    others: Mapped[dict[str, dict[str, str]]] = mapped_column(Json, default=dict)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Once sent, the answers above are gone: they are in the response.
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Response(Model):
    """What one person or group sent, however it reached us."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # A draft’s key hash, or the hash of where an import came from. The same answer
    # arriving twice, by double click or by a second import, meets this constraint.
    key: Mapped[str]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    # respond.rules.Channel: online, paper, e-mail, workshop.
    channel: Mapped[str]
    language: Mapped[str]
    # How it may be published: with_name, without_name or no.
    publish: Mapped[str]
    receipt_hash: Mapped[str | None] = mapped_column(index=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Where an imported response came from: file, row, who brought it in.
    provenance: Mapped[dict[str, Any] | None] = mapped_column(Json)


class Answer(Model):
    """One person’s answer to one question."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    question: Mapped[str]
    # The option, the list of options, the text, the number, or option by statement.
    value: Mapped[Any] = mapped_column(Json)
    # The person’s own words beside an option.
    other: Mapped[dict[str, str] | None] = mapped_column(Json)


class EqualityAnswer(Model):
    """An answer to an equality question: kept apart from what the person said."""

    __tablename__ = "equality_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    question: Mapped[str]
    value: Mapped[Any] = mapped_column(Json)
    other: Mapped[dict[str, str] | None] = mapped_column(Json)
