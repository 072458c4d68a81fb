"""Saving questions to be used again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from consult.accounts.rules import officer_of
from consult.core import audit
from consult.core.database import db
from consult.plan.models import SavedQuestion

# What belongs to the consultation it came from.
_NOT_SAVED = frozenset({"show_if", "section"})


def save(
    question: Mapping[str, Any], *, organisation_id: int, by: str, at: datetime
) -> SavedQuestion:
    """Save a question without its route and its section."""
    kept = {name: value for name, value in question.items() if name not in _NOT_SAVED}
    row = SavedQuestion(
        organisation_id=organisation_id,
        question=kept,
        made_by=by,
        made_by_id=officer_of(by),
        made_at=at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("question.saved", who=by, subject="saved question", subject_id=row.id)
    return row


def forget(saved: str, *, organisation_id: int, by: str) -> None:
    """Take a question off the bank. Consultations that use it keep theirs."""
    row = db.session.get(SavedQuestion, int(saved)) if saved.isdecimal() else None
    if row is not None and row.organisation_id == organisation_id:
        db.session.delete(row)
        audit.record("question.forgotten", who=by, subject="saved question", subject_id=row.id)
