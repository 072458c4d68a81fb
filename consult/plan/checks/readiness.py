"""Whether a consultation can open: what blocks, what needs a stated reason, what to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from consult.compact.commitments import COMMITMENTS
from consult.compact.rules import Commitment, Step
from consult.plan import queries
from consult.plan.checks.files import problems_in_document
from consult.plan.checks.promises import broken_at_opening
from consult.plan.checks.questions import hints_for
from consult.plan.checks.quiet import fair_days_of
from consult.plan.checks.reading import wording_of
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.rules.definition import Definition
from consult.plan.rules.problems import Problem
from consult.plan.rules.routes.checking import HINTS, problems_in_routes

MOST_HINTS = 100  # told at once: nobody reads more


class Weight(StrEnum):
    """How much it matters."""

    # It cannot open before this is mended.
    BLOCK = "block"
    # It can open with a stated reason, which everybody can read.
    REASON = "reason"
    # A person looks again and decides.
    HINT = "hint"


@dataclass(frozen=True)
class Task:
    """One thing to look at, and where to mend it. The words are in plan.forms.readiness."""

    code: str
    weight: Weight
    # A page of the set-up, and what it needs besides the consultation.
    endpoint: str
    is_done: bool = False
    place: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    # What it is about in words of its own: a problem of the document or of a route.
    problem: Problem | None = None
    commitment: Commitment | None = None


@dataclass(frozen=True)
class Readiness:
    """Everything that was looked at."""

    tasks: tuple[Task, ...]

    @property
    def blocks(self) -> tuple[Task, ...]:
        """Return what keeps it from opening."""
        return self._open(Weight.BLOCK)

    @property
    def unkept(self) -> tuple[Task, ...]:
        """Return what needs a stated reason."""
        return self._open(Weight.REASON)

    @property
    def hints(self) -> tuple[Task, ...]:
        """Return what to look at again."""
        return self._open(Weight.HINT)

    def _open(self, weight: Weight) -> tuple[Task, ...]:
        return tuple(one for one in self.tasks if one.weight is weight and not one.is_done)


def readiness(consultation: Consultation, row: QuestionSetVersion, *, at: datetime) -> Readiness:
    """Look at all of a version: that of a draft, or the next one of an open consultation."""
    definition = queries.compiled_version(row.id, row.sha256).definition
    found = [*_said(definition), *_questions(consultation, row, definition)]
    found += _promises(consultation, row, at)
    found += _time(consultation)
    found += islice(_hints(row.document, definition), MOST_HINTS)
    return Readiness(tuple(found))


def _said(definition: Definition) -> Iterator[Task]:
    """Look at what people are told before the questions."""
    told = definition.set_up
    for code, is_there in (
        ("why", definition.why),
        ("can_change", definition.can_change),
        ("who_is_affected", definition.who_is_affected),
        ("ask_number", told.contact.phone),
        ("ask_address", told.contact.email),
        ("privacy", told.privacy),
        ("keep_months", told.keep_months),
    ):
        place = {"_anchor": code}
        yield Task(code, Weight.BLOCK, "plan.about", is_done=bool(is_there), place=place)


def _questions(
    consultation: Consultation, row: QuestionSetVersion, definition: Definition
) -> Iterator[Task]:
    asked = bool(definition.questions)
    yield Task("questions", Weight.BLOCK, "plan.build", is_done=asked)
    dates = {"opens": consultation.opens.isoformat(), "closes": consultation.closes.isoformat()}
    broken = problems_in_document({**row.document, **dates}) if asked else ()
    for one in broken:
        yield Task("document", Weight.BLOCK, "plan.build", problem=one)
    routes = problems_in_routes(definition)
    is_sound = all(one.code in HINTS for one in routes)
    yield Task("routes", Weight.BLOCK, "plan.routes", is_done=is_sound)
    for one in routes:
        weight = Weight.HINT if one.code in HINTS else Weight.BLOCK
        yield Task("route", weight, "plan.routes", problem=one)


def _promises(consultation: Consultation, row: QuestionSetVersion, at: datetime) -> Iterator[Task]:
    facts, broken = broken_at_opening(consultation, row, at=at)
    for promise in COMMITMENTS.values():
        if Step.OPEN in promise.steps:
            yield Task(
                promise.code,
                Weight.REASON,
                MENDED_AT.get(promise.code, "plan.build"),
                is_done=promise not in broken,
                facts=promise.said(facts),
                commitment=promise,
            )


# Where a promise that is looked at when it opens can be mended; else where the questions are.
MENDED_AT: Mapping[str, str] = {
    "twelve-weeks": "plan.dates_form",
    "decision-named": "plan.about",
    "equality-looked-at": "plan.about",
    "everything-promised": "plan.about",
}


def _time(consultation: Consultation) -> Iterator[Task]:
    days = fair_days_of(consultation)
    facts = {"fair": days.fair, "days": days.days}
    is_fair = days.fair >= days.days
    yield Task("fair-days", Weight.HINT, "plan.dates_form", is_done=is_fair, facts=facts)


def _hints(document: Mapping[str, Any], definition: Definition) -> Iterator[Task]:
    """Look at the words of each question, and at the hard words of all the rest."""
    explained = [form for word in definition.words for form in (word.term, *word.variants)]
    # The equality questions are a published standard: their words are not ours.
    for number, question in enumerate(document.get("questions", ()), start=1):
        for hint in hints_for(question, explained):
            facts = {**hint.facts, "number": number}
            place = {"id": question["id"]}
            yield Task(hint.code, Weight.HINT, "plan.question", place=place, facts=facts)
    for word in wording_of(definition).hard:
        yield Task("unexplained", Weight.HINT, "plan.words", facts={"word": word.word})
