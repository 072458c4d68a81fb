"""A file of replies as a spreadsheet saves it: the names of its columns, then a reply a row."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult.core.letters import has_unstorable
from consult.core.settings import LONGEST_TEXT

# A column is often named with the whole text of its question.
LONGEST_NAME = 1000  # characters
MOST_COLUMNS = 250
# A zip, which is what a spreadsheet is when it was not saved as CSV; and an older one.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

# By the name of the column. An empty one stands for a blank line, which counts as a row.
Row = Mapping[str, str]


class NotATableError(Exception):
    """A file that cannot be read as a table; the words for each code are in analyse.forms."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep what is wrong."""
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Table:
    """A file that was read once, so that nobody can change it between the check and the rest."""

    columns: tuple[str, ...]
    text: str = field(repr=False)

    def rows(self) -> Iterator[Row | None]:
        """Yield the rows from the second on; None for one with the wrong number of columns."""
        reader = _reader(self.text)
        next(reader)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield None
                continue
            is_whole = not cells or len(cells) == len(self.columns)
            yield dict(zip(self.columns, cells, strict=False)) if is_whole else None


def read_table(raw: bytes) -> Table:
    """Return the table in a file. Raises NotATableError."""
    if raw.startswith(WORKBOOKS):
        raise NotATableError("workbook")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATableError("not-utf-8", place=error.start) from None
    try:
        columns = tuple(next(_reader(text), []))
    except csv.Error:
        raise NotATableError("no-first-row") from None
    _check(columns)
    return Table(columns, text)


def _reader(text: str) -> "Iterator[list[str]]":
    csv.field_size_limit(4 * LONGEST_TEXT)
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _check(columns: tuple[str, ...]) -> None:
    if len(columns) < 2:  # noqa: PLR2004 - since: one tells the rows apart, one holds an answer
        raise NotATableError("one-column")
    if len(columns) > MOST_COLUMNS:
        raise NotATableError("too-many-columns", limit=MOST_COLUMNS)
    if max(map(len, columns)) > LONGEST_NAME:
        raise NotATableError("long-column-name", limit=LONGEST_NAME)
    if has_unstorable(list(columns)):
        raise NotATableError("broken-column-names")
    # Nobody can point to a column without a name, so there may be several.
    named = [name for name in columns if name]
    if len(set(named)) < len(named):
        raise NotATableError("repeated-column")
