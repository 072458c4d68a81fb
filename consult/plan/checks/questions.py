"""What is wrong with one question, and what an officer should look at again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accessibility.question_wording import Fault, faults_in_question
from accessibility.readability import hard_words, measure
from consult.plan.checks.files import problems_in_document
from consult.plan.rules.definition import CONSENT, PUBLISH, Kind
from consult.plan.rules.problems import Problem

Raw = Mapping[str, Any]

LANGUAGE = "en"
LONGEST_SENTENCE = 25  # words
# What one question cannot tell: it waits for others, or stands in a section.
_OUTSIDE = ("show_if", "section")
_WITH_WAYS_OUT = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX})
# Whether to publish and whether somebody agreed are not matters of knowing.
_NEED_AN_ANSWER = frozenset({PUBLISH, CONSENT})


@dataclass(frozen=True)
class Hint:
    """Something to look at again: which (the words are in plan.forms.hints), and details."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def problems_in_question(question: Raw) -> tuple[Problem, ...]:
    """Return what keeps a question from being kept, by the rules that every file meets.

    The places of what is found are inside the question.
    """
    alone = {name: value for name, value in question.items() if name not in _OUTSIDE}
    around = {"title": "x", "owner": "x", "summary": "x", "opens": "2026-01-01"}
    document = {**around, "questions": [{**alone, "id": alone["id"] or "new"}]}
    found = problems_in_document(document)
    return tuple(
        Problem(one.place.removeprefix("questions[0]").removeprefix("."), one.code, one.facts)
        for one in found
        if one.code != "consent-not-asked"
    )


def hints_for(question: Raw, explained: Sequence[str] = ()) -> tuple[Hint, ...]:
    """Return what to look at again in a question’s words; ``explained`` is on the word list."""
    return (*_wording(question), *_sentences(question), *_words(question, explained))


def _wording(question: Raw) -> Iterator[Hint]:
    options = [one["label"] for one in question.get("options", ())]
    for fault in faults_in_question(question.get("text", ""), options):
        if fault is Fault.NO_WAY_OUT and not _needs_way_out(question):
            continue
        yield Hint(fault.value)


def _needs_way_out(question: Raw) -> bool:
    return question.get("type") in _WITH_WAYS_OUT and question.get("id") not in _NEED_AN_ANSWER


def _sentences(question: Raw) -> Iterator[Hint]:
    for text in (question.get("text", ""), question.get("hint", "")):
        longest = measure(text, language=LANGUAGE).longest_words if text else 0
        if longest > LONGEST_SENTENCE:
            yield Hint("long-sentence", {"count": longest, "limit": LONGEST_SENTENCE})


def _words(question: Raw, explained: Sequence[str]) -> Iterator[Hint]:
    labels = [one["label"] for part in ("options", "rows") for one in question.get(part, ())]
    text = "\n".join((question.get("text", ""), question.get("hint", ""), *labels))
    for one in hard_words(text, language=LANGUAGE, explained=explained) or ():
        yield Hint("hard-word", {"word": one.word})
