"""What people wrote in other languages than English, and what it says in English."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from consult.plan.rules.definition import Kind, Question
from consult.translate.rules.states import COMPUTER, PERSON

PAGE_LENGTH = 10  # answers
FREE = frozenset({Kind.TEXT, Kind.LONG_TEXT})
# Which response and which question: it stays when the person puts the words right.
Place = tuple[int, str]


class Made(Protocol):
    """What somebody’s words say in English, as somebody wrote it down."""

    made_from: str
    text: str
    method: str
    made_by: str
    made_at: datetime
    checked_by: str | None
    checked_at: datetime | None


class State(StrEnum):
    """How far the translation of an answer has come."""

    MISSING = "missing"
    OLDER = "older"  # of what the person wrote before they put it right
    GIST = "gist"  # by a computer
    DRAFT = "draft"
    CHECKED = "checked"


class Show(StrEnum):
    """Which answers a page lists."""

    TO_DO = "to-do"
    TO_CHECK = "to-check"
    ALL = "all"


DUE = frozenset({State.MISSING, State.OLDER, State.GIST})
_SHOWN = {
    Show.TO_DO: DUE,
    Show.TO_CHECK: frozenset({State.DRAFT}),
    Show.ALL: frozenset(State),
}


@dataclass(frozen=True)
class OwnWords:
    """What one person wrote in answer to one question, and what it says in English."""

    response_id: int
    # What the response is called in public.
    reference: str
    question: str
    language: str
    words: str
    made: Made | None

    @property
    def place(self) -> Place:
        """Return where the words stand."""
        return self.response_id, self.question

    @property
    def name(self) -> str:
        """Return the place as a form carries it."""
        return f"{self.response_id}-{self.question}"

    @property
    def state(self) -> State:
        """Return how far its translation has come."""
        if self.made is None:
            return State.MISSING
        if self.made.made_from != digest_of(self.words):
            return State.OLDER
        if self.made.method == COMPUTER:
            return State.GIST
        return State.CHECKED if self.made.checked_by else State.DRAFT

    @property
    def seen(self) -> str:
        """Return a mark of both texts: another one means that somebody changed one of them."""
        return digest_of(f"{self.words}\n{self.made.text if self.made else ''}")


@dataclass(frozen=True)
class Written:
    """What a translator typed for one answer, and what they saw when they did."""

    text: str
    method: str
    seen: str

    def differs_from(self, one: OwnWords) -> bool:
        """Say whether there is something to keep: an empty text changes nothing."""
        there = one.made
        if not self.text or there is None:
            return bool(self.text)
        return one.state is State.OLDER or (self.text, self.method) != (there.text, there.method)


def digest_of(words: str) -> str:
    """Return the SHA-256 of the very words."""
    return hashlib.sha256(words.encode()).hexdigest()


def own_words(question: Question | None, value: Any, other: Mapping[str, str] | None) -> str:
    """Return what of an answer is in the person’s own words; empty where nothing is."""
    if question is None or question.is_equality:
        return ""
    written = [value] if question.kind in FREE and isinstance(value, str) else []
    return "\n".join(one for one in (*written, *(other or {}).values()) if one.strip())


def may_stand_beside(made: Made | None, words: str) -> bool:
    """Say whether the public may read it: a person made it of these words, another checked it."""
    return (
        made is not None
        and made.method == PERSON
        and made.checked_by is not None
        and made.made_from == digest_of(words)
    )


def chosen(every: Iterable[OwnWords], *, language: str, show: Show) -> list[OwnWords]:
    """Return the answers in a language, or in all without one, that are so far."""
    return [one for one in every if language in ("", one.language) and one.state in _SHOWN[show]]


def page_of(found: Sequence[OwnWords], number: int) -> tuple[Sequence[OwnWords], int, int]:
    """Return a page of a list, its number from 1, and how many there are; the last for more."""
    last = max(1, -(-len(found) // PAGE_LENGTH))
    number = min(max(1, number), last)
    return found[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH], number, last
