"""What a person can do to a consultation: bring it in, change its dates, open it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from consult.compact.actions import depart, require_reason
from consult.compact.rules import (
    Commitment,
    broken_by_change,
    broken_by_opening,
    days_open,
    default_last_day,
    first_to_answer,
)
from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import after_commit
from consult.plan import queries
from consult.plan.checks.files import problems_in_document
from consult.plan.checks.reading import reading_of
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.rules.problems import Problem, problems_in_period

# These live on the consultation, or are facts about it; the rest is the version.
NOT_IN_VERSION = frozenset({"slug", "opens", "closes", "period_days_inclusive", "period_reason"})


class DefinitionRefusedError(Exception):
    """A file that cannot become a consultation, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def import_definition(
    document: dict[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
    may_move_dates: bool = True,
) -> Consultation:
    """Make a consultation from a document, or bring the one at its address up to date.

    Raises DefinitionRefusedError with every problem, and ReasonNeededError when the
    period is not 12 weeks, or the dates change, and nobody says why. Somebody who may not
    move dates that people can see cannot move them with a file either.
    """
    problems = problems_in_document(document)
    if problems:
        raise DefinitionRefusedError(problems)
    slug = document.get("slug") or slug_of(document["title"])
    opens, closes = _dates_of(document)
    consultation = queries.consultation_at(slug)
    if consultation is None:
        first = reason or document.get("period_reason")
        try:
            consultation = _begin(slug, opens=opens, closes=closes, reason=first, by=by, at=at)
        except IntegrityError:
            # Somebody brought it in at the same moment; theirs is brought up to date.
            return import_definition(
                document, by=by, at=at, reason=reason, may_move_dates=may_move_dates
            )
    else:
        # Held first: while we look, somebody else could let it open.
        hold(consultation)
        # Refused before anything is touched: a refusal leaves nothing behind.
        _refuse_other_questions(consultation, document)
        if not may_move_dates:
            _refuse_other_dates(consultation, opens, closes)
        # The reason in the file is for its length; why dates move has to be said now.
        change_dates(consultation, opens=opens, closes=closes, reason=reason, by=by, at=at)
    _keep_version(consultation, document, by=by, at=at)
    return consultation


def change_dates(
    consultation: Consultation,
    *,
    opens: date,
    closes: date,
    reason: str | None,
    by: str,
    at: datetime,
) -> None:
    """Set new dates.

    Raises ReasonNeededError when they change and nobody says why, and
    DefinitionRefusedError when they cannot be the dates of a consultation.
    """
    problems = problems_in_period(opens, closes)
    if problems:
        raise DefinitionRefusedError(problems)
    hold(consultation)
    before = (consultation.opens, consultation.closes)
    broken = broken_by_change(before, (opens, closes), approved=_approved_on(consultation))
    require_reason(broken, reason=reason)
    if broken:
        consultation.opens, consultation.closes = opens, closes
        if consultation.approved_at is not None:
            # The dates stand in every copy too.
            make_copies_anew(consultation)
        _state_departures(consultation, broken, reason=reason, by=by, at=at, before=before)


def open_consultation(
    consultation: Consultation, *, by: str, at: datetime, reason: str | None = None
) -> None:
    """Let a consultation open by the clock. From here on its questions are fixed.

    Raises ReasonNeededError when its words are hard to read and nobody says why.
    """
    hold(consultation)
    if consultation.approved_at is not None:
        return
    version = queries.current_version(consultation.id)
    reading = reading_of(version.definition)
    approved, closes = day_of(at), consultation.closes
    broken = broken_by_opening(consultation.opens, closes, approved=approved)
    if not reading.is_easy:
        broken += (Commitment.PLAIN_WORDS,)
    stated = require_reason(broken, reason=reason)
    facts: dict[Commitment, dict[str, object]] = {
        Commitment.PLAIN_WORDS: {"score": reading.score, "longest": reading.longest_words},
        Commitment.TWELVE_WEEKS: {"days": max(0, days_open(approved, closes))},
    }
    for commitment in broken:
        depart(
            commitment,
            consultation_id=consultation.id,
            reason=stated,
            by=by,
            at=at,
            **facts[commitment],
        )
    consultation.approved_at = at
    audit.record(
        "consultation.opened",
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=version.number,
        sha256=version.sha256,
    )
    make_copies_anew(consultation)


def make_copies_anew(consultation: Consultation) -> None:
    """Have everything that is made of a consultation made of its words and dates of now."""
    after_commit("plan.editions", consultation.id)
    if consultation.outcome:
        after_commit("report.editions", consultation.id)
    if consultation.has_easy_read:
        after_commit("easy_read.editions", consultation.id)


def slug_of(title: str) -> str:
    """Return the part of an address that is made from a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "consultation"


def canonical(document: Mapping[str, Any]) -> str:
    """Return the one spelling of a document that its hash is taken from."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hold(consultation: Consultation) -> None:
    """Keep two officers who press at the same moment from passing each other."""
    db.session.flush()  # a refresh forgets what is not written yet
    queries.stand_in_line(consultation.id, alone=True)
    # Not for its key: people may begin to answer meanwhile.
    db.session.refresh(consultation, with_for_update={"key_share": True})


def _dates_of(document: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and the last day that a document names."""
    opens = date.fromisoformat(document["opens"])
    named = document.get("closes")
    return opens, date.fromisoformat(named) if named else default_last_day(opens)


def _begin(
    slug: str, *, opens: date, closes: date, reason: str | None, by: str, at: datetime
) -> Consultation:
    """Make a consultation that has no questions yet."""
    broken = broken_by_change(None, (opens, closes))
    require_reason(broken, reason=reason)
    consultation = Consultation(
        slug=slug, title="", summary="", opens=opens, closes=closes, made_at=at, offered_in={}
    )
    with db.session.begin_nested():
        db.session.add(consultation)
    _state_departures(consultation, broken, reason=reason, by=by, at=at, before=None)
    return consultation


def _version_of(document: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Return what of a document is kept as a version, and its hash."""
    kept = {name: value for name, value in document.items() if name not in NOT_IN_VERSION}
    return kept, hashlib.sha256(canonical(kept).encode()).hexdigest()


def _refuse_other_questions(consultation: Consultation, document: Mapping[str, Any]) -> None:
    """Raise DefinitionRefusedError when an open consultation would get other questions."""
    if consultation.approved_at is None:
        return
    if queries.current_version(consultation.id).sha256 != _version_of(document)[1]:
        raise DefinitionRefusedError((Problem("questions", "already-open"),))


def _refuse_other_dates(consultation: Consultation, opens: date, closes: date) -> None:
    """Raise DefinitionRefusedError when dates that people can see would move."""
    if consultation.approved_at and (consultation.opens, consultation.closes) != (opens, closes):
        raise DefinitionRefusedError((Problem("opens", "dates-are-seen"),))


def _keep_version(
    consultation: Consultation, document: Mapping[str, Any], *, by: str, at: datetime
) -> None:
    kept, sha256 = _version_of(document)
    newest = queries.newest_row(consultation.id)
    if newest is not None and newest.sha256 == sha256:
        return
    consultation.title, consultation.summary = kept["title"], kept["summary"]
    number = newest.number + 1 if newest else 1
    db.session.add(
        QuestionSetVersion(
            consultation_id=consultation.id,
            number=number,
            document=kept,
            sha256=sha256,
            made_at=at,
            made_by=by,
        )
    )
    db.session.flush()
    audit.record(
        "questions.changed",
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=number,
        sha256=sha256,
    )


def _approved_on(consultation: Consultation) -> date | None:
    return day_of(consultation.approved_at) if consultation.approved_at else None


def _state_departures(
    consultation: Consultation,
    broken: tuple[Commitment, ...],
    *,
    reason: str | None,
    by: str,
    at: datetime,
    before: tuple[date, date] | None,
) -> None:
    after, approved = (consultation.opens, consultation.closes), _approved_on(consultation)
    facts: dict[str, object] = {
        "opens": after[0].isoformat(),
        "closes": after[1].isoformat(),
        "days": max(0, days_open(first_to_answer(after[0], approved=approved), after[1])),
    }
    if before:
        facts |= {"opens_before": before[0].isoformat(), "closes_before": before[1].isoformat()}
    for commitment in broken:
        depart(
            commitment,
            consultation_id=consultation.id,
            reason=reason or "",
            by=by,
            at=at,
            **facts,
        )
