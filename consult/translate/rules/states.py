"""How far a text, a part and a language have come."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from accessibility.translation_check import TranslationProblem, problems_in_translation
from consult.translate.rules.sources import Source

PERSON, COMPUTER = "person", "computer"


class Made(Protocol):
    """A text as somebody put it into a language."""

    id: int
    key: str
    source: str
    text: str
    method: str
    made_by: str
    made_at: datetime
    checked_by: str | None
    checked_at: datetime | None


class State(StrEnum):
    """How far one text has come."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    CHECKED = "checked"
    LIVE = "live"


@dataclass(frozen=True)
class Text:
    """A text of the consultation with its newest translation and what people see."""

    source: Source
    newest: Made | None
    # The newest that somebody checked and that was made from this very English.
    good: Made | None
    is_offered: bool

    @property
    def state(self) -> State:
        """Return how far it has come; what people see stays while somebody writes anew."""
        if self.newest is None:
            return State.MISSING
        if self.newest.source != self.source.text:
            return State.STALE
        if self.newest is not self.good:
            return State.DRAFT
        return State.LIVE if self.is_offered else State.CHECKED

    @property
    def is_due(self) -> bool:
        """Say whether it still needs somebody."""
        return self.good is None

    def problems(self, language: str) -> tuple[TranslationProblem, ...]:
        """Return what a machine finds wrong with the newest translation."""
        if self.newest is None:
            return ()
        return problems_in_translation(self.source.text, self.newest.text, language=language)


def texts_of(
    sources: Iterable[Source], made: Iterable[Made], *, is_offered: bool
) -> tuple[Text, ...]:
    """Return each text with its translations; `made` comes oldest first."""
    newest: dict[str, Made] = {}
    good: dict[tuple[str, str], Made] = {}
    for one in made:
        newest[one.key] = one
        if one.checked_by is not None:
            good[one.key, one.source] = one
    return tuple(
        Text(one, newest.get(one.key), good.get((one.key, one.text)), is_offered) for one in sources
    )


def good_texts(sources: Iterable[Source], made: Iterable[Made]) -> dict[str, str]:
    """Return what people see: the checked translations of these very texts, by key."""
    found = texts_of(sources, made, is_offered=True)
    return {one.source.key: one.good.text for one in found if one.good}


def missing_for_offer(texts: Iterable[Text]) -> tuple[Source, ...]:
    """Return the essential texts that keep a language from being offered."""
    return tuple(one.source for one in texts if one.is_due and one.source.is_essential)


def due_for_copies(texts: Iterable[Text]) -> int:
    """Return how many texts keep the copies of the consultation itself from being made."""
    return sum(one.is_due and not one.source.is_of_outcome for one in texts)


def counted(texts: Iterable[Text]) -> Mapping[State, int]:
    """Return how many texts are in each state."""
    found = Counter(one.state for one in texts)
    return {state: found[state] for state in State}
