"""What every change of a translation ends with: the trail, and what people see."""

import hashlib
from collections.abc import Iterable

from consult.core import audit
from consult.core.database import db
from consult.core.queue import after_commit
from consult.plan.actions.holding import make_copies_anew
from consult.plan.actions.versions import seal
from consult.plan.models import Consultation
from consult.translate import queries
from consult.translate.models import Translation
from consult.translate.rules.sources import OUTCOME, sources_of
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
    before = consultation.offered_in[language]
    stays: dict[str, str] = {one: before[one] for one in ("by", "since", "until") if one in before}
    asked = [row for row in rows if not row.key.startswith(f"{OUTCOME}.")]
    ours = {"texts": _hash_of(asked)}
    if consultation.outcome:
        ours["outcome"] = _hash_of([row for row in rows if row not in asked])
    now: dict[str, str] = {**stays, **shown, **english, **ours}
    consultation.offered_in = {**consultation.offered_in, language: now}
    if now["texts"] != before.get("texts"):
        seal(consultation, f"language:{language}", now["texts"], by=now["by"])
    if consultation.approved_at is not None and now["texts"] != before.get("texts"):
        make_copies_anew(consultation)
    if consultation.outcome:
        after_commit("report.editions", consultation.id)


def _hash_of(rows: Iterable[Translation]) -> str:
    """Return a hash of translations, another one whenever a check is given or taken back."""
    said = "|".join(f"{row.id}:{row.checked_by is not None}:{row.text}" for row in rows)
    return hashlib.sha256(said.encode()).hexdigest()


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
