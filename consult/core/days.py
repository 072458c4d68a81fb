"""Calendar days in London, the moments at which they begin, and the holidays of all."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")


def start_of(day: date) -> datetime:
    """Return the moment a calendar day begins in London, in UTC.

    Computed from the wall clock, so the days on which the clocks change are right.
    """
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the calendar day it is in London at a moment."""
    return moment.astimezone(LONDON).date()


@cache
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays of England and Wales, of each year that is announced.

    They come with a package; nothing is asked of the network.
    """
    kept = BankHolidays(use_cached_holidays=True)
    return frozenset(one["date"] for one in kept.get_holidays(BankHolidays.ENGLAND_AND_WALES))
