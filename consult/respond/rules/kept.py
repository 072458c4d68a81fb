"""What of the answers is kept when they are sent, in its final shape; and back again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.plan.rules.definition import PUBLISH, Definition, Kind, Question
from consult.plan.rules.routing import shown_questions
from consult.respond.rules.answers import is_blank
from consult.respond.rules.values import as_date, as_number

LONGEST_OUTWARD = 4  # letters in the first half of a postcode


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


def _as_given(value: Any) -> Any:
    return value


def _final_date(value: Any) -> str | None:
    day = as_date(value)
    return day.isoformat() if day else None


def _final_place(value: Any) -> dict[str, str]:
    """Keep the parts that were given, a postcode as the post writes it."""
    given = {part: str(text).strip() for part, text in value.items() if text}
    if "postcode" in given:
        given["postcode"] = _final_postcode(given["postcode"])
    return {part: text for part, text in given.items() if text}


def _final_postcode(value: str) -> str:
    together = "".join(value.upper().split())
    is_whole = together[-3:-2].isdigit() and len(together) > LONGEST_OUTWARD
    return f"{together[:-3]} {together[-3:]}" if is_whole else together


_FINAL: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: as_number,
    Kind.DATE: _final_date,
    Kind.RANKING: lambda value: [one for one in value if one],
    Kind.PLACE: _final_place,
    Kind.EMAIL: str.strip,
    Kind.POSTCODE: _final_postcode,
}
