"""The versions of a question set: the working copy, and what is frozen for good."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from consult.accounts.rules import officer_of
from consult.core import audit
from consult.core.database import db
from consult.plan import queries
from consult.plan.models import Consultation, QuestionSetVersion, Step

# These live on the consultation, or are facts about it; the rest is the version.
NOT_IN_VERSION = frozenset({"slug", "opens", "closes", "period_days_inclusive", "period_reason"})
STEPS_KEPT = 50  # how far back an officer can go


class NothingToUndoError(Exception):
    """There is no such step any more, or another one came after it."""


def canonical(document: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the one spelling of a document that its hash is taken from."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def version_of(document: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Return what of a document is kept as a version, and its hash."""
    kept = {name: value for name, value in document.items() if name not in NOT_IN_VERSION}
    return kept, hashlib.sha256(canonical(kept).encode("utf-8", "replace")).hexdigest()


def keep(
    consultation: Consultation,
    document: Mapping[str, Any],
    *,
    what: str,
    about: str = "",
    by: str,
    at: datetime,
) -> QuestionSetVersion:
    """Keep a document as the working copy, unless it is that already.

    Where the newest version is frozen, a new one begins: people see it once it is frozen too.
    The consultation is held already.
    """
    kept, sha256 = version_of(document)
    before = queries.first_or_working_row(consultation.id)
    if before is not None and before.sha256 == sha256:
        return before
    row = before
    if row is None or row.frozen_at is not None:
        row = _begin(consultation, before)
    if before is not None:
        _remember(row, what, about, by=by, at=at)
    _write(consultation, row, kept, by=by, at=at)
    return row


def undo(consultation: Consultation, step_id: int, *, by: str, at: datetime) -> None:
    """Take a step of editing back, if nobody has taken another since.

    Raises NothingToUndoError: what somebody else did meanwhile is not undone unseen.
    """
    row = queries.working_row(consultation.id)
    step = queries.last_step(row.id) if row.frozen_at is None else None
    if step is None or step.id != step_id:
        raise NothingToUndoError
    _write(consultation, row, step.document, by=by, at=at)
    db.session.delete(step)


def freeze(consultation: Consultation, row: QuestionSetVersion, *, at: datetime) -> None:
    """Fix a version for good: from now on people see it, and nobody changes it."""
    consultation.title, consultation.summary = row.document["title"], row.document["summary"]
    db.session.execute(delete(Step).where(Step.version_id == row.id))
    before = queries.current_row(consultation.id)
    parts = {**(before or row).seal.get("parts", {}), "document": row.sha256}
    row.frozen_at, row.seal = at, _sealed(parts)


def seal(consultation: Consultation, name: str, sha256: str | None, *, by: str) -> None:
    """Note that what people see in a language or a format is other now; None: it is gone.

    Names are like “language:ur”. From the opening on the history keeps every seal.
    """
    row = queries.current_row(consultation.id)
    if row is None:
        return
    parts = {**row.seal.get("parts", {}), name: sha256}
    row.seal = _sealed({key: value for key, value in parts.items() if value is not None})
    if row.frozen_at is None:
        return
    audit.record(
        "version.sealed",
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=row.number,
        part=name,
        sha256=row.seal["sha256"],
    )


def _sealed(parts: Mapping[str, str]) -> dict[str, Any]:
    return {"parts": dict(parts), "sha256": hashlib.sha256(canonical(parts).encode()).hexdigest()}


def _begin(consultation: Consultation, before: QuestionSetVersion | None) -> QuestionSetVersion:
    number = before.number + 1 if before else 1
    row = QuestionSetVersion(consultation_id=consultation.id, number=number, seal={}, reason="")
    if before is not None:
        row.document, row.sha256 = before.document, before.sha256
        row.made_by, row.made_by_id, row.made_at = before.made_by, before.made_by_id, before.made_at
        db.session.add(row)
        db.session.flush()
    db.session.add(row)
    return row


def _remember(row: QuestionSetVersion, what: str, about: str, *, by: str, at: datetime) -> None:
    """Keep the document of before, so that the step can be undone; and forget the oldest."""
    db.session.add(
        Step(
            version_id=row.id,
            what=what,
            about=about[:200],
            document=row.document,
            made_by=by,
            made_at=at,
        )
    )
    db.session.flush()
    newest = select(Step.id).where(Step.version_id == row.id).order_by(Step.id.desc())
    kept = newest.limit(STEPS_KEPT).subquery()
    db.session.execute(
        delete(Step).where(Step.version_id == row.id, Step.id.not_in(select(kept.c.id)))
    )


def _write(
    consultation: Consultation,
    row: QuestionSetVersion,
    document: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
) -> None:
    before = row.sha256 or ""
    row.document, row.sha256 = version_of(document)
    row.made_by, row.made_by_id, row.made_at = by, officer_of(by), at
    if consultation.approved_at is None:
        consultation.title, consultation.summary = document["title"], document["summary"]
    db.session.flush()
    audit.record(
        "questions.changed",
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        version=row.number,
        before=before,
        sha256=row.sha256,
    )
