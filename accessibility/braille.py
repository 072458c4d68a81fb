"""A document as Braille: a BRF file of 40 cells by 25 lines, to emboss or to read on a display."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from accessibility.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Numbered,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.liblouis import Grade, in_braille, table_of
from accessibility.scripts import primary_language

_CELLS = 40
_HEADING_CELLS = 34  # leaves three empty on each side
_LINES = 24  # and the number of the page below them
_CHAPTER = 2
# Cells that say something of the next cell: a word is never broken after one.
_PREFIXES = '"#,.;@^_'
_SIGN = re.compile(".\u0a3c?", re.DOTALL)  # tables know this dot only with its letter
_UNKNOWN_TO_ALL = "\ue000"
_NUMBER_SIGN = "#"  # all that the Punjabi table writes for £
_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "…": "...",
    "•": "-", "→": "->", "←": "<-", "⁄": "/",
}  # fmt: skip
_ENGLISH_NAMES = {"☐": "blank box", "☑": "ticked box"}


class UntranslatableText(ValueError):  # noqa: N818 (it names the text, not a fault of ours)
    """The text holds signs that this Braille code has no cells for."""


@dataclass(frozen=True)
class _Part:
    """A text with its layout. Indents are empty cells before its first and its other lines."""

    text: str
    first: int = 0
    rest: int = 2
    is_centred: bool = False
    stays_with_next: bool = False


@dataclass(frozen=True)
class _Line:
    cells: str
    stays_with_next: bool = False


_GAP = _Part("")


def braille_brf(document: Document, *, grade: Grade = 2) -> bytes:
    """Return a document in the Braille code of its language, contracted (2) or not (1).

    Raises MissingProgram, NoBrailleTable or UntranslatableText.
    """
    table = table_of(document.language, grade)
    front, body = list(_title_page(document)), _with_single_gaps(_body(document))
    written = _written([*front, *body], document.language, table)
    pages = [*_pages(written[: len(front)]), *_pages(written[len(front) :])]
    numbers = in_braille((str(number) for number in range(1, len(pages) + 1)), table)
    return "".join(map(_page, pages, numbers)).encode("ascii")


def _title_page(document: Document) -> Iterator[_Part]:
    yield _Part(document.title, is_centred=True)
    yield _GAP
    yield _Part(document.publisher, is_centred=True)
    yield _GAP
    yield _paragraph(document.labels.not_proofread)


def _body(document: Document) -> Iterator[_Part]:
    for block in document.blocks:
        yield from _parts(block, document.labels)
    yield _GAP
    yield _paragraph(document.closing_note)


def _with_single_gaps(parts: Iterable[_Part]) -> list[_Part]:
    """Drop a gap after a gap. One after a heading stays with what follows it, too."""
    return [
        part if part.text else replace(part, stays_with_next=before.stays_with_next)
        for before, part in pairwise([_GAP, *parts])
        if part.text or before.text
    ]


def _parts(block: Block, labels: Labels) -> Iterator[_Part]:
    match block:
        case Heading():
            yield _GAP
            yield _heading(block)
        case Paragraph(text=text):
            yield _paragraph(text)
        case Bullets(items=items):
            yield from map(_Part, items)
        case Numbered(items=items):
            yield from (_Part(f"{place}. {item}") for place, item in enumerate(items, 1))
        case Facts(items=facts):
            yield from (_Part(_as_text(fact)) for fact in facts)
        case WordBox():
            yield from _word_box(block, labels.word_help)
        case question:
            yield from _question(question)


def _heading(heading: Heading) -> _Part:
    if heading.level == _CHAPTER:
        return _Part(heading.text, is_centred=True, stays_with_next=True)
    return _Part(heading.text, first=4, rest=4, stays_with_next=True)


def _paragraph(text: str) -> _Part:
    return _Part(text, first=2, rest=0)


def _question(question: Question) -> Iterator[_Part]:
    has_options = bool(question.choices)
    yield _GAP
    yield _Part(
        f"{question.number}. {question.text}",
        rest=4,
        stays_with_next=bool(question.hint) or has_options,
    )
    if question.hint:
        yield _Part(question.hint, first=2, rest=0, stays_with_next=has_options)
    yield from (_Part(option, first=2, rest=4) for option in question.choices)


def _word_box(box: WordBox, label: str) -> Iterator[_Part]:
    yield _GAP
    if label:
        yield _Part(label, first=6, rest=4, stays_with_next=True)
    yield from (_Part(_as_text(word), first=6, rest=4) for word in box.words)
    yield _GAP


def _as_text(fact: Fact) -> str:
    return f"{fact.label}: {fact.value}"


def _written(parts: list[_Part], language: str, table: str) -> list[_Part]:
    """Return the parts in Braille; the whole document goes through the program at once."""
    texts = [unicodedata.normalize("NFC", " ".join(part.text.split())) for part in parts]
    instead = {sign: _instead(sign, language) for sign in _unknown(texts, table)}
    plain = [_SIGN.sub(lambda sign: instead.get(sign[0], sign[0]), text) for text in texts]
    if left := _unknown(plain, table):
        raise UntranslatableText(f"no Braille in {table} for {' '.join(left)}")
    cells = in_braille(plain, table)
    return [replace(part, text=one) for part, one in zip(parts, cells, strict=True)]


def _unknown(texts: Iterable[str], table: str) -> list[str]:
    """Return the signs a table has no cells for: there it writes a code that nobody can read."""
    signs = sorted({sign for text in texts for sign in _SIGN.findall(text)})
    code, *written = in_braille([_UNKNOWN_TO_ALL, *signs], table)
    return [
        sign
        for sign, cells in zip(signs, written, strict=True)
        if cells.startswith(code[:2])
        or not cells.isascii()
        or (cells == _NUMBER_SIGN and unicodedata.category(sign)[0] == "S")
    ]


def _instead(sign: str, language: str) -> str:
    """Return plainer signs, nothing for what only colours a letter, or the sign itself."""
    if len(sign) > 1:
        return sign
    name = unicodedata.name(sign, "")
    kind = unicodedata.category(sign)
    if kind in {"Cc", "Cf"} or name.startswith(("COMBINING", "VARIATION SELECTOR", "EMOJI MOD")):
        return ""
    plain = _PLAIN.get(sign) or unicodedata.normalize("NFKD", sign)
    if plain != sign:
        return "".join(_PLAIN.get(one, one) for one in plain if not unicodedata.combining(one))
    if name and kind == "So" and primary_language(language) == "en":
        return f"({_ENGLISH_NAMES.get(sign, name.lower())})"
    return sign


def _pages(parts: list[_Part]) -> Iterator[list[str]]:
    """Fill pages; none ends with a line that belongs to the next one, or begins with a gap."""
    lines = [line for part in parts for line in _lines(part)]
    while lines := _without_gap(lines):
        end = _LINES
        while end and end < len(lines) and lines[end - 1].stays_with_next:
            end -= 1
        end = end or _LINES
        yield [line.cells for line in lines[:end]]
        lines = lines[end:]


def _without_gap(lines: list[_Line]) -> list[_Line]:
    start = next((place for place, line in enumerate(lines) if line.cells), len(lines))
    return lines[start:]


def _lines(part: _Part) -> Iterator[_Line]:
    if part.is_centred:
        wrapped = _wrapped(part.text, 0, 0, _HEADING_CELLS)
        lines = [line.center(_CELLS).rstrip() for line in wrapped]
    else:
        lines = list(_wrapped(part.text, part.first, part.rest, _CELLS))
    return (_Line(line, part.stays_with_next) for line in lines)


def _wrapped(cells: str, first: int, rest: int, width: int) -> Iterator[str]:
    line = " " * first
    for word in cells.split():
        left = word
        gap = " " if line.strip() else ""
        if gap and len(line) + len(gap) + len(left) > width:
            yield line
            line, gap = " " * rest, ""
        while len(line) + len(left) > width:
            piece = left[: width - len(line) - 1]
            piece = piece.rstrip(_PREFIXES) or piece
            yield f"{line}{piece}-"
            line, left = " " * rest, left[len(piece) :]
        line += gap + left
    yield line.rstrip()


def _page(lines: list[str], number: str) -> str:
    filled = lines + [""] * (_LINES - len(lines))
    return "".join(f"{line}\r\n" for line in [*filled, number.rjust(_CELLS)]) + "\f"
