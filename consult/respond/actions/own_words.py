"""Writing down what people’s own words say in English, and checking what somebody else wrote."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from consult.accounts.rules import is_same_person
from consult.core import audit
from consult.core.database import db
from consult.plan.models import Consultation
from consult.plan.queries.versions import all_that_was_asked
from consult.respond.models import AnswerTranslation
from consult.respond.queries.own_words import hold_responses, written_in_other_languages
from consult.respond.rules.own_words import OwnWords, Place, State, Written, digest_of
from consult.translate.actions.refusals import ChangedMeanwhileError, OwnWorkError


def write(
    consultation: Consultation, written: Mapping[Place, Written], *, by: str, at: datetime
) -> int:
    """Keep what words say in English, and return how many were new.

    Raises ChangedMeanwhileError where a person put their words right, took them back, or
    somebody else translated them, since the page was fetched. Then nothing is kept.
    """
    known = _held(consultation, written)
    new = {place: one for place, one in written.items() if _is_new(known.get(place), one)}
    passed = [place for place, one in new.items() if _is_passed(known.get(place), one)]
    if passed:
        raise ChangedMeanwhileError(tuple(f"{id_}-{question}" for id_, question in passed))
    for place, one in new.items():
        _keep(known[place], one, by=by, at=at)
    db.session.flush()
    if new:
        _record("answers.translated", consultation, by=by, texts=len(new))
    return len(new)


def check(consultation: Consultation, place: Place, *, by: str, at: datetime) -> None:
    """Say that what somebody else wrote is what the person says.

    A computer’s gist stays one: a person writes anew first. Raises OwnWorkError.
    """
    one = _held(consultation, [place]).get(place)
    if one is None or one.made is None or one.state is not State.DRAFT:
        return
    if is_same_person(by, name=one.made.made_by, officer_id=None):
        raise OwnWorkError((one.name,))
    one.made.checked_by, one.made.checked_at = by, at
    _record("answer.check_given", consultation, by=by, response=one.response_id)


def take_back(consultation: Consultation, place: Place, *, by: str) -> None:
    """Take a check back. What is published stays as it is."""
    one = _held(consultation, [place]).get(place)
    if one is not None and one.made is not None:
        one.made.checked_by = one.made.checked_at = None
        _record("answer.check_taken_back", consultation, by=by, response=one.response_id)


def _held(consultation: Consultation, places: Iterable[Place]) -> dict[Place, OwnWords]:
    hold_responses({response_id for response_id, _question in places})
    definition = all_that_was_asked(consultation.id)
    every = written_in_other_languages(consultation.id, definition)
    return {one.place: one for one in every}


def _is_new(known: OwnWords | None, written: Written) -> bool:
    return written.differs_from(known) if known else bool(written.text)


def _is_passed(known: OwnWords | None, written: Written) -> bool:
    return known is None or known.seen != written.seen


def _keep(known: OwnWords, written: Written, *, by: str, at: datetime) -> None:
    row = known.made
    if row is None:
        row = AnswerTranslation(response_id=known.response_id, question=known.question)
        db.session.add(row)
    row.made_from, row.text = digest_of(known.words), written.text
    row.method, row.made_by, row.made_at = written.method, by, at
    row.checked_by = row.checked_at = None


def _record(what: str, consultation: Consultation, *, by: str, **facts: int) -> None:
    audit.record(what, who=by, subject="consultation", subject_id=consultation.id, **facts)
