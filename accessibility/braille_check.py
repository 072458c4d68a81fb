"""A second look at a BRF file: its layout counted afresh, its cells read back into letters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from accessibility.document import Document, document_texts
from accessibility.liblouis import Grade, from_braille, table_of
from accessibility.pdf_check import letters_recovered

MOST_CELLS = 40
MOST_LINES = 25
LEAST_LETTERS_READ_BACK = 0.98
_LEAST_OF_ONE_TEXT = 0.5
_NO_CHANCE = 4  # so many letters in a row are the same for a reason
_AHEAD = 100  # letters: what may stand between two texts
# What the program writes for a sign it does not know, as '\X2610' or '/XBFAJ'.
_CODE = re.compile(r"'[\\/][XYZ][0-9A-J]{4,8}'")
# The Welsh tables read their own cells back as these.
_READ_AMISS = str.maketrans({"æ": "ae", "¥": "y"})


def problems_in_braille(brf: bytes, document: Document, *, grade: Grade) -> tuple[str, ...]:
    """Return, for developers and operators, each reason not to hand this Braille to people.

    Raises MissingProgram or NoBrailleTable.
    """
    if not brf.isascii():
        return ("holds signs that are not ASCII Braille",)
    *pages, rest = [page.split("\r\n") for page in brf.decode("ascii").split("\f")]
    table = table_of(document.language, grade)
    return (
        *(["the last page does not end with a form feed"] if rest != [""] else []),
        *(f"holds a code: {code}" for code in _CODE.findall(brf.decode("ascii"))),
        *(fault for number, page in enumerate(pages, 1) for fault in _layout(number, page)),
        *_numbers(pages, table),
        *_words(pages, document, table),
    )


def _layout(number: int, page: list[str]) -> Iterator[str]:
    *lines, rest = page
    if rest:
        yield f"page {number} does not end with a line break"
    if len(lines) != MOST_LINES:
        yield f"page {number} has {len(lines)} lines, not {MOST_LINES}"
    for line in lines:
        if len(line) > MOST_CELLS or not line.isprintable():
            yield f"page {number} has a line of {len(line)} cells: {line[:MOST_CELLS]!r}"


def _numbers(pages: list[list[str]], table: str) -> Iterator[str]:
    last = [page[-2] if page[1:] else "" for page in pages]
    for number, (cells, read) in enumerate(zip(last, from_braille(last, table), strict=True), 1):
        if _letters(read) != str(number) or len(cells.rstrip()) != MOST_CELLS:
            yield f"page {number} does not have its number at the end of its last line"


def _words(pages: list[list[str]], document: Document, table: str) -> Iterator[str]:
    """Compare letters, not words: what a hyphen broke at the end of a line stays in order."""
    lines = [line for page in pages for line in page[:-2]]
    read = _letters("".join(from_braille(_rejoined(lines), table)))
    title, publisher, *others = document_texts(document)
    texts = (title, publisher, document.labels.not_proofread, *others)
    share = letters_recovered(_letters("".join(texts)), read)
    if share < LEAST_LETTERS_READ_BACK:
        yield f"only {share:.1%} of the letters can be read back"
    yield from (f"lost: {text[:40]}" for text in _lost(texts, read))


def _lost(texts: Iterable[str], read: str) -> Iterator[str]:
    """Look for each text after the one before it."""
    place = 0
    for text in texts:
        letters = _letters(text)
        ahead = read[place : place + 2 * len(letters) + _AHEAD]
        same = SequenceMatcher(None, letters, ahead, autojunk=False).get_matching_blocks()
        found = [one for one in same if one.size >= min(_NO_CHANCE, len(letters))]
        if sum(one.size for one in found) < _LEAST_OF_ONE_TEXT * len(letters):
            yield text
        elif letters:
            place += found[-1].b + found[-1].size


def _rejoined(lines: list[str]) -> list[str]:
    """Join the pieces of a word that was too long for one line: each stands alone on its own."""
    joined = [""]
    is_inside = False
    for line in (one.strip() for one in lines):
        if is_inside:
            joined[-1] = joined[-1][:-1] + line
        else:
            joined.append(line)
        is_inside = line.endswith("-") and " " not in line
    return joined


def _letters(text: str) -> str:
    """Return letters and digits alone, in one case, without accents, digits as 0 to 9."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_READ_AMISS))
    kept = (sign for sign in plain if unicodedata.category(sign)[0] in "LMN")
    return "".join(
        str(unicodedata.digit(sign, sign))
        for sign in kept
        if not unicodedata.name(sign, "").startswith("COMBINING")
    )
