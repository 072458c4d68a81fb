"""What is wrong with an answer, and what of it is kept when it is sent."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from consult.plan.rules.definition import PUBLISH, Definition, Kind, Question
from consult.plan.rules.routing import shown_questions


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
        missing = question.required and not question.is_equality
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


@dataclass(frozen=True)
class Kept:
    """An answer as it is stored in a response."""

    question: Question
    value: Any
    other: dict[str, str] | None


def kept_answers(
    definition: Definition,
    answers: Mapping[str, Any],
    others: Mapping[str, Mapping[str, str]],
) -> tuple[Kept, ...]:
    """Return the answers that go into the response: shown, not blank, in their final shape."""
    kept = []
    for question in shown_questions(definition, answers):
        value = answers.get(question.id)
        if not is_blank(value):
            kept.append(
                Kept(
                    question,
                    _FINAL.get(question.kind, _as_given)(value),
                    _own_words(question, value, others),
                )
            )
    return tuple(kept)


def said_to(kept: Iterable[Kept], question: str) -> str | None:
    """Return what was said to a question, or None when nothing was."""
    return next((str(one.value) for one in kept if one.question.id == question), None)


def publish_choice(kept: Iterable[Kept]) -> str:
    """Return how a response may be published. Nobody who was not asked has agreed."""
    return said_to(kept, PUBLISH) or "no"


def as_typed(question: Question, value: Any) -> Any:
    """Return a stored answer in the shape in which a person typed it."""
    if question.kind is Kind.DATE:
        year, month, day = str(value).split("-")
        return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
    return str(value) if question.kind is Kind.NUMBER else value


def _own_words(
    question: Question, value: Any, others: Mapping[str, Mapping[str, str]]
) -> dict[str, str] | None:
    picked = value if isinstance(value, list) else [value]
    words = {
        option: text
        for option, text in others.get(question.id, {}).items()
        if option in picked and text.strip()
    }
    return words or None


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
}


# The whole of a postcode or its first half: some people do not want to give more.
POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?(\s*\d[A-Za-z]{2})?", re.ASCII)
LONGEST_OUTWARD = 4  # letters in the first half
LONGEST_PLACE = 500  # characters of a place in words


# “1,200” is a number and “1,5” is not: half of Europe means one and a half by it.
NUMBER = re.compile(r"[+-]?(\d{1,3}([, ]\d{3})+|\d+)?(\.\d+)?")
LONGEST_NUMBER = 15  # characters; longer loses digits
FIRST_YEAR = 1000  # nobody means the year 80


def as_number(value: Any) -> float | None:
    """Return the number in what a person typed, in the digits of any language, or None."""
    text = str(value).strip()
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        return None
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return int(number) if number == int(number) else number


def as_date(value: Any) -> date | None:
    """Return the day in what a person typed, if there is such a day in the calendar."""
    typed = value if isinstance(value, dict) else {}
    parts = [str(typed.get(part, "")).strip() for part in ("year", "month", "day")]
    if not all(part.isdecimal() for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
    return day if day.year >= FIRST_YEAR else None


def _as_given(value: Any) -> Any:
    return value


def _final_date(value: Any) -> str | None:
    day = as_date(value)
    return day.isoformat() if day else None


def _final_place(value: Any) -> dict[str, str]:
    """Keep the parts that were given, a postcode as the post writes it."""
    given = {part: str(text).strip() for part, text in value.items() if text}
    if "postcode" in given:
        together = "".join(given["postcode"].upper().split())
        is_whole = together[-3:-2].isdigit() and len(together) > LONGEST_OUTWARD
        given["postcode"] = f"{together[:-3]} {together[-3:]}" if is_whole else together
    return {part: text for part, text in given.items() if text}


_FINAL: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: as_number,
    Kind.DATE: _final_date,
    Kind.RANKING: lambda value: [one for one in value if one],
    Kind.PLACE: _final_place,
}
