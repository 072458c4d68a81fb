"""Drafts, responses and answers, and what is kept apart from them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime
from consult.core.sealing import seal_json, unseal_json


@dataclass(frozen=True)
class Typed:
    """What somebody has typed so far. Right or wrong: it is kept as typed."""

    # By question id; a question that was seen and left blank has an entry.
    answers: dict[str, Any] = field(default_factory=dict)
    # The person’s own words beside an option, by question id and option.
    others: dict[str, dict[str, str]] = field(default_factory=dict)
    # The language of the page on which each question was answered.
    languages: dict[str, str] = field(default_factory=dict)
    # What one device wrote over from another: mappings of page, value, other and at.
    earlier: list[dict[str, Any]] = field(default_factory=list)


class Draft(Model):
    """Answers that somebody has begun. The only place they are kept until they are sent."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Chance, from which the key, the code and the receipt of this draft are made.
    seed: Mapped[str] = mapped_column(unique=True)
    # Hash of the key that the person’s browser holds, and of the code they can come back with.
    key_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    # The response that this draft puts right, when it does.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)
    # What an officer says of an answer that came another way; None when a person answers.
    intake: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # Everything typed, sealed: nobody reads what was not sent.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When the person first reached the page on which they check their answers.
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Once sent, what was typed is gone from here: it is in the response.
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def typed(self) -> Typed:
        """Return what was typed."""
        opened: tuple[bytes, Typed] | None = self.__dict__.get("_opened")
        if opened is None or opened[0] != self.sealed:
            opened = (self.sealed, Typed(**unseal_json("draft", self.seed, self.sealed)))
            self.__dict__["_opened"] = opened
        return opened[1]

    @typed.setter
    def typed(self, typed: Typed) -> None:
        """Seal what was typed. Needs the seed."""
        self.sealed = seal_json("draft", self.seed, vars(typed))


class Response(Model):
    """What one person or group sent, however it reached us."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_response_consultation_standing", "consultation_id", "standing"),
        # The few that somebody asked us to delete are found without reading the others.
        Index(
            "ix_response_erasure_asked_at",
            "erasure_asked_at",
            sqlite_where=text("erasure_asked_at IS NOT NULL"),
            postgresql_where=text("erasure_asked_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # A draft’s key hash, or the hash of where an import came from. The same answer
    # arriving twice, by double click or by a second import, meets this constraint.
    key: Mapped[str]
    # What it is called in public. By chance: it leads neither to the receipt nor to an order.
    reference: Mapped[str] = mapped_column(unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    # respond.rules.answers.Channel
    channel: Mapped[str]
    language: Mapped[str]
    # How it may be published: with_name, without_name or no.
    publish: Mapped[str]
    # Who answers, as they said: individual, organisation, somebody_else…; None if not asked.
    capacity: Mapped[str | None]
    # respond.rules.standing.Standing: only what is “counted” is counted.
    standing: Mapped[str]
    # Sent after the end, but in the half hour for people who were checking their answers.
    in_grace: Mapped[bool] = mapped_column(default=False)
    # The draft’s seed, so that the receipt can be shown again; None for an import.
    seed: Mapped[str | None]
    receipt_hash: Mapped[str | None] = mapped_column(unique=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # 1, and one more with each correction.
    number: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When the person said that what we typed in for them is right.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erasure_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Signs of a machine, for people to look at. Never a reason to drop an answer.
    signals: Mapped[list[str]] = mapped_column(Json, default=list)
    # Keyed hash of the network it came from, with a key for each day; gone after 30 days.
    network: Mapped[str | None] = mapped_column(index=True)
    # Where it came from if not online: file and row, or form number, who typed it, when.
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
    # The language of the page it was written on; None where it is not known.
    language: Mapped[str | None]


class AnswerTranslation(Model):
    """What somebody’s own words say in English. It is erased with them."""

    __tablename__ = "answer_translation"
    __table_args__ = (UniqueConstraint("response_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    question: Mapped[str]
    # SHA-256 of the words it was made from. Where the words are others now, it is of older ones.
    made_from: Mapped[str]
    text: Mapped[str]
    # “person”, or “computer” for a gist, which is never published.
    method: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Somebody else than who made it; None while nobody has compared the two.
    checked_by: Mapped[str | None]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EarlierVersion(Model):
    """A response as it was before the person put it right. Kept, and counted no more."""

    __tablename__ = "earlier_version"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    number: Mapped[int]
    # Mappings of question, value, other and language.
    answers: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    publish: Mapped[str]
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EqualityAnswers(Model):
    """What one person said about themselves: sealed, and apart from what they think.

    Which response it belongs to can be told only with the key, by respond.queries.
    """

    __tablename__ = "equality_answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    # Mappings of question, value and other.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Contact(Model):
    """Where to write to somebody who asked to hear from us: apart, under a key of its own."""

    __tablename__ = "contact"

    id: Mapped[str] = mapped_column(primary_key=True)
    # A mapping of email and language.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Upload(Model):
    """A file that belongs to an answer, or the original of an answer that came on paper."""

    __tablename__ = "upload"

    # By chance, and the only name it has for us.
    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)
    # The question it answers; empty for the original of a whole answer.
    question: Mapped[str]
    # Its name as a person gave it, cleaned; for showing only.
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def extension(self) -> str:
        """Return the end of its name: a dot and letters of our own choosing."""
        return "." + self.name.rpartition(".")[2]


class SecondEntry(Model):
    """A paper form that somebody else types in again, to find out how well we type."""

    __tablename__ = "second_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), unique=True)
    # Who typed it the second time, and when; None as long as nobody has.
    by: Mapped[str | None]
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # As the second person typed them: mappings of question, value and other.
    answers: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    # Where the two differ: mappings of page, first, second and chosen.
    differences: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    # How many answers were compared.
    compared: Mapped[int] = mapped_column(default=0)
    # Who chose what is right, and when; None as long as something is to be chosen.
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CodeTry(Model):
    """A code that opened nothing, a letter or a format asked for. Gone after a day.

    Holds a keyed hash of where it came from.
    """

    __tablename__ = "code_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    network: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
