"""The numbers of a consultation as they may be shown, and nothing that may not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consult.analyse.rules.counting import Tally, bands_of, is_exclusive, merged, rows_of
from consult.analyse.rules.disclosure import (
    SMALLEST,
    Known,
    Shown,
    could_be,
    is_safe,
    percent,
    shown_number,
    shown_table,
)
from consult.plan.rules.definition import Condition, Definition, Kind, Option, Question, Test

# A theme that more than this share of those who answered its question raised.
LARGE_SHARE = 0.05
# Mean places are shown in halves: finer ones could give a small number away.
HALVES = 2


@dataclass(frozen=True)
class Cell:
    """One row of a table. None stands for a number that is hidden."""

    value: str
    label: str
    people: int | None
    percent: int | None
    # A ranking’s option: the mean place people gave it, in halves.
    place: float | None = None


@dataclass(frozen=True)
class Table:
    """The answers to a question, or to one statement of it."""

    statement: str
    label: str
    people: int | None
    cells: tuple[Cell, ...]

    @property
    def top(self) -> tuple[Cell, ...]:
        """Return the most common answer; several when they are level, none when hidden."""
        most = max((cell.people for cell in self.cells if cell.people is not None), default=None)
        return tuple(cell for cell in self.cells if most is not None and cell.people == most)

    @property
    def hides(self) -> bool:
        """Say whether any number of it is hidden."""
        return self.people is None or any(cell.people is None for cell in self.cells)


@dataclass(frozen=True)
class Figure:
    """What is shown of one question."""

    question: str
    number: int
    text: str
    kind: str
    is_equality: bool
    # How many answered it.
    people: int | None
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class ThemeFigure:
    """What is shown of one theme. The share is of those who answered its question."""

    theme_id: int
    question: str
    name: str
    people: int | None
    percent: int | None
    # More than 5 % of those who answered raised it, by the exact numbers.
    needs_decision: bool
    # Responses with a quote that may be published.
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True)
class ThemeCount:
    """How many responses raised a theme, exactly. Never leaves the job that counted."""

    theme_id: int
    question: str
    name: str
    people: int


def figures_of(definition: Definition, tallies: Mapping[str, Tally]) -> tuple[Figure, ...]:
    """Return every question’s numbers as they may be shown together."""
    alone = {
        question.id: _figure(definition, question, tallies[question.id])
        for question in definition.questions
    }
    return tuple(
        _emptied(figure)
        if _gives_away(definition.by_id[figure.question], figure, alone)
        else figure
        for figure in alone.values()
    )


def channels_shown(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Return how many responses came by each way, as it may be shown."""
    table = shown_table(tuple(counts.values()))
    return tuple(
        Cell(name, name, people, percent(people, table.total))
        for name, people in zip(counts, table.cells, strict=True)
    )


def themes_shown(
    counts: Iterable[ThemeCount],
    tallies: Mapping[str, Tally],
    quotes: Mapping[int, tuple[int, ...]],
    *,
    figures: Iterable[Figure],
) -> tuple[ThemeFigure, ...]:
    """Return the themes, the most raised first; hidden numbers in the order of their names.

    Where it is hidden how many answered a question, its themes would tell: each of them
    says that at least so many did, and a share gives the number itself.
    """
    bases = {figure.question: figure.people for figure in figures}
    shown = (
        _theme(count, tallies, quotes.get(count.theme_id, ()), base=bases.get(count.question))
        for count in counts
    )
    return tuple(sorted(shown, key=lambda one: (-(one.people or 0), one.name)))


def is_large(people: int, answered: int) -> bool:
    """Say whether more than 5 % of those who answered a question raised a theme."""
    return people > answered * LARGE_SHARE


def _theme(
    count: ThemeCount, tallies: Mapping[str, Tally], quotes: tuple[int, ...], *, base: int | None
) -> ThemeFigure:
    tally = tallies.get(count.question)
    answered = tally.answered if tally else 0
    people = None if base is None else shown_number(count.people)
    return ThemeFigure(
        theme_id=count.theme_id,
        question=count.question,
        name=count.name,
        people=people,
        percent=percent(people, base),
        needs_decision=is_large(count.people, answered),
        quotes=quotes,
    )


def _figure(definition: Definition, question: Question, tally: Tally) -> Figure:
    statements = question.rows if question.kind is Kind.MATRIX else ()
    if statements:
        tables = tuple(_table(tally, one.value, one.label) for one in statements)
    else:
        tables = (_table(tally, "", ""),) if rows_of(question) else ()
    return Figure(
        question=question.id,
        number=definition.numbers[question.id],
        text=question.text,
        kind=question.kind,
        is_equality=question.is_equality,
        people=shown_number(tally.answered),
        tables=tables,
    )


def _table(tally: Tally, statement: str, label: str) -> Table:
    rows: Sequence[Option] = rows_of(tally.question)
    counts: Sequence[int] = tally.counts(statement)
    if tally.question.kind is Kind.NUMBER:
        bands, counts = merged(bands_of(tally.question), counts)
        rows = [Option(band.value, band.label) for band in bands]
    if is_exclusive(tally.question):
        shown = shown_table(counts)
    else:
        shown = Shown(tuple(map(shown_number, counts)), shown_number(tally.answered))
    cells = (
        Cell(
            option.value,
            option.label,
            people,
            percent(people, shown.total),
            _place(tally, option.value) if people is not None else None,
        )
        for option, people in zip(rows, shown.cells, strict=True)
    )
    return Table(statement, label, shown.total, tuple(cells))


def _place(tally: Tally, option: str) -> float | None:
    placed = tally.placed[option]
    if placed < SMALLEST:
        return None
    return round(HALVES * tally.places[option] / placed) / HALVES


def _gives_away(question: Question, figure: Figure, alone: Mapping[str, Figure]) -> bool:
    """Say whether this question’s total would tell a number that an earlier table hides.

    A question asked only after one answer has about as many answers as that answer had.
    """
    if question.show_if is None or figure.people is None:
        return False
    for test in _certain_tests(question.show_if):
        tables = alone[test.question].tables
        if len(tables) == 1 and alone[test.question].kind == Kind.SINGLE:
            table = Shown(tuple(cell.people for cell in tables[0].cells), tables[0].people)
            if not is_safe(table, _known(test, question, figure.people, tables[0])):
                return True
    return False


def _certain_tests(condition: Condition) -> Iterator[Test]:
    """Yield the conditions that everybody who saw the question met."""
    if isinstance(condition, Test):
        yield condition
    elif condition.how == "all":
        for part in condition.parts:
            yield from _certain_tests(part)


def _known(test: Test, question: Question, people: int, table: Table) -> Known:
    wanted = frozenset(
        row
        for row, cell in enumerate(table.cells)
        if (cell.value in test.values) is (test.how != "is_not")
    )
    answered = could_be(people)
    # Everybody who was asked had to answer, so the two numbers are one and the same.
    is_equal = question.required and isinstance(question.show_if, Test)
    most = answered.high if is_equal else could_be(table.people or people).high
    return Known(wanted, answered.low, most)


def _emptied(figure: Figure) -> Figure:
    """Return a question of which no number is shown."""
    tables = tuple(
        replace(
            table,
            people=None,
            cells=tuple(
                replace(cell, people=None, percent=None, place=None) for cell in table.cells
            ),
        )
        for table in figure.tables
    )
    return replace(figure, people=None, tables=tables)
