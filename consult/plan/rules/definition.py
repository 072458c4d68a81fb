"""A question set as the rest of the code sees it: compiled once, never changed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

# A question with this id asks how a response may be published; its options are fixed.
PUBLISH = "publish"
PUBLISH_CHOICES = frozenset({"with_name", "without_name", "no"})

# A question with this id asks who is answering; these options are always among its own.
CAPACITY = "capacity"
INDIVIDUAL, ORGANISATION, SOMEBODY_ELSE = "individual", "organisation", "somebody_else"
# What an organisation is asked: its name, how many it speaks for, how it asked them.
ORG_NAME, ORG_MEMBERS, ORG_ASKED = "org_name", "org_members", "org_asked"
# Asked of a person who answers for somebody else; its one option says that they agreed.
CONSENT, AGREED = "consent", "yes"
# The name under which a response may be published.
YOUR_NAME = "your_name"

DEFAULT_LONGEST = {"text": 500, "long_text": 4000}
DEFAULT_MEGABYTES = {"file": 5}

_NO_LETTERS = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MATRIX = "matrix"
    RANKING = "ranking"
    DATE = "date"
    PLACE = "place"
    FILE = "file"


@dataclass(frozen=True)
class Option:
    """One answer a person can pick, one statement of a matrix, or one area of a place."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Test:
    """A condition on one earlier question: one of “is”, “is_not”, “in”."""

    question: str
    how: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Several conditions: “all” of them, or “any”."""

    how: str
    parts: tuple["Condition", ...]


Condition = Test | Group


@dataclass(frozen=True)
class Question:
    """One question. Limits that do not apply are None."""

    id: str
    kind: Kind
    text: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    other_on: frozenset[str] = frozenset()
    other_label: str = ""
    longest: int | None = None
    lowest: float | None = None
    highest: float | None = None
    megabytes: int | None = None
    show_if: Condition | None = None
    is_equality: bool = False

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Return the words of each option by its value."""
        return {option.value: option.label for option in self.options}


class How(StrEnum):
    """The kind of a way to take part."""

    PHONE = "phone"
    PAPER = "paper"
    LETTER = "letter"
    EMAIL = "email"
    MEETING = "meeting"
    VIDEO = "video"
    HELPER = "helper"


@dataclass(frozen=True)
class Way:
    """A way to take part that this consultation offers beyond those of the site."""

    how: How
    text: str
    day: date | None = None


@dataclass(frozen=True)
class Word:
    """A word of the word list and its one meaning; variants are other forms of it."""

    term: str
    meaning: str
    variants: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the id of its meaning on a page."""
        return f"word-{plain_form(self.term)}"


@dataclass(frozen=True)
class Definition:
    """A whole consultation document, compiled."""

    title: str
    owner: str
    summary: str
    why: str
    what_happens_next: str
    who_is_affected: str
    can_change: tuple[str, ...]
    cannot_change: tuple[str, ...]
    minutes: int | None
    ways: tuple[Way, ...]
    words: tuple[Word, ...]
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Return the questions by their id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number each question carries in every format."""
        return {question.id: place for place, question in enumerate(self.questions, start=1)}


def compile_definition(document: Mapping[str, Any]) -> Definition:
    """Return the compiled form of a document that has no problems."""
    return Definition(
        title=document["title"],
        owner=document["owner"],
        summary=document["summary"],
        why=document.get("why", ""),
        what_happens_next=document.get("what_happens_next", ""),
        who_is_affected=document.get("who_is_affected", ""),
        can_change=tuple(document.get("can_change", ())),
        cannot_change=tuple(document.get("cannot_change", ())),
        minutes=document.get("minutes"),
        ways=tuple(_way(raw) for raw in document.get("ways", ())),
        words=tuple(_word(raw) for raw in document.get("words", ())),
        questions=(
            *(_question(raw, is_equality=False) for raw in document["questions"]),
            *(_question(raw, is_equality=True) for raw in document.get("equality_questions", ())),
        ),
    )


def compile_condition(raw: Mapping[str, Any]) -> Condition:
    """Return the compiled form of a “show_if”."""
    for how in ("all", "any"):
        if how in raw:
            return Group(how, tuple(compile_condition(part) for part in raw[how]))
    how = next(key for key in ("is", "is_not", "in") if key in raw)
    values = raw[how] if how == "in" else [raw[how]]
    return Test(raw["question"], how, tuple(str(value) for value in values))


def plain_form(word: str) -> str:
    """Return what is the same in “E-mail”, “e mail” and “e-mail”."""
    return _NO_LETTERS.sub("-", word.casefold()).strip("-")


def tests_in(condition: Condition) -> Iterator[Test]:
    """Yield every condition on a single question, however deep it lies."""
    if isinstance(condition, Test):
        yield condition
    else:
        for part in condition.parts:
            yield from tests_in(part)


def _question(raw: Mapping[str, Any], *, is_equality: bool) -> Question:
    kind = Kind(raw["type"])
    options: Sequence[Mapping[str, Any]] = raw.get("options", ())
    other_on = set(raw.get("other_text_on", ()))
    other_on |= {option["value"] for option in options if option.get("other_text")}
    return Question(
        id=raw["id"],
        kind=kind,
        text=raw["text"],
        hint=raw.get("hint", ""),
        required=raw.get("required", False),
        options=_options(options),
        rows=_options(raw.get("rows", ())),
        other_on=frozenset(other_on),
        other_label=raw.get("other_label", ""),
        longest=raw.get("max_length", DEFAULT_LONGEST.get(kind)),
        lowest=raw.get("min"),
        highest=raw.get("max"),
        megabytes=raw.get("max_mb", DEFAULT_MEGABYTES.get(kind)),
        show_if=compile_condition(raw["show_if"]) if "show_if" in raw else None,
        is_equality=is_equality,
    )


def _way(raw: Mapping[str, Any]) -> Way:
    day = date.fromisoformat(raw["day"]) if "day" in raw else None
    return Way(How(raw["how"]), raw["text"], day)


def _word(raw: Mapping[str, Any]) -> Word:
    return Word(raw["term"], raw["meaning"], tuple(raw.get("variants", ())))


def _options(raw: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(one["value"], one["label"], one.get("hint", "")) for one in raw)
