"""The same time for everybody: what came later than the rest, and what is done about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """What is done when a language or a format comes late."""

    EXTEND = "extend"  # everybody has as many days more
    LONGER = "longer"  # answers in it count for as many days more
    NEITHER = "neither"


@dataclass(frozen=True)
class Amends:
    """The choice, and the reason that everybody can read."""

    choice: Choice
    reason: str


def days_late(opens: date, approved: date | None, *, at: date) -> int:
    """Return how many days after the first day something comes; 0 for what is not open yet."""
    if approved is None:
        return 0
    return max(0, (at - max(opens, approved)).days)
