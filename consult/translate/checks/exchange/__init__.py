"""A language as a file for translators, and back: XLIFF 1.2, gettext PO, or a table (CSV)."""

import csv
from collections.abc import Callable

from babel.messages.pofile import PoFileError
from lxml import etree

from consult.translate.checks.exchange.po import read_po, write_po
from consult.translate.checks.exchange.problems import SheetProblem, problems_in_sheet
from consult.translate.checks.exchange.sheet import Line, Sheet, UnreadableFileError
from consult.translate.checks.exchange.tables import read_csv, write_csv
from consult.translate.checks.exchange.xliff import read_xliff, write_xliff

__all__ = [
    "ENDINGS",
    "Line",
    "Sheet",
    "SheetProblem",
    "UnreadableFileError",
    "problems_in_sheet",
    "read_sheet",
    "write_sheet",
]

MOST_BYTES = 5_000_000
_WRITERS: dict[str, Callable[[Sheet], bytes]] = {
    "xliff": write_xliff,
    "po": write_po,
    "csv": write_csv,
}
_READERS: dict[str, Callable[[bytes], Sheet]] = {
    "xliff": read_xliff,
    "xlf": read_xliff,
    "po": read_po,
    "csv": read_csv,
}
ENDINGS = tuple(_WRITERS)


def write_sheet(sheet: Sheet, ending: str) -> bytes:
    """Return the file of one of the three kinds."""
    return _WRITERS[ending](sheet)


def read_sheet(body: bytes, ending: str) -> Sheet:
    """Read a file back. Raises UnreadableFileError for anything that is not whole."""
    if ending not in _READERS or len(body) > MOST_BYTES:
        raise UnreadableFileError
    try:
        return _READERS[ending](body)
    except (etree.XMLSyntaxError, PoFileError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise UnreadableFileError from error
