"""What the Compact promises, as rules that can be checked."""

from datetime import date, timedelta
from enum import StrEnum

# “At least 12 weeks wherever possible”: 84 days, counting the first and the last.
FULL_PERIOD = 84  # days
SHORTEST_REASON = 10  # letters: “none” and “n/a” are not reasons
LONGEST_REASON = 2000  # characters: everybody reads it, on the page of the consultation


class Commitment(StrEnum):
    """A promise of the Compact that the site checks for itself."""

    TWELVE_WEEKS = "twelve-weeks"
    DATES_KEPT = "dates-kept"
    PLAIN_WORDS = "plain-words"
    SAME_TIME = "same-time"
    LANGUAGES_KEPT = "languages-kept"


class ReasonNeededError(Exception):
    """A promise is not kept, and nobody has said why."""

    def __init__(self, broken: tuple[Commitment, ...]) -> None:
        """Keep the promises that need a reason."""
        super().__init__(", ".join(broken))
        self.broken = broken


def default_last_day(opens: date) -> date:
    """Return the 84th day, counting the opening day."""
    return opens + timedelta(days=FULL_PERIOD - 1)


def days_open(opens: date, closes: date) -> int:
    """Return how many days a period has, counting both ends."""
    return (closes - opens).days + 1


def broken_by_period(opens: date, closes: date) -> tuple[Commitment, ...]:
    """Return the promise that a period breaks: shorter and longer both need a reason."""
    if days_open(opens, closes) == FULL_PERIOD:
        return ()
    return (Commitment.TWELVE_WEEKS,)


def broken_by_change(
    before: tuple[date, date] | None, after: tuple[date, date], *, approved: date | None = None
) -> tuple[Commitment, ...]:
    """Return the promises broken by setting or changing the two dates of a period.

    Dates that stay as they are break nothing again: their reason is already stated. Days
    before a consultation was let open were nobody’s to answer on, so they do not count.
    """
    if before == after:
        return ()
    moved = (Commitment.DATES_KEPT,) if before else ()
    return moved + broken_by_period(first_to_answer(after[0], approved=approved), after[1])


def first_to_answer(opens: date, *, approved: date | None) -> date:
    """Return the first day on which people could answer, in truth."""
    return max(opens, approved) if approved else opens


def broken_by_opening(opens: date, closes: date, *, approved: date) -> tuple[Commitment, ...]:
    """Return the promise broken when a consultation is let open after its first day.

    People then have fewer days than the dates say.
    """
    late = approved > opens
    return (Commitment.TWELVE_WEEKS,) if late and days_open(approved, closes) != FULL_PERIOD else ()


def is_reason(text: str | None) -> bool:
    """Say whether a text can stand as a stated reason."""
    return sum(letter.isalnum() for letter in text or "") >= SHORTEST_REASON
