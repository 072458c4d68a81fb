"""Asking for a second pair of eyes, and answering."""

from datetime import datetime

from consult.core import audit
from consult.core.database import db
from consult.plan import queries
from consult.plan.actions.holding import hold
from consult.plan.models import Consultation, Review
from consult.plan.rules.approval import Verdict


class NothingToReviewError(Exception):
    """There is no working copy to look at, or nobody has asked."""


def ask_for_review(consultation: Consultation, *, words: str, by: str, at: datetime) -> Review:
    """Ask for approval of the working copy as it is now. Asking again replaces what waits."""
    hold(consultation)
    row = queries.working_row(consultation.id)
    if row.frozen_at is not None:
        raise NothingToReviewError
    _close(consultation, Verdict.WITHDRAWN, by=by, at=at)
    review = Review(
        consultation_id=consultation.id,
        sha256=row.sha256,
        asked_by=by,
        asked_at=at,
        words=words.strip(),
        reply="",
    )
    db.session.add(review)
    db.session.flush()
    _record("review.asked", consultation, review, by=by)
    return review


def return_for_changes(consultation: Consultation, *, reply: str, by: str, at: datetime) -> None:
    """Send it back with words that say what to change. Raises NothingToReviewError."""
    hold(consultation)
    if queries.waiting_review(consultation.id) is None:
        raise NothingToReviewError
    _close(consultation, Verdict.RETURNED, reply=reply.strip(), by=by, at=at)


def close_review(consultation: Consultation, sha256: str, *, by: str, at: datetime) -> None:
    """Note that what waited was approved, where somebody had asked and it is these words."""
    review = queries.waiting_review(consultation.id)
    is_this = review is not None and review.sha256 == sha256
    _close(consultation, Verdict.APPROVED if is_this else Verdict.WITHDRAWN, by=by, at=at)


def _close(
    consultation: Consultation, verdict: Verdict, *, reply: str = "", by: str, at: datetime
) -> None:
    review = queries.waiting_review(consultation.id)
    if review is None:
        return
    review.verdict, review.reply = verdict, reply
    review.decided_by, review.decided_at = by, at
    _record(f"review.{verdict}", consultation, review, by=by)


def _record(what: str, consultation: Consultation, review: Review, *, by: str) -> None:
    audit.record(
        what,
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        review=review.id,
        sha256=review.sha256,
    )
