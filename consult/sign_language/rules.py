"""Which video may be offered, and when one came later than the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

MOST_MB = 80  # of a video: some twenty minutes as councils have them made
LONGEST_NAME = 200  # characters
LONGEST_LINK = 2000
LONGEST_CAPTIONS = 100_000  # characters: more than an hour


class Wrong(StrEnum):
    """What keeps a video from being offered, apart from its file and its captions."""

    NEITHER = "neither"
    BOTH = "both"
    LINK = "link"
    NO_CAPTIONS = "no-captions"
    SAME_PERSON = "same-person"
    IN_FUTURE = "in-future"


@dataclass(frozen=True)
class Details:
    """What an officer says of a video. Captions come with a file only."""

    link: str
    captions: str
    transcript: str
    signed_by: str
    signer_number: str
    checked_by: str
    checker_number: str
    checked_on: date


def problems_with(details: Details, *, has_file: bool, today: date) -> Iterator[tuple[str, Wrong]]:
    """Yield what is wrong, each with the name of the field that can mend it."""
    if has_file == bool(details.link):
        yield "video", Wrong.BOTH if has_file else Wrong.NEITHER
    elif details.link and not is_link(details.link):
        yield "link", Wrong.LINK
    if has_file and not details.captions.strip():
        yield "captions", Wrong.NO_CAPTIONS
    if _is_same(details.signed_by, details.checked_by) or _is_same(
        details.signer_number, details.checker_number
    ):
        yield "checked_by", Wrong.SAME_PERSON
    if details.checked_on > today:
        yield "checked_on", Wrong.IN_FUTURE


def is_link(text: str) -> bool:
    """Say whether a text is a safe address to send people to: https, a host, no password."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_one_word = text.isprintable() and " " not in text and len(text) <= LONGEST_LINK
    return parts.scheme == "https" and "." in host and "@" not in parts.netloc and is_one_word


def came_late(days: int, *, offered_at: datetime | None, is_open: bool) -> bool:
    """Say whether people who are asked now had to wait for it these days.

    A new video in place of one that they had is not late again. Once nobody can answer any
    more, there are no days to make up for.
    """
    return is_open and days > 0 and offered_at is None


def minutes(seconds: float) -> str:
    """Return a length as players show it: “2:05”."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def megabytes(size: int) -> str:
    """Return a size in MB, with one place after the point."""
    return f"{max(0.1, size / 1024 / 1024):.1f}"


def _is_same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
