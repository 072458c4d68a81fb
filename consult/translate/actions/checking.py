"""Checking what somebody else wrote."""

from collections.abc import Iterable
from datetime import datetime

from consult.accounts.rules import is_same_person
from consult.plan.actions.holding import hold
from consult.plan.models import Consultation
from consult.translate import queries
from consult.translate.actions.refusals import FaultyTextError, OwnWorkError
from consult.translate.actions.showing import by_key, record, show


def check(
    consultation: Consultation, language: str, keys: Iterable[str], *, by: str, at: datetime
) -> int:
    """Say that somebody else’s translations are right, and return how many that makes.

    Raises OwnWorkError for a person’s own work and FaultyTextError where a machine finds
    numbers, links or letters wrong. Either keeps all of them unchecked.
    """
    hold(consultation)
    known = by_key(consultation, language)
    found = [text for key in keys if (text := known[key]).newest and text.newest is not text.good]
    current = [one for one in found if one.newest and one.newest.source == one.source.text]
    made = (one.newest.made_by for one in current if one.newest)
    if any(is_same_person(by, name=name, officer_id=None) for name in made):
        raise OwnWorkError
    if faulty := tuple(one.source.key for one in current if one.problems(language)):
        raise FaultyTextError(faulty)
    for one in current:
        if one.newest:
            one.newest.checked_by, one.newest.checked_at = by, at
    record("translation.checked", consultation, language, by=by, texts=len(current))
    show(consultation, language)
    return len(current)


def take_back(consultation: Consultation, language: str, key: str, *, by: str) -> None:
    """Take the check of a text back: people see the English until somebody mends it."""
    hold(consultation)
    for row in queries.rows_of(consultation.id, language):
        if row.key == key:
            row.checked_by = row.checked_at = None
    record("translation.check_taken_back", consultation, language, by=by, key=key)
    show(consultation, language)
