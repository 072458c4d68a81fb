"""Typing a form in twice: which forms, where the two differ, and how often we were wrong."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consult.plan.rules.definition import Definition, Kind, Question
from consult.respond.rules.answers import Channel
from consult.respond.rules.intake import printed_pages
from consult.respond.rules.kept import Kept, as_typed

# One paper form in so many is typed in again by somebody else: those whose number ends
# in 0. Of 1,000 forms that is 100, enough to see an error rate of a few in a hundred.
CHECKED_EVERY = 10

CHOICES = (FIRST, SECOND) = ("first", "second")

# What was said on one page: a mapping of value and other; None where it is blank.
Said = Mapping[str, Any] | None


class NotChecked(StrEnum):
    """Why a form is not to be typed in again."""

    # It has been typed in twice.
    DONE = "done"
    # The person has looked through it, changed it or taken it back.
    THEIRS = "theirs"
    # Nobody finds their own mistakes.
    SAME_PERSON = "same-person"


@dataclass(frozen=True)
class Rate:
    """How well we type, as far as forms were typed in twice and looked at."""

    forms: int
    compared: int
    wrong: int

    @property
    def in_a_hundred(self) -> float:
        """Return how many answers of a hundred were wrong the first time."""
        return 100 * self.wrong / self.compared if self.compared else 0.0


def is_checked(channel: str, number: str | None) -> bool:
    """Say whether a form is among those that are typed in again."""
    if channel != Channel.PAPER or number is None:
        return False
    return int(number.rpartition("-")[2]) % CHECKED_EVERY == 0


def why_not_checked(
    *,
    first_typists: Collection[int],
    typists: Collection[int | None],
    is_done: bool,
    is_theirs: bool,
) -> NotChecked | None:
    """Return why a form is not to be typed in again by these officers, or None when it is."""
    if is_done:
        return NotChecked.DONE
    if is_theirs:
        return NotChecked.THEIRS
    return NotChecked.SAME_PERSON if {*first_typists} & {*typists} else None


def by_page(kept: Iterable[Kept]) -> dict[str, Said]:
    """Return answers as they are compared, by page key. Equality answers never are."""
    found: dict[str, Said] = {}
    for one in kept:
        if one.question.is_equality:
            continue
        if one.question.kind is Kind.MATRIX:
            for row, value in one.value.items():
                if value:
                    found[f"{one.question.id}/{row}"] = {"value": value, "other": None}
        else:
            found[one.question.id] = {"value": one.value, "other": one.other}
    return found


def differences(
    definition: Definition, first: Mapping[str, Said], second: Mapping[str, Said]
) -> list[dict[str, Any]]:
    """Return where two entries differ, in printed order, with nothing chosen yet."""
    return [
        {"page": page.key, FIRST: first.get(page.key), SECOND: second.get(page.key), "chosen": None}
        for page in printed_pages(definition, with_equality=False)
        if _compared(page.question, first.get(page.key))
        != _compared(page.question, second.get(page.key))
    ]


def settled(
    definition: Definition, first: Mapping[str, Said], chosen: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Return answers and own words, as typed, with what was chosen for each difference."""
    said = {**first, **{one["page"]: one[one["chosen"]] for one in chosen}}
    answers: dict[str, Any] = {}
    others: dict[str, dict[str, str]] = {}
    for key, one in said.items():
        question_id, _slash, row = key.partition("/")
        value = one["value"] if one else None
        if row:
            answers[question_id] = {**answers.get(question_id, {}), row: value}
        elif one:
            answers[question_id] = as_typed(definition.by_id[question_id], value)
            others[question_id] = one["other"] or {}
    return answers, others


def count_wrong(chosen: Iterable[Mapping[str, Any]]) -> int:
    """Return how many answers were wrong the first time."""
    return sum(one["chosen"] == SECOND for one in chosen)


def _compared(question: Question, said: Said) -> Any:
    """Return what of an answer is compared: of words no commas, which nobody copies all."""
    if said is None:
        return None
    value = said["value"]
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
        value = _letters(value)
    elif question.kind is Kind.EMAIL:
        value = value.casefold()
    elif question.kind is Kind.PLACE:
        value = {part: text if part == "area" else _letters(text) for part, text in value.items()}
    return value, {option: _letters(text) for option, text in (said["other"] or {}).items()}


def _letters(text: str) -> str:
    """Return a text without spaces and punctuation, small and capital letters alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] not in "CPZ")
