"""Writing translations."""

from collections.abc import Mapping
from datetime import datetime

from consult.core import audit
from consult.core.database import db
from consult.core.letters import cleaned
from consult.plan.actions.holding import hold
from consult.plan.models import Consultation
from consult.translate.actions.refusals import ChangedMeanwhileError
from consult.translate.actions.showing import by_key, record
from consult.translate.models import Translation
from consult.translate.rules.states import PERSON, Text


def write(
    consultation: Consultation,
    language: str,
    texts: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    method: str = PERSON,
) -> int:
    """Keep new translations by key, and return how many differ from what was there.

    An empty text changes nothing: nobody loses a translation by clearing a box.
    """
    hold(consultation)
    known = by_key(consultation, language)
    new = _differing(known, texts)
    for key, text in new.items():
        db.session.add(
            Translation(
                consultation_id=consultation.id,
                language=language,
                key=key,
                source=known[key].source.text,
                text=text,
                method=method,
                made_by=by,
                made_at=at,
            )
        )
    db.session.flush()
    if new:
        before = {key: one.text for key in new if (one := known[key].newest)}
        facts = {"sha256_before": audit.sha256(before), "sha256": audit.sha256(new)}
        facts |= {"method": method}
        record("translation.written", consultation, language, by=by, texts=len(new), **facts)
    return len(new)


def refuse_passed(
    consultation: Consultation, language: str, texts: Mapping[str, str], *, seen: int
) -> None:
    """Raise ChangedMeanwhileError where somebody else wrote one of these texts since.

    `seen` is the newest row that was on the page. Nobody passes before the transaction ends.
    """
    hold(consultation)
    known = by_key(consultation, language)
    newest = {key: known[key].newest for key in _differing(known, texts)}
    passed = tuple(key for key, one in newest.items() if one and one.id > seen)
    if passed:
        raise ChangedMeanwhileError(passed)


def _differing(known: Mapping[str, Text], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are new, or newly made from the English as it is now."""
    new = {key: cleaned(raw).strip() for key, raw in texts.items()}
    return {key: text for key, text in new.items() if text and not _is_there(known[key], text)}


def _is_there(known: Text, text: str) -> bool:
    there = known.newest
    return there is not None and (there.text, there.source) == (text, known.source.text)
