"""Fair days: those of a period on which most people have time to answer.

A guide for officers beside the calendar days. The promise of 12 weeks counts calendar days.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consult.compact.rules import FULL_PERIOD, default_last_day

LONGEST_SEARCH = 1000  # days: a year of quiet periods, and no more, moves the end beyond it


class Quiet(StrEnum):
    """Why a day is not a fair one."""

    BANK_HOLIDAY = "bank-holiday"
    CHRISTMAS = "christmas"  # 24 December to 2 January
    SET = "set"  # by the organisation: August, the weeks before an election


@dataclass(frozen=True)
class QuietPeriod:
    """A time in which an organisation expects few answers. Both ends count."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Calendar:
    """What is known of days on which people are away."""

    bank_holidays: frozenset[date]
    periods: tuple[QuietPeriod, ...] = ()

    def why_quiet(self, day: date) -> Quiet | None:
        """Return why a day is not fair; one reason, so that no day is taken away twice."""
        if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2):
            return Quiet.CHRISTMAS
        if any(one.first <= day <= one.last for one in self.periods):
            return Quiet.SET
        return Quiet.BANK_HOLIDAY if day in self.bank_holidays else None

    def years_unknown(self, opens: date, closes: date) -> tuple[int, ...]:
        """Return the years of a period whose bank holidays nobody has told us."""
        known = {day.year for day in self.bank_holidays}
        return tuple(year for year in range(opens.year, closes.year + 1) if year not in known)


@dataclass(frozen=True)
class Count:
    """A period in calendar days and in fair days."""

    days: int
    fair: int
    # How many days are not fair, by why.
    quiet: Mapping[Quiet, int]
    years_unknown: tuple[int, ...]


def count(opens: date, closes: date, calendar: Calendar) -> Count:
    """Count the days of a period, both ends counted."""
    days = (closes - opens).days + 1
    why = Counter(filter(None, map(calendar.why_quiet, _days_from(opens, days))))
    return Count(days, days - why.total(), dict(why), calendar.years_unknown(opens, closes))


def full_time_ends(opens: date, calendar: Calendar) -> date:
    """Return the day on which people have had 84 fair days.

    Where quiet periods leave no 84 days in nearly three years, the 84th day of all.
    """
    fair = (day for day in _days_from(opens, LONGEST_SEARCH) if not calendar.why_quiet(day))
    for number, day in enumerate(fair, start=1):
        if number == FULL_PERIOD:
            return day
    return default_last_day(opens)


def periods_from(kept: Sequence[Mapping[str, str]]) -> tuple[QuietPeriod, ...]:
    """Return the periods that an organisation keeps as mappings of “from”, “to” and “name”."""
    return tuple(
        QuietPeriod(
            date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), one.get("name", "")
        )
        for one in kept
    )


def _days_from(first: date, days: int) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range(days))
