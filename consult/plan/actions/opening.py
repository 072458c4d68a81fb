"""Letting a consultation open by the clock, and letting changed questions out."""

from datetime import datetime

from consult.accounts.rules import is_same_person
from consult.compact.actions import Reasons, depart
from consult.compact.commitments.questions_kept import QUESTIONS_KEPT
from consult.core import audit
from consult.plan import queries
from consult.plan.actions.approval import NothingToReviewError, close_review
from consult.plan.actions.holding import hold, make_copies_anew
from consult.plan.actions.refusals import (
    EditedSinceError,
    NotReadyError,
    SecondPersonNeededError,
)
from consult.plan.actions.versions import freeze
from consult.plan.checks.promises import broken_at_opening
from consult.plan.checks.readiness import readiness
from consult.plan.models import Consultation, QuestionSetVersion


def open_consultation(
    consultation: Consultation,
    *,
    by: str,
    at: datetime,
    reason: Reasons = None,
    seen: str | None = None,
) -> None:
    """Let a consultation open by the clock. From here on its questions are fixed.

    ``seen`` is the hash of the version that somebody looked at before they approved; None
    is what there is now. Raises NotReadyError while something has to be mended,
    EditedSinceError where it is another by now, SecondPersonNeededError when the one who
    edited it last asks, and ReasonNeededError when a promise is not kept and nobody says why.
    """
    hold(consultation)
    if consultation.approved_at is not None:
        return
    row = _approved_by_two(consultation, seen=seen, by=by, at=at)
    facts, broken = broken_at_opening(consultation, row, at=at)
    depart(broken, facts, consultation_id=consultation.id, reason=reason, by=by, at=at)
    consultation.approved_at = at
    _let_out(consultation, row, "consultation.opened", by=by, at=at)


def let_changes_out(
    consultation: Consultation, *, by: str, at: datetime, reason: Reasons, seen: str | None = None
) -> None:
    """Show people the next version of the questions of an open consultation.

    Who began to answer stays with the version they began with. What the change takes back of
    what was promised needs its reason too. Raises NothingToReviewError when nothing was
    changed, and else as opening does.
    """
    hold(consultation)
    row = queries.working_row(consultation.id)
    public = queries.current_row(consultation.id)
    if consultation.approved_at is None or not public or row.sha256 == public.sha256:
        raise NothingToReviewError
    row = _approved_by_two(consultation, seen=seen, by=by, at=at)
    facts, broken = broken_at_opening(consultation, row, at=at)
    depart(
        [QUESTIONS_KEPT, *broken],
        facts,
        consultation_id=consultation.id,
        reason=reason,
        by=by,
        at=at,
        version=row.number,
        sha256=row.sha256,
    )
    why = reason if isinstance(reason, str) else (reason or {})[QUESTIONS_KEPT.code]
    row.reason = why.strip()
    _let_out(consultation, row, "questions.let-out", by=by, at=at)


def _approved_by_two(
    consultation: Consultation, *, seen: str | None, by: str, at: datetime
) -> QuestionSetVersion:
    """Return the working copy, if it is ready, was seen, and somebody else than its editor asks."""
    row = queries.working_row(consultation.id)
    blocks = readiness(consultation, row, at=at).blocks
    if blocks:
        raise NotReadyError(tuple(one.code for one in blocks))
    if is_same_person(by, name=row.made_by, officer_id=row.made_by_id):
        raise SecondPersonNeededError
    if seen not in (None, row.sha256):
        raise EditedSinceError
    return row


def _let_out(
    consultation: Consultation, row: QuestionSetVersion, what: str, *, by: str, at: datetime
) -> None:
    freeze(consultation, row, at=at)
    close_review(consultation, row.sha256, by=by, at=at)
    audit.record(
        what,
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=row.number,
        sha256=row.sha256,
        seal=row.seal["sha256"],
    )
    make_copies_anew(consultation)
