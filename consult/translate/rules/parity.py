"""The same time for everybody: what came later than the rest, and what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """What is done when a language or a format comes late."""

    EXTEND = "extend"  # everybody has as many days more
    LONGER = "longer"  # answers in it count for as many days more
    NEITHER = "neither"


@dataclass(frozen=True)
class Late:
    """What came late, as everybody reads it, by how many days; which copy, where we know."""

    named: str
    days: int
    format: str = ""
    language: str = ""


@dataclass(frozen=True)
class LateCopy:
    """A format that people could first have in a language on a later day than the rest."""

    format: str
    language: str
    came: date
    days: int


@dataclass(frozen=True)
class Amends:
    """The choice, and the reason that everybody can read."""

    choice: Choice
    reason: str


def late_copies(
    came: Mapping[tuple[str, str], date], *, first: date, since: Mapping[str, date]
) -> tuple[LateCopy, ...]:
    """Return what came after the first day to answer, by format and language.

    `since` has the languages that are offered. What came on the day of its language is no
    later than that, and has been stated with it.
    """
    return tuple(
        LateCopy(format_, language, day, (day - first).days)
        for (format_, language), day in came.items()
        if language in since and day > max(first, since[language])
    )


def days_late(opens: date, approved: date | None, *, at: date) -> int:
    """Return how many days after the first day something comes; 0 for what is not open yet."""
    if approved is None:
        return 0
    return max(0, (at - max(opens, approved)).days)
