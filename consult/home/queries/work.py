"""Kinds of work that wait for somebody, each as one select: a row for each consultation.

A new kind is a function here, a line in WORK, and its words in templates/home/_waiting.html.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from consult.accounts.permissions import Permission
from consult.accounts.queries import Person
from consult.core.database import UtcDateTime
from consult.core.days import start_of
from consult.core.queue.jobs import FAILED, Job
from consult.editions.models import MAKE_COPIES
from consult.plan.models import Consultation, DateChange, QuestionSetVersion, Review
from consult.plan.queries.listing import is_newest_version, is_outcome_due
from consult.plan.rules.approval import Verdict
from consult.plan.rules.changes import Answer
from consult.plan.rules.timetable import OUTCOME_WITHIN
from consult.report.models import DRAFT, PUBLISHED, Report
from consult.report.queries import BUILD
from consult.respond.models import AnswerTranslation, Response
from consult.respond.queries import COUNTS
from consult.respond.rules.standing import ERASED_WITHIN, Standing
from consult.share.models import FormatRequest, RequestedFormat
from consult.translate.models import Translation
from consult.translate.rules.states import PERSON

# How long before its day something is shown.
REQUEST_NEAR, OUTCOME_NEAR = timedelta(days=7), timedelta(weeks=4)

# Of a consultation: slug, title, how much waits there, since when or which day counts, the last
# day that is in time where it was set, and whether that is over.
Found = Select[str, str, int, datetime | None, date | None, date | None, int]


class Kind(StrEnum):
    """What is to be done."""

    REVIEW = "review"
    RETURNED = "returned"
    AGREE = "agree"
    REQUESTS = "requests"
    OUTCOME = "outcome"
    DECIDE = "decide"
    ERASURES = "erasures"
    LATE = "late"
    COPIES = "copies"
    REPORT = "report"
    TEXTS = "texts"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Work:
    """Who may do a kind of work, how it is found, and by when it is done."""

    permission: Permission
    find: Callable[[Person, date], Found]
    # From its day, or else from since when it waits, to the last day that is in time, unless
    # that was set.
    within: timedelta | None = None


def has_outcome() -> ColumnElement[bool]:
    """Return which consultations have a published report."""
    its = and_(Report.consultation_id == Consultation.id, Report.state == PUBLISHED)
    return exists().where(its).correlate(Consultation)


def _found(
    how_many: ColumnElement[int],
    *,
    since: Any = None,
    day: Any = None,
    due: Any = None,
    is_late: Any = None,
) -> Found:
    return select(
        Consultation.slug,
        Consultation.title,
        how_many.label("how_many"),
        (cast(null(), UtcDateTime) if since is None else since).label("since"),
        (cast(null(), Date) if day is None else day).label("day"),
        (cast(null(), Date) if due is None else due).label("due"),
        (literal(0) if is_late is None else case((is_late, 1), else_=0)).label("is_late"),
    ).select_from(Consultation)


_ONE = literal(1)


def _reviews(person: Person, _today: date) -> Found:
    """Find what waits for a publisher who did not edit it last."""
    edited = QuestionSetVersion
    is_theirs = or_(
        edited.made_by_id == person.officer_id,
        and_(edited.made_by_id.is_(None), edited.made_by == person.shown_as),
    )
    return (
        _found(_ONE, since=Review.asked_at)
        .join(Review, Review.consultation_id == Consultation.id)
        .join(edited, is_newest_version())
        .where(Review.verdict.is_(None), ~func.coalesce(is_theirs, False))
    )


def _returned(person: Person, _today: date) -> Found:
    """Find what a publisher sent back to the one who asked, and who has not asked again."""
    later = aliased(Review)
    is_old = exists().where(later.consultation_id == Review.consultation_id, later.id > Review.id)
    return (
        _found(_ONE, since=Review.decided_at)
        .join(Review, Review.consultation_id == Consultation.id)
        .where(Review.verdict == Verdict.RETURNED, Review.asked_by == person.shown_as, ~is_old)
    )


def _dates(person: Person, _today: date) -> Found:
    """Find changes of dates that a Champion is asked to agree to, and did not ask for."""
    is_own = func.coalesce(DateChange.asked_by_id, 0) == person.officer_id
    return (
        _found(_ONE, since=DateChange.asked_at)
        .join(DateChange, DateChange.consultation_id == Consultation.id)
        .where(DateChange.answer == Answer.WAITING, ~is_own)
    )


def _requests(_person: Person, today: date) -> Found:
    """Find formats that were promised by a day that is near, or over."""
    waits = and_(RequestedFormat.sent_at.is_(None), RequestedFormat.refused_at.is_(None))
    promised_by = func.min(RequestedFormat.promised_by)
    return (
        _found(
            func.count(),
            since=func.min(FormatRequest.asked_at),
            due=promised_by,
            is_late=promised_by < today,
        )
        .join(FormatRequest, FormatRequest.consultation_id == Consultation.id)
        .join(RequestedFormat, RequestedFormat.request_id == FormatRequest.id)
        .where(waits, RequestedFormat.promised_by <= today + REQUEST_NEAR)
        .group_by(Consultation.id)
    )


def _outcomes(_person: Person, today: date) -> Found:
    """Find consultations whose outcome people should hear soon, or should have heard."""
    is_late = is_outcome_due(today, by=today - timedelta(days=1))
    found = _found(_ONE, day=Consultation.closes, due=Consultation.outcome_due, is_late=is_late)
    return found.where(is_outcome_due(today, by=today + OUTCOME_NEAR), ~has_outcome())


def _drafted_reports(_person: Person, today: date) -> Found:
    """Find reports that are counted and not published; those due soon are among the outcomes."""
    is_far = ~is_outcome_due(today, by=today + OUTCOME_NEAR)
    return (
        _found(_ONE, since=Report.built_at)
        .join(Report, Report.consultation_id == Consultation.id)
        .where(Report.state == DRAFT, or_(is_far, Report.number > 1))
    )


def _erasures(_person: Person, today: date) -> Found:
    """Find responses that their people asked us to delete."""
    asked_at = func.min(Response.erasure_asked_at)
    is_late = asked_at < start_of(today - ERASED_WITHIN)
    return (
        _found(func.count(), since=asked_at, is_late=is_late)
        .join(Response, Response.consultation_id == Consultation.id)
        .where(Response.erasure_asked_at.is_not(None), Response.standing != Standing.ERASED)
        .group_by(Consultation.id)
    )


def _late_responses(_person: Person, _today: date) -> Found:
    return (
        _found(func.count(), since=func.min(Response.sent_at))
        .join(Response, Response.consultation_id == Consultation.id)
        .where(Response.standing == Standing.LATE)
        .group_by(Consultation.id)
    )


def _failed(kind: str) -> Callable[[Person, date], Found]:
    """Find consultations whose last job of a kind was given up."""
    later = aliased(Job)
    is_old = exists().where(
        later.kind == Job.kind, later.subject_id == Job.subject_id, later.id > Job.id
    )
    return lambda _person, _today: (
        _found(_ONE, since=Job.finished_at)
        .join(Job, Job.subject_id == Consultation.id)
        .where(Job.kind == kind, Job.state == FAILED, ~is_old)
    )


def _texts(person: Person, _today: date) -> Found:
    """Find translations that somebody else wrote, and nobody has checked."""
    later = aliased(Translation)
    is_old = exists().where(
        later.consultation_id == Translation.consultation_id,
        later.language == Translation.language,
        later.key == Translation.key,
        later.id > Translation.id,
    )
    return (
        _found(func.count(), since=func.min(Translation.made_at))
        .join(Translation, Translation.consultation_id == Consultation.id)
        .where(Translation.checked_at.is_(None), Translation.made_by != person.shown_as, ~is_old)
        .group_by(Consultation.id)
    )


def _answers(person: Person, _today: date) -> Found:
    """Find what people said, put into English by somebody else, that nobody has compared."""
    made = AnswerTranslation
    return (
        _found(func.count(), since=func.min(made.made_at))
        .join(Response, Response.consultation_id == Consultation.id)
        .join(made, made.response_id == Response.id)
        .where(
            COUNTS,
            made.checked_at.is_(None),
            made.method == PERSON,
            made.made_by != person.shown_as,
        )
        .group_by(Consultation.id)
    )


WORK: Mapping[Kind, Work] = {
    Kind.REVIEW: Work(Permission.OPEN_CONSULTATION, _reviews),
    Kind.RETURNED: Work(Permission.IMPORT_CONSULTATION, _returned),
    Kind.AGREE: Work(Permission.AGREE_TO_SHORTENING, _dates),
    Kind.REQUESTS: Work(Permission.MEET_REQUESTS, _requests),
    Kind.OUTCOME: Work(Permission.DECIDE, _outcomes, OUTCOME_WITHIN),
    Kind.DECIDE: Work(Permission.DECIDE, _drafted_reports),
    Kind.ERASURES: Work(Permission.ERASE_RESPONSE, _erasures, ERASED_WITHIN),
    Kind.LATE: Work(Permission.COUNT_LATE, _late_responses),
    Kind.COPIES: Work(Permission.SIGN_EDITION, _failed(MAKE_COPIES)),
    Kind.REPORT: Work(Permission.BUILD_REPORT, _failed(BUILD)),
    Kind.TEXTS: Work(Permission.TRANSLATE, _texts),
    Kind.ANSWERS: Work(Permission.TRANSLATE_ANSWERS, _answers),
}
