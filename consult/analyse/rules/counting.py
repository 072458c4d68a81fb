"""How one answer is counted, for each kind of question. Nothing here remembers a person."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, starmap
from typing import Any

from consult.analyse.rules.disclosure import SMALLEST
from consult.plan.rules.definition import Kind, Option, Question

# Where bands of numbers may begin: finely for a narrow range, by powers of ten for a wide one.
NARROW = 100
FINE = (0, 1, 2, 3, 4, 5, 10, 20, 50, 100)
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
        if self.low is None and self.high is None:
            return "Any number"
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
    is_narrow = low is not None and high is not None and high - low <= NARROW
    edges = [
        edge
        for edge in (FINE if is_narrow else TENS)
        if (low is None or edge > low) and (high is None or edge <= high)
    ]
    return tuple(starmap(Band, pairwise((low, *edges, None))))


def merged(bands: Sequence[Band], counts: Sequence[int]) -> tuple[list[Band], list[int]]:
    """Join each band that holds under 10 people to the next, so that all can be shown."""
    wider: list[tuple[Band, int]] = []
    for band, people in zip(bands, counts, strict=True):
        if wider and wider[-1][1] < SMALLEST:
            wider.append(_joined(wider.pop(), (band, people)))
        else:
            wider.append((band, people))
    if len(wider) > 1 and wider[-1][1] < SMALLEST:
        last = wider.pop()
        wider.append(_joined(wider.pop(), last))
    return [band for band, _people in wider], [people for _band, people in wider]


def is_exclusive(question: Question) -> bool:
    """Say whether each person is in only one row of a table of this question."""
    return question.kind is not Kind.MULTIPLE


def _joined(one: tuple[Band, int], other: tuple[Band, int]) -> tuple[Band, int]:
    return Band(one[0].low, other[0].high), one[1] + other[1]


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


def _area(_question: Question, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the area; who gave a postcode or words instead is counted as answering."""
    if value.get("area"):
        yield "", value["area"]


def _nothing(_question: Question, _value: Any) -> Iterator[tuple[str, str]]:
    yield from ()


_MARKS: Mapping[Kind, Callable[[Question, Any], Iterator[tuple[str, str]]]] = {
    Kind.SINGLE: _one,
    Kind.MULTIPLE: _many,
    Kind.MATRIX: _statements,
    Kind.RANKING: _first,
    Kind.NUMBER: _band,
    Kind.PLACE: _area,
}


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:,g}" if number == int(number) else str(number)
