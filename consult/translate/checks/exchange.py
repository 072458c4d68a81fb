"""A language as a file for translators, and back: XLIFF 1.2, gettext PO, or a table (CSV)."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from lxml import etree

from consult.core.languages import LANGUAGES

_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COLUMNS = ("key", "state", "English", "translation")
# A cell that begins with one of these would be a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Line:
    """One text of a file: its key, the English, the translation so far and its state."""

    key: str
    source: str
    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class Sheet:
    """All texts of a consultation in one language."""

    slug: str
    language: str
    lines: tuple[Line, ...] = field(default=())


class UnreadableFileError(Exception):
    """A file that holds no translations we can read; nothing of it was taken."""


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


def _write_xliff(sheet: Sheet) -> bytes:
    root = etree.Element(f"{{{_XLIFF}}}xliff", nsmap={None: _XLIFF}, version="1.2")
    file = etree.SubElement(root, f"{{{_XLIFF}}}file")
    file.attrib.update(
        {
            "original": sheet.slug,
            "datatype": "plaintext",
            "source-language": "en",
            "target-language": sheet.language,
        }
    )
    body = etree.SubElement(file, f"{{{_XLIFF}}}body")
    for line in sheet.lines:
        unit = etree.SubElement(body, f"{{{_XLIFF}}}trans-unit", id=line.key)
        unit.set(_SPACE, "preserve")
        etree.SubElement(unit, f"{{{_XLIFF}}}source").text = line.source
        if line.text:
            target = etree.SubElement(unit, f"{{{_XLIFF}}}target")
            target.text = line.text
            target.set("state", "final" if line.state in {"checked", "live"} else "translated")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _read_xliff(body: bytes) -> Sheet:
    # No entity of the file is looked up: it could name a file of ours, or grow without end.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(body, parser)
    file = root.find(f"{{{_XLIFF}}}file")
    if root.tag != f"{{{_XLIFF}}}xliff" or file is None:
        raise UnreadableFileError
    lines = tuple(
        Line(unit.get("id", ""), _inner(unit, "source"), _inner(unit, "target"))
        for unit in file.iter(f"{{{_XLIFF}}}trans-unit")
    )
    return Sheet(file.get("original", ""), file.get("target-language", ""), lines)


def _inner(unit: etree._Element, name: str) -> str:
    found = unit.find(f"{{{_XLIFF}}}{name}")
    return "" if found is None else "".join(map(str, found.itertext()))


def _write_po(sheet: Sheet) -> bytes:
    catalogue = _catalogue(sheet.slug, sheet.language)
    for line in sheet.lines:
        catalogue.add(line.source, line.text, context=line.key)
    made = io.BytesIO()
    write_po(made, catalogue, width=0)
    return made.getvalue()


def _catalogue(slug: str, language: str) -> Catalog:
    babel = LANGUAGES[language].babel if language in LANGUAGES else language
    return Catalog(locale=babel, project=slug, header_comment="", fuzzy=False)


def _read_po(body: bytes) -> Sheet:
    catalogue = read_po(io.BytesIO(body), abort_invalid=True)
    lines = tuple(
        Line(str(message.context or ""), str(message.id), str(message.string or ""))
        for message in catalogue
        if message.id
    )
    return Sheet(str(catalogue.project), str(catalogue.locale_identifier or ""), lines)


def _write_csv(sheet: Sheet) -> bytes:
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


def _read_csv(body: bytes) -> Sheet:
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


_WRITERS: dict[str, Callable[[Sheet], bytes]] = {
    "xliff": _write_xliff,
    "po": _write_po,
    "csv": _write_csv,
}
_READERS: dict[str, Callable[[bytes], Sheet]] = {
    "xliff": _read_xliff,
    "xlf": _read_xliff,
    "po": _read_po,
    "csv": _read_csv,
}
ENDINGS = tuple(_WRITERS)


@dataclass(frozen=True)
class SheetProblem:
    """Why a text of a file cannot be taken; `key` is empty for the file as a whole."""

    code: str
    key: str = ""
    words: str = ""


def problems_in_sheet(
    sheet: Sheet, *, slug: str, language: str, sources: Iterable[tuple[str, str]]
) -> tuple[SheetProblem, ...]:
    """Compare a file with the consultation it should be for. One problem keeps it all out."""
    if sheet.slug != slug:
        return (SheetProblem("other-consultation"),)
    if sheet.language != language:
        return (SheetProblem("other-language"),)
    english, problems, seen = dict(sources), [], set()
    for line in sheet.lines:
        if line.key in seen:
            problems.append(SheetProblem("twice", line.key))
        elif line.key not in english:
            problems.append(SheetProblem("no-such-text", line.key))
        elif _plain(line.source) != _plain(english[line.key]):
            problems.append(SheetProblem("english-changed", line.key))
        seen.add(line.key)
    return tuple(problems)


def _plain(text: str) -> str:
    return " ".join(text.split())
