"""A sheet as a table (CSV), for people with a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from consult.translate.checks.exchange.sheet import Line, Sheet, UnreadableFileError

_COLUMNS = ("key", "state", "English", "translation")
# A cell that begins with one of these would be a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write_csv(sheet: Sheet) -> bytes:
    """Return the file of a sheet."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow((*_COLUMNS, sheet.slug, sheet.language))
    for line in sheet.lines:
        cells = (line.key, line.state, line.source, line.text)
        table.writerow([_cell(cell) for cell in cells])
    # With its mark, so that a spreadsheet knows the letters.
    return made.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_csv(body: bytes) -> Sheet:
    """Return the sheet of a file."""
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    if not rows or tuple(rows[0][:4]) != _COLUMNS or len(rows[0]) < len(_COLUMNS) + 2:
        raise UnreadableFileError
    slug, language = rows[0][4:6]
    return Sheet(slug, language, tuple(_line(row) for row in rows[1:] if any(row)))


def _line(row: Sequence[str]) -> Line:
    if len(row) < len(_COLUMNS):
        raise UnreadableFileError
    key, state, source, text = (_told(cell) for cell in row[:4])
    return Line(key, source, text, state)


def _told(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
