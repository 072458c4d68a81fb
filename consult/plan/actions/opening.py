"""Letting a consultation open by the clock."""

from datetime import datetime

from consult.compact.actions import depart, require_reason
from consult.compact.rules import Commitment, broken_by_opening, days_open
from consult.core import audit
from consult.core.days import day_of
from consult.plan import queries
from consult.plan.actions.holding import hold, make_copies_anew
from consult.plan.checks.reading import reading_of
from consult.plan.models import Consultation


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
