"""Exact numbers, for the equality role alone. All that others see goes through figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from consult.analyse.rules.counting import Tally, rows_of
from consult.plan.rules.definition import Definition, Kind


@dataclass(frozen=True)
class ExactTable:
    """How many people chose each answer to a question, or to one statement of it."""

    statement: str
    # Pairs of the words of an answer and a number.
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ExactFigure:
    """One question about the person. Without tables people answered it in words or dates."""

    number: int
    text: str
    kind: Kind
    answered: int
    # Those who did not say, be it because they were not asked.
    left_out: int
    tables: tuple[ExactTable, ...]


def exact_figures(
    definition: Definition, tallies: Iterable[Tally], *, people: int
) -> tuple[ExactFigure, ...]:
    """Return the numbers of some questions; ``people`` is how many responses count."""
    return tuple(
        ExactFigure(
            number=definition.numbers[one.question.id],
            text=one.question.text,
            kind=one.question.kind,
            answered=one.answered,
            left_out=people - one.answered,
            tables=_tables(one),
        )
        for one in tallies
    )


def _tables(tally: Tally) -> tuple[ExactTable, ...]:
    options = [option.label for option in rows_of(tally.question)]
    if not options:
        return ()
    statements = {one.value: one.label for one in tally.question.rows} or {"": ""}
    return tuple(
        ExactTable(label, tuple(zip(options, tally.counts(value), strict=True)))
        for value, label in statements.items()
    )
