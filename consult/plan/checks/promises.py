"""Hands what we know of a consultation to the promises of the Compact."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from consult.compact.commitments import broken_by
from consult.compact.rules import Commitment, Facts, Step
from consult.core.days import day_of
from consult.plan.checks.reading import reading_of
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import compiled_version, current_version
from consult.plan.rules.definition import EASY_READ, SIGNED, Definition, SetUp

# Returns offered languages and formats, by their codes, that do not say what is said now.
Look = Callable[[Consultation], Iterable[str]]
_looks: list[Look] = []


def looks_for_what_is_behind(look: Look) -> Look:
    """Have a later stage say which of its languages and formats are behind the words of now."""
    _looks.append(look)
    return look


def facts_at(step: Step, consultation: Consultation) -> Facts:
    """Return the dates of a consultation, for a promise that is looked at in a step."""
    return Facts(step=step, opens=consultation.opens, closes=consultation.closes)


def broken_at_opening(
    consultation: Consultation, row: QuestionSetVersion, *, at: datetime
) -> tuple[Facts, tuple[Commitment, ...]]:
    """Return what is known of a version that would be let out now, and what promises it breaks.

    Of an open consultation only those that what people see now keeps: the others were stated.
    """
    definition, today = compiled_version(row.id, row.sha256).definition, day_of(at)
    if consultation.approved_at is None:
        facts = facts_at_opening(consultation, definition, today=today)
        return facts, broken_by(facts)
    first = day_of(consultation.approved_at)
    facts = facts_at_opening(consultation, definition, today=first)
    seen = current_version(consultation.id).definition
    stated = broken_by(facts_at_opening(consultation, seen, today=first))
    return facts, tuple(one for one in broken_by(facts) if one not in stated)


def facts_at_opening(consultation: Consultation, definition: Definition, *, today: date) -> Facts:
    """Return what is known of a draft that would be let open today."""
    reading = reading_of(definition)
    return replace(
        facts_at(Step.OPEN, consultation),
        approved=today,
        score=reading.score,
        longest=reading.longest_words,
        is_easy=reading.is_easy,
        not_ready=_not_ready(consultation, definition.set_up),
        is_decision_named=bool(definition.set_up.decision_maker and definition.set_up.decision_day),
        is_equality_noted=bool(
            definition.set_up.equality_impact or definition.set_up.equality_impact_not_needed
        ),
    )


def _not_ready(consultation: Consultation, told: SetUp) -> tuple[str, ...]:
    """Return the promised languages and formats that are not there, by their codes.

    One that says what was said before is not there either. The other formats are made of the
    words when it opens, each checked before it is offered.
    """
    there = {"en", *consultation.offered_in}
    there |= {SIGNED} if consultation.has_signed_video else set()
    there |= {EASY_READ} if consultation.has_easy_read else set()
    behind = {code for look in _looks for code in look(consultation)}
    made_apart = [code for code in told.formats_promised if code == EASY_READ]
    promised = (*told.languages_promised, *made_apart)
    return tuple(code for code in promised if code not in there - behind)
