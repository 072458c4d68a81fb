"""Letting a consultation open by the clock, and letting changed questions out."""

from datetime import datetime

from consult.accounts.rules import is_same_person
from consult.compact.actions import Reasons, depart
from consult.compact.commitments import broken_by
from consult.compact.commitments.questions_kept import QUESTIONS_KEPT
from consult.compact.rules import Step
from consult.core import audit
from consult.core.days import day_of
from consult.plan import queries
from consult.plan.actions.approval import NothingToReviewError, close_review
from consult.plan.actions.holding import hold, make_copies_anew
from consult.plan.actions.refusals import NotReadyError, SecondPersonNeededError
from consult.plan.actions.versions import freeze
from consult.plan.checks.promises import facts_at, facts_at_opening
from consult.plan.checks.readiness import readiness
from consult.plan.models import Consultation, QuestionSetVersion


def open_consultation(
    consultation: Consultation, *, by: str, at: datetime, reason: Reasons = None
) -> None:
    """Let a consultation open by the clock. From here on its questions are fixed.

    Raises NotReadyError while something has to be mended, SecondPersonNeededError when the
    one who edited it last asks, and ReasonNeededError when a promise is not kept and nobody
    says why.
    """
    hold(consultation)
    if consultation.approved_at is not None:
        return
    row = _approved_by_two(consultation, by=by, at=at)
    definition = queries.current_version(consultation.id).definition
    facts = facts_at_opening(consultation, definition, today=day_of(at))
    depart(broken_by(facts), facts, consultation_id=consultation.id, reason=reason, by=by, at=at)
    consultation.approved_at = at
    _let_out(consultation, row, "consultation.opened", by=by, at=at)


def let_changes_out(
    consultation: Consultation, *, reason: str | None, by: str, at: datetime
) -> None:
    """Show people the next version of the questions of an open consultation.

    Who began to answer stays with the version they began with. Raises NothingToReviewError
    when nothing was changed, and else as opening does.
    """
    hold(consultation)
    row = queries.working_row(consultation.id)
    seen = queries.current_row(consultation.id)
    if consultation.approved_at is None or not seen or row.sha256 == seen.sha256:
        raise NothingToReviewError
    row = _approved_by_two(consultation, by=by, at=at)
    facts = facts_at(Step.QUESTIONS, consultation)
    depart(
        [QUESTIONS_KEPT],
        facts,
        consultation_id=consultation.id,
        reason=reason,
        by=by,
        at=at,
        version=row.number,
        sha256=row.sha256,
    )
    row.reason = (reason or "").strip()
    _let_out(consultation, row, "questions.let-out", by=by, at=at)


def _approved_by_two(consultation: Consultation, *, by: str, at: datetime) -> QuestionSetVersion:
    """Return the working copy, if it is ready and somebody else than its editor asks."""
    row = queries.working_row(consultation.id)
    blocks = readiness(consultation, row, at=at).blocks
    if blocks:
        raise NotReadyError(tuple(one.code for one in blocks))
    if is_same_person(by, name=row.made_by, officer_id=row.made_by_id):
        raise SecondPersonNeededError
    return row


def _let_out(
    consultation: Consultation, row: QuestionSetVersion, what: str, *, by: str, at: datetime
) -> None:
    freeze(consultation, row, at=at)
    close_review(consultation, by=by, at=at)
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
