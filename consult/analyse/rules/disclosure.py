"""Which numbers may be shown: none that could point to single people.

The “10-5 rule” of the Office for National Statistics: a number under 10 is hidden, every
other is rounded to 5. Where a hidden number could be worked out from the others, the next
smallest is hidden too, until each could be anything from 0 to 9, or lies somewhere in a
range of 10 or more. Percentages come from the rounded numbers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

SMALLEST = 10
STEP = 5
# A number rounded to 5 was at most this far away.
SLACK = STEP // 2
WIDEST_HIDDEN = SMALLEST - 1


@dataclass(frozen=True)
class Range:
    """The values, both ends counted, that a reader cannot rule out."""

    low: int
    high: int

    @property
    def is_safe(self) -> bool:
        """Say whether a hidden number in this range gives nobody away."""
        return self.high - self.low >= SMALLEST or (self.low <= 0 and self.high >= WIDEST_HIDDEN)


@dataclass(frozen=True)
class Shown:
    """A table of which each person is in one row. None stands for a hidden number."""

    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Known:
    """What another table says about some rows together: their sum lies in a range."""

    rows: frozenset[int]
    low: int
    high: int


def rounded(people: int) -> int:
    """Return a number rounded to 5."""
    return (people + SLACK) // STEP * STEP


def shown_number(people: int) -> int | None:
    """Return a number that stands alone as it may be shown."""
    return None if people < SMALLEST else rounded(people)


def percent(people: int | None, base: int | None) -> int | None:
    """Return the whole per cent that two rounded numbers give; never over 100."""
    if people is None or not base:
        return None
    return min(100, round(100 * people / base))


def shown_table(counts: Sequence[int]) -> Shown:
    """Return a table in which each person is in one row, as it may be shown."""
    hidden = {row for row, people in enumerate(counts) if people < SMALLEST}
    if sum(counts) < SMALLEST:
        return Shown((None,) * len(counts), None)
    by_size = sorted(range(len(counts)), key=lambda row: (counts[row], row))
    for row in by_size:
        table = _without(counts, hidden)
        if is_safe(table):
            return table
        hidden.add(row)
    return _without(counts, hidden)


def is_safe(table: Shown, known: Known | None = None) -> bool:
    """Say whether no hidden number of a table can be worked out too closely."""
    hidden = [row for row, people in enumerate(table.cells) if people is None]
    return table.total is None or all(_range_of(row, table, known).is_safe for row in hidden)


def could_be(shown: int) -> Range:
    """Return what a number was before it was rounded."""
    return Range(max(SMALLEST, shown - SLACK), shown + SLACK)


def _without(counts: Sequence[int], hidden: Collection[int]) -> Shown:
    cells = (None if row in hidden else rounded(people) for row, people in enumerate(counts))
    return Shown(tuple(cells), rounded(sum(counts)))


def _range_of(row: int, table: Shown, known: Known | None) -> Range:
    """Return what a careful reader can work out about one row.

    Rows fall in two parts, those that the other table adds up and the rest. One part’s
    sum limits the other’s through the total; a row is what its part leaves over.
    """
    limits = _limits(table)
    everything = frozenset(range(len(limits)))
    part = known.rows if known else everything
    sums = {True: _sum_of(limits, part), False: _sum_of(limits, everything - part)}
    if known:
        sums[True] = _both(sums[True], Range(known.low, known.high))
    total = could_be(table.total or 0)
    inside = row in part
    other = sums[not inside]
    own = _both(sums[inside], Range(total.low - other.high, total.high - other.low))
    rest = _sum_of(limits, (part if inside else everything - part) - {row})
    return _both(limits[row], Range(own.low - rest.high, own.high - rest.low))


def _limits(table: Shown) -> list[Range]:
    """Return what each row alone can be. Readers know that we hide the smallest rows."""
    shown = [people for people in table.cells if people is not None]
    if len(table.cells) - len(shown) == 1:
        # Nothing else had to be hidden with it, so it must be under 10.
        most = WIDEST_HIDDEN
    else:
        most = could_be(min(shown, default=table.total or 0)).high
    return [Range(0, most) if people is None else could_be(people) for people in table.cells]


def _sum_of(limits: Sequence[Range], rows: Collection[int]) -> Range:
    return Range(sum(limits[row].low for row in rows), sum(limits[row].high for row in rows))


def _both(one: Range, other: Range) -> Range:
    return Range(max(one.low, other.low), min(one.high, other.high))
