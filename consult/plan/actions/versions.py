"""The versions of a question set, and the hash each is known by."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from consult.core import audit
from consult.core.database import db
from consult.plan import queries
from consult.plan.models import Consultation, QuestionSetVersion

# These live on the consultation, or are facts about it; the rest is the version.
NOT_IN_VERSION = frozenset({"slug", "opens", "closes", "period_days_inclusive", "period_reason"})


def canonical(document: Mapping[str, Any]) -> str:
    """Return the one spelling of a document that its hash is taken from."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def version_of(document: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Return what of a document is kept as a version, and its hash."""
    kept = {name: value for name, value in document.items() if name not in NOT_IN_VERSION}
    return kept, hashlib.sha256(canonical(kept).encode()).hexdigest()


def keep_version(
    consultation: Consultation, document: Mapping[str, Any], *, by: str, at: datetime
) -> None:
    """Keep a document as the newest version, unless it is that already."""
    kept, sha256 = version_of(document)
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
