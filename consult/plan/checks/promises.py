"""Hands what we know of a consultation to the promises of the Compact."""

from dataclasses import replace
from datetime import date

from consult.compact.rules import Facts, Step
from consult.plan.checks.reading import reading_of
from consult.plan.models import Consultation
from consult.plan.rules.definition import Definition


def facts_at(step: Step, consultation: Consultation) -> Facts:
    """Return the dates of a consultation, for a promise that is looked at in a step."""
    return Facts(step=step, opens=consultation.opens, closes=consultation.closes)


def facts_at_opening(consultation: Consultation, definition: Definition, *, today: date) -> Facts:
    """Return what is known of a draft that would be let open today."""
    reading = reading_of(definition)
    return replace(
        facts_at(Step.OPEN, consultation),
        approved=today,
        score=reading.score,
        longest=reading.longest_words,
        is_easy=reading.is_easy,
    )
