"""Pieces of text that must run left to right wherever they stand.

Bare in a right-to-left paragraph, browsers show 020 8708 0000 as 0000 8708 020:
a resident would ring the wrong number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of text, and whether it must be kept left to right."""

    text: str
    left_to_right: bool


_GAP = "[ \u00a0\u202f]"
_TO = f"{_GAP}?[-–]{_GAP}?"
_SUM = rf"£{_GAP}?\d[\d,.]*(?<=\d)(?:{_GAP}?(?:million|billion|bn|[mk]))?"
_TIME = r"\d{1,2}(?:[.:]\d{2})?"
_HALF = f"{_GAP}?(?:am|pm)"
_NUMBER = r"\d+(?:\.\d+)?%?"
# The first kind that fits at a place wins, so the longer kinds come first.
_KINDS = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # e-mail
    r"(?:https?://|www\.)[^\s<>]*\w",  # web address
    rf"{_SUM}(?:{_TO}{_SUM})?",  # money
    rf"{_TIME}(?:{_HALF})?{_TO}{_TIME}{_HALF}",  # range of times
    r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}",  # date in digits
    rf"[A-Z]{{1,2}}\d[A-Z\d]?{_GAP}\d[A-Z]{{2}}",  # postcode
    rf"\+\d{{1,3}}(?:{_GAP}\d{{2,4}}){{2,4}}|\d{{2,5}}(?:(?:{_GAP}|-)\d{{3,4}}){{1,3}}",  # phone
    rf"{_NUMBER}{_TO}{_NUMBER}",  # range
    r"[A-Z]{2,}[-/]?\d[\w/-]*|[A-Z\d]{3,}(?:-[A-Z\d]{3,})+",  # reference
)
# Only ASCII letters join a token: an Urdu word may stand right against it.
_TOKEN = re.compile(rf"(?<!\w)(?:{'|'.join(_KINDS)})(?!\w)", re.ASCII)


def left_to_right_tokens(text: str) -> tuple[str, ...]:
    """Return each phone, postcode, sum, range, date, reference and address in a text."""
    return tuple(match.group() for match in _TOKEN.finditer(text))


def runs(text: str) -> Iterator[Run]:
    """Part a text into what may turn and what must be kept left to right."""
    place = 0
    for match in _TOKEN.finditer(text):
        if match.start() > place:
            yield Run(text[place : match.start()], left_to_right=False)
        yield Run(match.group(), left_to_right=True)
        place = match.end()
    if place < len(text):
        yield Run(text[place:], left_to_right=False)
