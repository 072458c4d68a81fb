"""Letting a consultation open by the clock."""

from datetime import datetime

from consult.accounts.rules import is_same_person
from consult.compact.actions import depart
from consult.compact.commitments import broken_by
from consult.core import audit
from consult.core.days import day_of
from consult.plan import queries
from consult.plan.actions.approval import close_review
from consult.plan.actions.holding import hold, make_copies_anew
from consult.plan.actions.refusals import SecondPersonNeededError
from consult.plan.actions.versions import freeze
from consult.plan.checks.promises import facts_at_opening
from consult.plan.models import Consultation, QuestionSetVersion


def open_consultation(
    consultation: Consultation, *, by: str, at: datetime, reason: str | None = None
) -> None:
    """Let a consultation open by the clock. From here on its questions are fixed.

    Raises SecondPersonNeededError when the one who edited it last asks, and
    ReasonNeededError when a promise is not kept and nobody says why.
    """
    hold(consultation)
    if consultation.approved_at is not None:
        return
    row = queries.working_row(consultation.id)
    if row is None:
        return
    require_second_person(row, by=by)
    definition = queries.current_version(consultation.id).definition
    facts = facts_at_opening(consultation, definition, today=day_of(at))
    depart(broken_by(facts), facts, consultation_id=consultation.id, reason=reason, by=by, at=at)
    consultation.approved_at = at
    freeze(consultation, row, at=at)
    close_review(consultation, by=by, at=at)
    audit.record(
        "consultation.opened",
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=row.number,
        sha256=row.sha256,
        seal=row.seal["sha256"],
    )
    make_copies_anew(consultation)


def require_second_person(row: QuestionSetVersion, *, by: str) -> None:
    """Raise SecondPersonNeededError when a version was last edited by the one who lets it out."""
    if is_same_person(by, name=row.made_by, officer_id=row.made_by_id):
        raise SecondPersonNeededError
