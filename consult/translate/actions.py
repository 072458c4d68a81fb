"""What a translator can do: write, check, take a check back, offer a language."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from consult.compact.actions import depart, require_reason
from consult.compact.rules import Commitment
from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.core.letters import cleaned
from consult.core.queue import after_commit
from consult.plan.actions import change_dates, hold
from consult.plan.models import Consultation
from consult.translate import queries
from consult.translate.models import Translation
from consult.translate.rules.parity import Amends, Choice, days_late
from consult.translate.rules.sources import Source
from consult.translate.rules.states import PERSON, Text, missing_for_offer


class OwnWorkError(Exception):
    """Whoever wrote a translation cannot be the one who checks it."""


class FaultyTextError(Exception):
    """Texts that a machine finds wrong cannot be called right."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Keep which."""
        super().__init__(", ".join(keys))
        self.keys = keys


class ChangedMeanwhileError(Exception):
    """Somebody else wrote the same texts since this page was fetched."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Keep which."""
        super().__init__(", ".join(keys))
        self.keys = keys


class NotWholeError(Exception):
    """A language in which something essential is missing, out of date or unread."""

    def __init__(self, missing: tuple[Source, ...]) -> None:
        """Keep what."""
        super().__init__(f"{len(missing)} texts")
        self.missing = missing


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
    known = _by_key(consultation, language)
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
        _record("translation.written", consultation, language, by=by, texts=len(new), method=method)
    return len(new)


def _differing(known: Mapping[str, Text], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are new, or newly made from the English as it is now."""
    new = {key: cleaned(raw).strip() for key, raw in texts.items()}
    return {key: text for key, text in new.items() if text and not _is_there(known[key], text)}


def _is_there(known: Text, text: str) -> bool:
    there = known.newest
    return there is not None and (there.text, there.source) == (text, known.source.text)


def refuse_passed(
    consultation: Consultation, language: str, texts: Mapping[str, str], *, seen: int
) -> None:
    """Raise ChangedMeanwhileError where somebody else wrote one of these texts since.

    `seen` is the newest row that was on the page. Nobody passes before the transaction ends.
    """
    hold(consultation)
    known = _by_key(consultation, language)
    newest = {key: known[key].newest for key in _differing(known, texts)}
    passed = tuple(key for key, one in newest.items() if one and one.id > seen)
    if passed:
        raise ChangedMeanwhileError(passed)


def check(
    consultation: Consultation, language: str, keys: Iterable[str], *, by: str, at: datetime
) -> int:
    """Say that somebody else’s translations are right, and return how many that makes.

    Raises OwnWorkError for a person’s own work and FaultyTextError where a machine finds
    numbers, links or letters wrong. Either keeps all of them unchecked.
    """
    hold(consultation)
    known = _by_key(consultation, language)
    found = [text for key in keys if (text := known[key]).newest and text.newest is not text.good]
    current = [one for one in found if one.newest and one.newest.source == one.source.text]
    if any(one.newest and one.newest.made_by == by for one in current):
        raise OwnWorkError
    if faulty := tuple(one.source.key for one in current if one.problems(language)):
        raise FaultyTextError(faulty)
    for one in current:
        if one.newest:
            one.newest.checked_by, one.newest.checked_at = by, at
    _record("translation.checked", consultation, language, by=by, texts=len(current))
    _show(consultation, language)
    return len(current)


def take_back(consultation: Consultation, language: str, key: str, *, by: str) -> None:
    """Take the check of a text back: people see the English until somebody mends it."""
    hold(consultation)
    for row in queries.rows_of(consultation.id, language):
        if row.key == key:
            row.checked_by = row.checked_at = None
    _record("translation.check_taken_back", consultation, language, by=by, key=key)
    _show(consultation, language)


def offer(
    consultation: Consultation,
    language: str,
    *,
    by: str,
    at: datetime,
    amends: Amends | None = None,
) -> None:
    """Let people read and answer in a language.

    Raises NotWholeError while it is not whole, and ReasonNeededError where it comes later
    than the rest and nobody says why, and what is done about it.
    """
    hold(consultation)
    missing = missing_for_offer(queries.texts_in(consultation, language))
    if missing:
        raise NotWholeError(missing)
    if language in consultation.offered_in:
        return
    offered = {"by": by, "since": at.isoformat()}
    late = days_late(consultation.opens, _approved_on(consultation), at=day_of(at))
    if late:
        until = come_late(consultation, language, late, amends=amends, by=by, at=at)
        offered |= {"until": until.isoformat()} if until else {}
    consultation.offered_in = {**consultation.offered_in, language: offered}
    _record("language.offered", consultation, language, by=by)
    _show(consultation, language)


def come_late(
    consultation: Consultation,
    what: str,
    days: int,
    *,
    amends: Amends | None,
    by: str,
    at: datetime,
) -> date | None:
    """Say in public that a language or a format came late, and make up for it as was chosen.

    Returns the day until which answers in it count, where that is the choice. Raises
    ReasonNeededError where nobody says why.
    """
    hold(consultation)
    reason = require_reason([Commitment.SAME_TIME], reason=amends.reason if amends else None)
    choice = amends.choice if amends else Choice.NEITHER
    full_time = consultation.closes + timedelta(days=days)
    facts = {"what": what, "days": days, "choice": choice, "until": full_time.isoformat()}
    depart(
        Commitment.SAME_TIME,
        consultation_id=consultation.id,
        reason=reason,
        by=by,
        at=at,
        **facts,
    )
    if choice is Choice.EXTEND:
        opens = consultation.opens
        change_dates(consultation, opens=opens, closes=full_time, reason=reason, by=by, at=at)
    return full_time if choice is Choice.LONGER else None


def _approved_on(consultation: Consultation) -> date | None:
    return day_of(consultation.approved_at) if consultation.approved_at else None


def stop_offering(consultation: Consultation, language: str, *, by: str) -> None:
    """Take a language away again. The translations stay, and so does every answer."""
    hold(consultation)
    if language in consultation.offered_in:
        left = {code: one for code, one in consultation.offered_in.items() if code != language}
        consultation.offered_in = left
        _record("language.stopped", consultation, language, by=by)


def _by_key(consultation: Consultation, language: str) -> dict[str, Text]:
    return {one.source.key: one for one in queries.texts_in(consultation, language)}


def _show(consultation: Consultation, language: str) -> None:
    """Bring what people see up to date: pages by the hash of the texts, editions by a job."""
    if language not in consultation.offered_in:
        return
    db.session.flush()
    texts = _by_key(consultation, language)
    good = {key: one.good.text for key, one in texts.items() if one.good}
    shown: dict[str, str] = {one: good[one] for one in ("title", "summary") if one in good}
    english = {f"english_{name}": texts[name].source.text for name in shown}
    rows = queries.rows_of(consultation.id, language)
    said = "|".join(f"{row.id}:{row.checked_by is not None}:{row.text}" for row in rows)
    before = consultation.offered_in[language]
    stays: dict[str, str] = {one: before[one] for one in ("by", "since", "until") if one in before}
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    now: dict[str, str] = {**stays, **shown, **english, "texts": sha256}
    consultation.offered_in = {**consultation.offered_in, language: now}
    if consultation.approved_at is not None:
        after_commit("plan.editions", consultation.id)


def _record(
    event: str, consultation: Consultation, language: str, *, by: str, **facts: object
) -> None:
    audit.record(
        event,
        who=by,
        subject="consultation",
        subject_id=consultation.id,
        language=language,
        **facts,
    )
