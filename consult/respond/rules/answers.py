"""What is wrong with an answer. What of it is kept when it is sent is in ``kept``."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consult.plan.rules.definition import ALONE, Definition, Kind, Question
from consult.plan.rules.routing import shown_questions
from consult.respond.rules.values import as_date, as_number


class Channel(StrEnum):
    """How a response reached us."""

    ONLINE = "online"
    PAPER = "paper"
    LETTER = "letter"
    PHONE = "phone"
    EMAIL = "email"
    WORKSHOP = "workshop"
    VIDEO = "video"


@dataclass(frozen=True)
class AnswerProblem:
    """One thing wrong with an answer; the words for each code are in respond.forms."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def is_blank(value: Any) -> bool:
    """Say whether nothing was answered."""
    if isinstance(value, dict):
        return all(is_blank(inner) for inner in value.values())
    if isinstance(value, list):
        return all(is_blank(inner) for inner in value)
    return value is None or (isinstance(value, str) and not value.strip())


def problems_with_answer(question: Question, value: Any) -> tuple[AnswerProblem, ...]:
    """Return what is wrong with an answer, worst first. A blank one is only ever missing.

    For a matrix the value is the answer to one statement.
    """
    if is_blank(value):
        missing = question.required and not question.is_equality and not question.waits
        return (AnswerProblem("required", {"kind": question.kind}),) if missing else ()
    return tuple(_CHECKS[question.kind](question, value))


def problems_with_other(texts: Mapping[str, str], *, longest: int) -> tuple[AnswerProblem, ...]:
    """Return what is wrong with the words a person wrote beside an option."""
    return tuple(
        AnswerProblem("too-long", {"letters": len(text), "limit": longest})
        for text in texts.values()
        if len(text) > longest
    )


def problems_before_sending(
    definition: Definition,
    answers: Mapping[str, Any],
    others: Mapping[str, Mapping[str, str]],
    *,
    longest_other: int,
) -> dict[str, tuple[AnswerProblem, ...]]:
    """Return what keeps these answers from being sent, by page key."""
    found = {}
    for question in shown_questions(definition, answers):
        for key, value in _parts(question, answers.get(question.id)):
            problems = problems_with_answer(question, value)
            problems += problems_with_other(others.get(question.id, {}), longest=longest_other)
            if problems:
                found[key] = problems
    return found


def _parts(question: Question, value: Any) -> Iterator[tuple[str, Any]]:
    if question.kind is Kind.MATRIX:
        given = value if isinstance(value, dict) else {}
        for row in question.rows:
            yield f"{question.id}/{row.value}", given.get(row.value)
    else:
        yield question.id, value


def _check_single(question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, str):
        yield AnswerProblem("choose-one")
    elif value not in question.labels:
        yield AnswerProblem("no-such-option")


def _check_multiple(question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, list) or any(one not in question.labels for one in value):
        yield AnswerProblem("no-such-option")
    elif len(value) > 1 and (alone := next((one for one in value if one in ALONE), None)):
        yield AnswerProblem("not-with-others", {"option": question.labels[alone]})


def _check_text(question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, str):
        yield AnswerProblem("not-text")
    elif question.longest is not None and len(value) > question.longest:
        facts = {"letters": len(value), "limit": question.longest}
        yield AnswerProblem("too-long", facts)


def _check_number(question: Question, value: Any) -> Iterator[AnswerProblem]:
    number = as_number(value)
    if number is None:
        yield AnswerProblem("not-a-number")
    elif question.lowest is not None and number < question.lowest:
        yield AnswerProblem("too-low", {"limit": question.lowest})
    elif question.highest is not None and number > question.highest:
        yield AnswerProblem("too-high", {"limit": question.highest})


def _check_ranking(question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, list) or any(one and one not in question.labels for one in value):
        yield AnswerProblem("no-such-option")
        return
    picked = [one for one in value if one]
    if len(set(picked)) < len(picked):
        yield AnswerProblem("picked-twice")
    elif picked != value[: len(picked)]:
        yield AnswerProblem("gap-in-order")


def _check_date(_question: Question, value: Any) -> Iterator[AnswerProblem]:
    if as_date(value) is None:
        yield AnswerProblem("not-a-date")


def _check_place(question: Question, value: Any) -> Iterator[AnswerProblem]:
    parts = value if isinstance(value, dict) else {}
    area, postcode = parts.get("area") or "", str(parts.get("postcode") or "").strip()
    if area and area not in question.labels:
        yield AnswerProblem("no-such-option")
    if postcode and not POSTCODE.fullmatch(postcode):
        yield AnswerProblem("not-a-postcode")
    words = str(parts.get("words") or "")
    if len(words) > LONGEST_PLACE:
        yield AnswerProblem("too-long", {"letters": len(words), "limit": LONGEST_PLACE})


def _check_file(_question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, str):
        yield AnswerProblem("not-a-file")


def _check_email(question: Question, value: Any) -> Iterator[AnswerProblem]:
    yield from (problems := tuple(_check_text(question, value)))
    if not problems and not E_MAIL.fullmatch(value.strip()):
        yield AnswerProblem("not-an-email")


def _check_postcode(_question: Question, value: Any) -> Iterator[AnswerProblem]:
    if not isinstance(value, str) or not POSTCODE.fullmatch(value.strip()):
        yield AnswerProblem("not-a-postcode")


_CHECKS: Mapping[Kind, Callable[[Question, Any], Iterator[AnswerProblem]]] = {
    Kind.SINGLE: _check_single,
    Kind.MATRIX: _check_single,
    Kind.MULTIPLE: _check_multiple,
    Kind.TEXT: _check_text,
    Kind.LONG_TEXT: _check_text,
    Kind.NUMBER: _check_number,
    Kind.RANKING: _check_ranking,
    Kind.DATE: _check_date,
    Kind.PLACE: _check_place,
    Kind.FILE: _check_file,
    Kind.EMAIL: _check_email,
    Kind.POSTCODE: _check_postcode,
}


# The whole of a postcode or its first half: some people do not want to give more.
POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?(\s*\d[A-Za-z]{2})?", re.ASCII)
# Only what every address has: who owns it knows better than we do.
E_MAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
LONGEST_PLACE = 500  # characters of a place in words
