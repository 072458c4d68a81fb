"""The mapping file of an import: which column holds what, and what is fixed for every row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.plan.rules.definition import Definition, Kind

KEYS = frozenset({"name", "id", "channel", "language", "sent", "publish", "answers", "themes"})
# What holds for every row, or is in a column of its own.
TAKEN = ("channel", "language", "sent", "publish")
SEPARATOR = ";"


@dataclass(frozen=True)
class Taken:
    """A value that is the same for every row, or is taken from a column."""

    fixed: str = ""
    column: str | None = None

    @property
    def place(self) -> str:
        """Return the column, for telling where a problem is."""
        return self.column or ""

    def of(self, row: Mapping[str, str]) -> str:
        """Return the value for a row. Every value we know is in small letters."""
        return self.fixed if self.column is None else row[self.column].strip().casefold()


@dataclass(frozen=True)
class Columns:
    """Where the answer to one question is: a column, or a column for each statement."""

    # By statement; the only key is "" where the question has none.
    columns: Mapping[str, str]
    separator: str = SEPARATOR


@dataclass(frozen=True)
class Themes:
    """Where the themes are that somebody has already found in the answers."""

    question: str
    column: str
    # Between several themes in one cell; without it a cell is one theme.
    separator: str = ""


@dataclass(frozen=True)
class Guide:
    """A mapping, read."""

    name: str
    id: str
    channel: Taken
    language: Taken
    sent: Taken
    publish: Taken
    answers: Mapping[str, Columns]
    themes: Themes | None = None


@dataclass(frozen=True)
class GuideProblem:
    """One thing wrong in a mapping; the words for each code are in analyse.forms."""

    place: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def problems_in_guide(
    raw: Any, definition: Definition, columns: Collection[str]
) -> tuple[GuideProblem, ...]:
    """Return everything that is wrong with a mapping for a file with these columns."""
    if not isinstance(raw, dict):
        return (GuideProblem("", "guide-not-object"),)
    found = [GuideProblem(str(key)[:80], "guide-unknown") for key in sorted(set(raw) - KEYS)]
    found += _problems_in_column("id", raw.get("id"), columns)
    if not isinstance(raw.get("name", ""), str):
        found.append(GuideProblem("name", "guide-wrong"))
    for key in TAKEN:
        found += _problems_in_taken(key, raw.get(key), columns)
    found += _problems_in_answers(raw.get("answers"), definition, columns)
    if "themes" in raw:
        found += _problems_in_themes(raw["themes"], definition, columns)
    return tuple(found)


def read_guide(raw: Mapping[str, Any], *, name: str) -> Guide:
    """Return the mapping in a document that has no problems."""
    themes = raw.get("themes")
    return Guide(
        name=raw.get("name", name),
        id=raw["id"],
        **{key: _taken(raw[key]) for key in TAKEN},
        answers={question: _columns(one) for question, one in raw["answers"].items()},
        themes=Themes(**themes) if themes else None,
    )


def _taken(raw: str | Mapping[str, str]) -> Taken:
    return Taken(fixed=raw) if isinstance(raw, str) else Taken(column=raw["column"])


def _columns(raw: str | Mapping[str, Any]) -> Columns:
    if isinstance(raw, str):
        return Columns({"": raw})
    found = raw["rows"] if "rows" in raw else {"": raw["column"]}
    return Columns(found, raw.get("separator", SEPARATOR))


def _problems_in_column(place: str, name: Any, columns: Collection[str]) -> Iterator[GuideProblem]:
    if not isinstance(name, str) or not name:
        yield GuideProblem(place, "guide-wrong")
    elif name not in columns:
        yield GuideProblem(place, "no-such-column", {"column": name[:80]})


def _problems_in_taken(place: str, raw: Any, columns: Collection[str]) -> Iterator[GuideProblem]:
    if isinstance(raw, dict) and set(raw) == {"column"}:
        yield from _problems_in_column(f"{place}.column", raw["column"], columns)
    elif not isinstance(raw, str) or not raw:
        yield GuideProblem(place, "guide-wrong")


def _problems_in_answers(
    raw: Any, definition: Definition, columns: Collection[str]
) -> Iterator[GuideProblem]:
    if not isinstance(raw, dict) or not raw:
        yield GuideProblem("answers", "guide-wrong")
        return
    for name, one in raw.items():
        place = f"answers.{name[:80]}"
        if name not in definition.by_id:
            yield GuideProblem(place, "no-such-question")
        elif definition.by_id[name].kind is Kind.FILE:
            yield GuideProblem(place, "answered-with-a-file")
        elif definition.by_id[name].kind is Kind.MATRIX:
            yield from _problems_in_rows(place, one, definition, name, columns)
        elif isinstance(one, dict):
            yield from _problems_in_object(place, one, columns, {"column", "separator"})
        else:
            yield from _problems_in_column(place, one, columns)


def _problems_in_rows(
    place: str, raw: Any, definition: Definition, name: str, columns: Collection[str]
) -> Iterator[GuideProblem]:
    rows = raw.get("rows") if isinstance(raw, dict) else None
    if not isinstance(rows, dict) or set(raw) != {"rows"} or not rows:
        yield GuideProblem(place, "guide-needs-rows")
        return
    known = {row.value for row in definition.by_id[name].rows}
    for row, column in rows.items():
        if row in known:
            yield from _problems_in_column(f"{place}.rows.{row}", column, columns)
        else:
            yield GuideProblem(f"{place}.rows.{row[:80]}", "no-such-row")


def _problems_in_object(
    place: str, raw: Mapping[str, Any], columns: Collection[str], keys: Collection[str]
) -> Iterator[GuideProblem]:
    for key in sorted(set(raw) - set(keys)):
        yield GuideProblem(f"{place}.{key[:80]}", "guide-unknown")
    separator = raw.get("separator", SEPARATOR)
    if not isinstance(separator, str) or not separator:
        yield GuideProblem(f"{place}.separator", "guide-wrong")
    yield from _problems_in_column(f"{place}.column", raw.get("column"), columns)


def _problems_in_themes(
    raw: Any, definition: Definition, columns: Collection[str]
) -> Iterator[GuideProblem]:
    if not isinstance(raw, dict):
        yield GuideProblem("themes", "guide-wrong")
        return
    yield from _problems_in_object("themes", raw, columns, {"question", "column", "separator"})
    question = definition.by_id.get(str(raw.get("question")))
    if question is None or question.kind not in {Kind.TEXT, Kind.LONG_TEXT}:
        yield GuideProblem("themes.question", "no-such-text-question")
