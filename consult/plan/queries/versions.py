"""What people were asked in all versions of a question set."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from consult.core.database import db
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import current_version
from consult.plan.rules.after_opening import all_asked, questions_of, with_gone
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition


def frozen_versions(consultation_id: int) -> Sequence[QuestionSetVersion]:
    """Return every version that people could see, oldest first."""
    return db.session.scalars(
        select(QuestionSetVersion)
        .where(
            QuestionSetVersion.consultation_id == consultation_id,
            QuestionSetVersion.frozen_at.is_not(None),
        )
        .order_by(QuestionSetVersion.number)
    ).all()


def asked_before(consultation: Consultation) -> dict[str, Mapping[str, Any]]:
    """Return every question that people could see so far, by id, in its newest words.

    With every option and row that it ever had.
    """
    if consultation.approved_at is None:
        return {}
    found: dict[str, Mapping[str, Any]] = {}
    for row in frozen_versions(consultation.id):
        for one in questions_of(row.document):
            found[one["id"]] = with_gone(one, found.get(one["id"], {}))
    return found


def all_that_was_asked(consultation_id: int) -> Definition:
    """Return the newest version with all that only earlier ones asked, put last.

    Counts are of these: who answered before a change is counted too.
    """
    current = current_version(consultation_id)
    if current.number == 1:
        return current.definition
    hashes = select(QuestionSetVersion.id, QuestionSetVersion.sha256).where(
        QuestionSetVersion.consultation_id == consultation_id,
        QuestionSetVersion.frozen_at.is_not(None),
    )
    found = db.session.execute(hashes.order_by(QuestionSetVersion.number))
    return _compiled(tuple((version_id, sha256) for version_id, sha256 in found))


@lru_cache(maxsize=64)
def _compiled(versions: tuple[tuple[int, str], ...]) -> Definition:
    documents = [db.session.get_one(QuestionSetVersion, one).document for one, _sha256 in versions]
    return compile_definition(all_asked(documents))
