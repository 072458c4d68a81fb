"""What every change of a translation ends with: the trail, and what people see."""

import hashlib

from consult.core import audit
from consult.core.database import db
from consult.plan.actions import make_copies_anew
from consult.plan.models import Consultation
from consult.translate import queries
from consult.translate.rules.sources import sources_of
from consult.translate.rules.states import Text, good_texts


def by_key(consultation: Consultation, language: str) -> dict[str, Text]:
    """Return each text of a language by its key."""
    return {one.source.key: one for one in queries.texts_in(consultation, language)}


def show(consultation: Consultation, language: str) -> None:
    """Bring what people see up to date: pages by the hash of the texts, editions by a job."""
    if language not in consultation.offered_in:
        return
    db.session.flush()
    rows = queries.rows_of(consultation.id, language)
    sources = sources_of(queries.document_of(consultation))
    good = good_texts(sources, rows)
    shown: dict[str, str] = {one: good[one] for one in ("title", "summary") if one in good}
    english = {f"english_{one.key}": one.text for one in sources if one.key in shown}
    said = "|".join(f"{row.id}:{row.checked_by is not None}:{row.text}" for row in rows)
    before = consultation.offered_in[language]
    stays: dict[str, str] = {one: before[one] for one in ("by", "since", "until") if one in before}
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    now: dict[str, str] = {**stays, **shown, **english, "texts": sha256}
    consultation.offered_in = {**consultation.offered_in, language: now}
    if consultation.approved_at is not None:
        make_copies_anew(consultation)


def record(
    event: str, consultation: Consultation, language: str, *, by: str, **facts: object
) -> None:
    """Write down in the audit trail what was done to a language."""
    audit.record(
        event,
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        language=language,
        **facts,
    )
