"""Letters to Braille and back, by liblouis: the tables we trust, and the program that reads them.

Which tables were left out, and why, is what Debian's liblouis 3.24 did with real texts. Those of
Romanian write eight dots. Those of Bengali, Gujarati and Tamil, and the contracted ones of Arabic
and Urdu, cannot be read back well enough to check what they wrote. The one of Urdu knows no full
stop, no bracket, no £ and no Latin letter: only texts without them can be had. We do not know
which codes readers of Urdu or Punjabi here prefer.
"""

import shutil
import subprocess
import textwrap
from collections.abc import Iterable
from typing import Literal

from accessibility.scripts import primary_language

Grade = Literal[1, 2]

_PROGRAM = "lou_translate"
_DEBIAN_PACKAGE = "liblouis-bin"
_SIGNS_OF_BRF = "en-us-brf.dis"  # one ASCII sign for each of the 64 cells
_TABLES: dict[str, dict[Grade, str]] = {
    "ar": {1: "ar-ar-g1.utb"},
    "cy": {1: "cy-cy-g1.utb", 2: "cy-cy-g2.ctb"},
    "en": {1: "en-ueb-g1.ctb", 2: "en-ueb-g2.ctb"},
    "lt": {1: "lt-6dot.tbl"},
    "pa": {1: "pa.tbl"},
    "pl": {1: "pl.tbl"},
    "ur": {1: "ur-pk-g1.utb"},
}
BRAILLE_LANGUAGES = frozenset(_TABLES)
# The program cuts lines of 2,047 bytes in two. A letter has four bytes at most.
_LONGEST_LINE = 500
_SECONDS = 60


class MissingProgram(Exception):  # noqa: N818 (it names what is missing, not a fault of ours)
    """The program that writes Braille is not installed."""

    def __init__(self) -> None:
        super().__init__(f"{_PROGRAM} is missing: install {_DEBIAN_PACKAGE}")
        self.needed_package = _DEBIAN_PACKAGE


class NoBrailleTable(ValueError):  # noqa: N818 (the same)
    """We trust no table for this language in this grade."""


def grades_of(language: str) -> tuple[Grade, ...]:
    """Return the grades a language can be had in: 1 is uncontracted, 2 contracted."""
    return tuple(_TABLES.get(primary_language(language), {}))


def table_of(language: str, grade: Grade) -> str:
    """Return the name of a table. Raises NoBrailleTable."""
    if grade not in grades_of(language):
        raise NoBrailleTable(f"no table for {language!r} in grade {grade}")
    return _TABLES[primary_language(language)][grade]


def in_braille(lines: Iterable[str], table: str) -> list[str]:
    """Return each line in ASCII Braille. Raises MissingProgram."""
    return _translated(lines, table, "--forward")


def from_braille(lines: Iterable[str], table: str) -> list[str]:
    """Return each line of ASCII Braille in letters. Raises MissingProgram."""
    return _translated(lines, table, "--backward")


def _translated(lines: Iterable[str], table: str, direction: str) -> list[str]:
    pieces = [_pieces(line) for line in lines]
    results = iter(_run([one for line in pieces for one in line], table, direction))
    return ["".join(next(results) for _ in line) for line in pieces]


def _pieces(line: str) -> list[str]:
    """Cut a long line between words, keeping every space."""
    cut = textwrap.wrap(line, _LONGEST_LINE, drop_whitespace=False, break_on_hyphens=False)
    return cut or [""]


def _run(lines: list[str], table: str, direction: str) -> list[str]:
    program = shutil.which(_PROGRAM)
    if program is None:
        raise MissingProgram
    # A backslash begins a code there, unless there are two.
    text = "".join(line.replace("\\", "\\\\") + "\n" for line in lines)
    done = subprocess.run(  # noqa: S603 - the names are ours; what people typed goes by stdin
        [program, direction, f"{_SIGNS_OF_BRF},{table}"],
        input=text.encode(),
        capture_output=True,
        check=True,
        timeout=_SECONDS,
    )
    # What it cannot write is sometimes no letter at all; the caller must see that, too.
    return done.stdout.decode(errors="replace").split("\n")[:-1]
