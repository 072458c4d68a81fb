"""Consultations and the versions of their question sets."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime
from consult.core.languages import Translated, current_language


class Consultation(Model):
    """One consultation, from draft to outcome, at one address for life."""

    __tablename__ = "consultation"
    __table_args__ = (CheckConstraint("closes >= opens", name="closes_after_opening"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whose it is: people of other organisations do not find it among their own.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # Its part of the address. Never changes.
    slug: Mapped[str] = mapped_column(unique=True)
    # Copied from the newest version, so that a list of consultations is one query.
    title: Mapped[str]
    summary: Mapped[str]
    # First and last day, both in London and both counted.
    opens: Mapped[date]
    closes: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When an officer let it open by the clock; None while it is a draft.
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Since when no answers are taken, though its last day is to come; None when they are.
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # By when people hear what was decided, where it is not 12 weeks after the last day.
    outcome_due: Mapped[date | None]
    # Where everything essential is in a language too: who offered it and when, its title and
    # summary with the English they were made from, and the hash of its texts. By code.
    offered_in: Mapped[dict[str, dict[str, str]]] = mapped_column(Json, default=dict)
    # What its newest published outcome says in officers’ own words, to be translated too: the
    # outcome’s hash and texts in order, as mappings of key and text. Empty until there is one.
    outcome: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # Whether people can have it, or its outcome, in Easy Read or in sign language: pages need
    # not ask about the others.
    has_easy_read: Mapped[bool] = mapped_column(default=False)
    has_signed_video: Mapped[bool] = mapped_column(default=False)
    # Made-up content that the project carries; its page and the list say so.
    is_example: Mapped[bool] = mapped_column(default=False)

    @property
    def shown_title(self) -> str:
        """Return its title in the language of the page, or in English."""
        return self.title_in(current_language().code)

    @property
    def shown_summary(self) -> str:
        """Return its summary in the language of the page, or in English."""
        return self._shown("summary", self.summary, current_language().code)

    def title_in(self, language: str) -> str:
        """Return its title in a language it is offered in, or in English."""
        return self._shown("title", self.title, language)

    @property
    def last_day(self) -> date:
        """Return the last day for people who answer in the language of the page.

        What came late in it may have been given more days, to have as many as the rest.
        """
        if not self.offered_in:
            return self.closes
        until = self.offered_in.get(current_language().code, {}).get("until")
        return max(self.closes, date.fromisoformat(until)) if until else self.closes

    def _shown(self, name: str, english: str, language: str) -> str:
        offer = (self.offered_in or {}).get(language, {})
        is_current = offer.get(f"english_{name}") == english
        return Translated(offer[name]) if is_current else english


class DateChange(Model):
    """A change of the dates of an open consultation that a Champion is asked to agree to."""

    __tablename__ = "date_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # A plan.rules.changes.Kind.
    kind: Mapped[str]
    opens_before: Mapped[date]
    closes_before: Mapped[date]
    opens: Mapped[date]
    closes: Mapped[date]
    # Everybody reads it once it is agreed to.
    reason: Mapped[str]
    # Who asks, as shown in public, and their account; none from the command line.
    asked_by: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # A plan.rules.changes.Answer; and who gave it, with what words if it was no.
    answer: Mapped[str] = mapped_column(default="waiting")
    answered_by: Mapped[str | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(default="")


class QuestionSetVersion(Model):
    """A question set: the working copy that officers edit, until it is frozen.

    A frozen one never changes: responses hold the one they saw.
    """

    __tablename__ = "question_set_version"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    number: Mapped[int]
    # The whole document but its dates, which live on the consultation. Plain JSON: it
    # keeps the order of its fields, so an export reads like the file that came in.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    # SHA-256 of the document’s canonical JSON.
    sha256: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who edited it last: the name as shown, and the account where there is one.
    made_by: Mapped[str]
    made_by_id: Mapped[int | None]
    # When it was let out to people; None while it can be edited.
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why the questions of an open consultation change; empty for its first version.
    reason: Mapped[str] = mapped_column(default="")
    # What people saw when it was let out: hashes of the document and of each language.
    seal: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Step(Model):
    """A step of editing that can be undone: the document before it. The newest are kept."""

    __tablename__ = "question_set_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"), index=True)
    # What was done, for plan.forms.steps, and to what: a question by its text.
    what: Mapped[str]
    about: Mapped[str]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Review(Model):
    """Somebody asked for a second pair of eyes before people see a version."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # The document that was to be looked at, by its hash.
    sha256: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What to look at, in the words of the one who asks.
    words: Mapped[str]
    # plan.rules.approval.Verdict; None while it waits.
    verdict: Mapped[str | None]
    reply: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedQuestion(Model):
    """A question that officers saved, to be used again."""

    __tablename__ = "saved_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Officers of this organisation can use it.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # As in a document, without route and section.
    question: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[str]
    made_by_id: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
