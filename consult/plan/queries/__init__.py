"""Reading consultations and their question sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from consult.accounts.models import Organisation
from consult.accounts.queries.organisations import Owner, owner_of
from consult.compact.commitments.dates_kept import DATES_KEPT
from consult.compact.commitments.twelve_weeks import TWELVE_WEEKS
from consult.compact.queries import departures_of
from consult.compact.rules import FULL_PERIOD, days_open
from consult.core.database import db
from consult.plan.models import Consultation, DateChange, QuestionSetVersion, Review, Step
from consult.plan.rules.changes import Answer
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition

CONSULTATION_LINE = 1  # by which PostgreSQL tells our advisory locks apart

# The newest frozen version first; a working copy after all that are frozen.
SEEN_FIRST = (QuestionSetVersion.frozen_at.is_(None), QuestionSetVersion.number.desc())


@dataclass(frozen=True)
class Version:
    """A question set version, compiled."""

    id: int
    number: int
    sha256: str
    made_at: datetime
    definition: Definition


def consultation_at(slug: str) -> Consultation | None:
    """Return the consultation at an address."""
    return db.session.scalar(select(Consultation).where(Consultation.slug == slug))


def known_consultation_at(slug: str) -> Consultation:
    """Return the consultation at an address where there is known to be one."""
    return db.session.scalars(select(Consultation).where(Consultation.slug == slug)).one()


def public_consultation_at(slug: str) -> Consultation | None:
    """Return the consultation at an address, unless it is still a draft."""
    found = consultation_at(slug)
    return found if found and found.approved_at is not None else None


def consultation_by_id(consultation_id: int) -> Consultation:
    """Return a consultation that is known to be there."""
    return db.session.get_one(Consultation, consultation_id)


def held_consultation(consultation_id: int) -> Consultation:
    """Return a consultation as it is now; nobody moves its dates until this transaction ends.

    Other people who answer hold it at the same time. SQLite has one writer anyway.
    """
    stand_in_line(consultation_id, alone=False)
    return db.session.scalars(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one()


def quiet_periods_of(consultation: Consultation) -> Sequence[Mapping[str, str]]:
    """Return when the organisation that asks expects few answers: from, to and name of each."""
    organisation = db.session.get(Organisation, consultation.organisation_id)
    return organisation.quiet_periods if organisation else ()


def stand_in_line(consultation_id: int, *, alone: bool) -> None:
    """Wait until a consultation is free: for us alone, or for all who do not move its dates.

    PostgreSQL lets who shares a row in before who waits to change it: while many people
    send, an officer would wait without end. Its advisory locks are given in turn.
    """
    if db.engine.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        db.session.execute(select(lock(CONSULTATION_LINE, consultation_id)))


@owner_of("slug")
def owner_at(slug: str) -> Owner:
    """Return how to find whose the consultation at an address is."""
    return select(Consultation.organisation_id).where(Consultation.slug == slug)


def consultations() -> Sequence[Consultation]:
    """Return the consultations that people can see, those that close last first."""
    query = select(Consultation).where(Consultation.approved_at.is_not(None))
    return db.session.scalars(query.order_by(Consultation.closes.desc(), Consultation.id)).all()


def current_version(consultation_id: int) -> Version:
    """Return the version that people see; of a draft, its working copy."""
    newest = (
        select(QuestionSetVersion.id, QuestionSetVersion.sha256)
        .where(QuestionSetVersion.consultation_id == consultation_id)
        .order_by(*SEEN_FIRST)
        .limit(1)
    )
    version_id, sha256 = db.session.execute(newest).one()
    return compiled_version(version_id, sha256)


def working_version(consultation_id: int) -> Version:
    """Return the version that officers edit; where none is begun, the one that people see."""
    row = working_row(consultation_id)
    return compiled_version(row.id, row.sha256)


def version(version_id: int) -> Version:
    """Return one version of a question set."""
    sha256 = select(QuestionSetVersion.sha256).where(QuestionSetVersion.id == version_id)
    return compiled_version(version_id, db.session.scalars(sha256).one())


# Words with a hash never change, so each process reads and compiles them once.
@lru_cache(maxsize=256)
def compiled_version(version_id: int, sha256: str) -> Version:
    """Return a version whose hash is known, as the rest of the code sees it."""
    row = db.session.get_one(QuestionSetVersion, version_id)
    definition = compile_definition(row.document)
    return Version(row.id, row.number, sha256, row.made_at, definition)


def current_row(consultation_id: int) -> QuestionSetVersion | None:
    """Return the row of the version that people see; of a draft, of its working copy."""
    return db.session.scalar(
        select(QuestionSetVersion)
        .where(QuestionSetVersion.consultation_id == consultation_id)
        .order_by(*SEEN_FIRST)
        .limit(1)
    )


def working_row(consultation_id: int) -> QuestionSetVersion:
    """Return the row of the newest version as it is now, frozen or not."""
    return db.session.scalars(_newest_row(consultation_id)).one()


def first_or_working_row(consultation_id: int) -> QuestionSetVersion | None:
    """Return the same; None while a consultation is being made."""
    return db.session.scalars(_newest_row(consultation_id)).one_or_none()


def _newest_row(consultation_id: int) -> Select[QuestionSetVersion]:
    return (
        select(QuestionSetVersion)
        .where(QuestionSetVersion.consultation_id == consultation_id)
        .order_by(QuestionSetVersion.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def last_step(version_id: int) -> Step | None:
    """Return the newest step of editing that can be undone."""
    return db.session.scalar(
        select(Step).where(Step.version_id == version_id).order_by(Step.id.desc()).limit(1)
    )


def waiting_review(consultation_id: int) -> Review | None:
    """Return what waits for a second person, if anything does."""
    return db.session.scalar(
        select(Review)
        .where(Review.consultation_id == consultation_id, Review.verdict.is_(None))
        .order_by(Review.id.desc())
        .limit(1)
    )


def newest_review(consultation_id: int) -> Review | None:
    """Return the last time somebody asked for approval."""
    return db.session.scalar(
        select(Review)
        .where(Review.consultation_id == consultation_id)
        .order_by(Review.id.desc())
        .limit(1)
    )


def exported(consultation: Consultation) -> dict[str, Any]:
    """Return the definition as a file: importing it again changes nothing."""
    row = current_row(consultation.id)
    document = dict(row.document) if row else {}
    first = {name: document.pop(name) for name in ("title", "owner")}
    days = days_open(consultation.opens, consultation.closes)
    dates: dict[str, Any] = {
        "slug": consultation.slug,
        "opens": consultation.opens.isoformat(),
        "closes": consultation.closes.isoformat(),
        "period_days_inclusive": days,
    }
    if days != FULL_PERIOD:
        reasons = [
            departure.reason
            for departure in departures_of(consultation.id)
            if departure.commitment in (TWELVE_WEEKS.code, DATES_KEPT.code)
        ]
        dates["period_reason"] = reasons[-1]
    return {**first, **dates, **document}


def waiting_change_of(consultation_id: int) -> DateChange | None:
    """Return the change of dates of a consultation that waits for a Champion."""
    return db.session.scalar(
        select(DateChange).where(
            DateChange.consultation_id == consultation_id, DateChange.answer == Answer.WAITING
        )
    )


def changes_asked_for(consultation_id: int) -> Sequence[DateChange]:
    """Return every change of dates that a Champion was asked about, newest first."""
    return db.session.scalars(
        select(DateChange)
        .where(DateChange.consultation_id == consultation_id)
        .order_by(DateChange.id.desc())
    ).all()


def waiting_changes(organisation_id: int | None) -> Sequence[tuple[DateChange, Consultation]]:
    """Return every change of dates that waits for a Champion of an organisation, oldest first."""
    found = db.session.execute(
        select(DateChange, Consultation)
        .join(Consultation, Consultation.id == DateChange.consultation_id)
        .where(
            DateChange.answer == Answer.WAITING,
            Consultation.organisation_id == organisation_id,
        )
        .order_by(DateChange.id)
    )
    return [(asked, consultation) for asked, consultation in found]


def change_asked_for(change_id: int) -> DateChange | None:
    """Return a change of dates that a Champion was asked about."""
    return db.session.get(DateChange, change_id)


@owner_of("change_id")
def _owner_of_change(change_id: int) -> Owner:
    """Return the organisation whose dates a change would move."""
    return (
        select(Consultation.organisation_id)
        .join(DateChange, DateChange.consultation_id == Consultation.id)
        .where(DateChange.id == change_id)
    )
