"""Calendar days in London, and the moments at which they begin."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def start_of(day: date) -> datetime:
    """Return the moment a calendar day begins in London, in UTC.

    Computed from the wall clock, so the days on which the clocks change are right.
    """
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the calendar day it is in London at a moment."""
    return moment.astimezone(LONDON).date()
