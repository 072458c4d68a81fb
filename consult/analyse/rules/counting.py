"""How one answer is counted, for each kind of question. Nothing here remembers a person."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.plan.rules.definition import Kind, Option, Question

# Numbers are counted in four bands of the allowed range, or by powers of ten if it is wide.
BANDS = 4
WIDEST_EVEN = 100
TENS = (0, 1, 10, 100, 1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Band:
    """Numbers from “low” up to, but not with, “high”. None is no end."""

    low: float | None
    high: float | None

    @property
    def value(self) -> str:
        """Return its name in a download: “10..100”."""
        return f"{_short(self.low)}..{_short(self.high)}"

    @property
    def label(self) -> str:
        """Return it in words, in English like the words of the question."""
        if self.low is None:
            return f"Under {_short(self.high)}"
        if self.high is None:
            return f"{_short(self.low)} or more"
        return f"{_short(self.low)} to under {_short(self.high)}"

    def holds(self, number: float) -> bool:
        """Say whether a number is in the band."""
        above = self.low is None or number >= self.low
        return above and (self.high is None or number < self.high)


@dataclass
class Tally:
    """What people answered to one question, so far."""

    question: Question
    # How many answered it at all.
    answered: int = 0
    # By statement and option: how many chose it.
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)
    # A ranking’s options: how many gave each a place, and the sum of those places.
    placed: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    def add(self, value: Any) -> None:
        """Count one person’s answer, as it is stored."""
        self.answered += 1
        if self.question.kind is Kind.RANKING:
            for place, option in enumerate(value, start=1):
                self.placed[option] += 1
                self.places[option] += place
        self.chosen.update(_MARKS.get(self.question.kind, _nothing)(self.question, value))

    def counts(self, statement: str) -> tuple[int, ...]:
        """Return how many chose each option, in the order of the question."""
        rows = rows_of(self.question)
        return tuple(self.chosen[statement, option.value] for option in rows)


def rows_of(question: Question) -> tuple[Option, ...]:
    """Return what a table of this question has as rows; none for words and dates."""
    if question.kind is Kind.NUMBER:
        return tuple(Option(band.value, band.label) for band in bands_of(question))
    return question.options


def bands_of(question: Question) -> tuple[Band, ...]:
    """Return the bands for a number: made from its limits, never from what people said."""
    low, high = question.lowest, question.highest
    if low is None or high is None or high - low > WIDEST_EVEN:
        edges: tuple[float, ...] = tuple(edge for edge in TENS if low is None or edge > low)
        edges = tuple(edge for edge in edges if high is None or edge <= high)
    else:
        width = max(1, -(-(high - low + 1) // BANDS))
        edges = tuple(low + width * step for step in range(1, BANDS) if low + width * step <= high)
    starts: tuple[float | None, ...] = (low, *edges)
    return tuple(Band(start, end) for start, end in zip(starts, (*edges, None), strict=True))


def is_exclusive(question: Question) -> bool:
    """Say whether each person is in only one row of a table of this question."""
    return question.kind is not Kind.MULTIPLE


def _one(_question: Question, value: Any) -> Iterator[tuple[str, str]]:
    yield "", value


def _many(_question: Question, value: Any) -> Iterator[tuple[str, str]]:
    for option in set(value):
        yield "", option


def _statements(_question: Question, value: Any) -> Iterator[tuple[str, str]]:
    for statement, option in value.items():
        if option:
            yield statement, option


def _first(_question: Question, value: Any) -> Iterator[tuple[str, str]]:
    if value:
        yield "", value[0]


def _band(question: Question, value: Any) -> Iterator[tuple[str, str]]:
    yield from (("", band.value) for band in bands_of(question) if band.holds(value))


def _nothing(_question: Question, _value: Any) -> Iterator[tuple[str, str]]:
    yield from ()


_MARKS: Mapping[Kind, Callable[[Question, Any], Iterator[tuple[str, str]]]] = {
    Kind.SINGLE: _one,
    Kind.MULTIPLE: _many,
    Kind.MATRIX: _statements,
    Kind.RANKING: _first,
    Kind.NUMBER: _band,
}


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:,g}" if number == int(number) else str(number)
