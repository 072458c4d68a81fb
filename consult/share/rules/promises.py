"""The day by which something is promised, and what it takes from the time to answer."""

from datetime import date, datetime, time, timedelta

from consult.core.days import LONDON, day_of
from consult.share.rules.formats import Item

SATURDAY = 5
A_DAY = timedelta(days=1)

# Who asks later than this asks on the next day, as nobody is there to make it today.
LAST_CALL = time(16)

# A promise may eat this part of the time that is left; more is not fair.
FAIR_PART = 5  # a fifth

KEPT_FOR = timedelta(days=90)


def promised_by(asked_at: datetime, item: Item) -> date:
    """Return the last day on which we send it, a working day in London.

    Working days are Monday to Friday: we have no list of bank holidays, and say so.
    """
    asked = asked_at.astimezone(LONDON)
    day = day_of(asked_at)
    if asked.time() >= LAST_CALL:
        day += A_DAY
    day = _working(day)
    for _day in range(item.days):
        day = _working(day + A_DAY)
    return day


def _working(day: date) -> date:
    """Return the day itself, or the Monday after it."""
    while day.weekday() >= SATURDAY:
        day += A_DAY
    return day


def days_late(promised: date, today: date) -> int:
    """Return how many days ago the promise was broken, or 0."""
    return max(0, (today - promised).days)


def fair_end(asked: date, ready: date, *, opens: date, closes: date) -> date | None:
    """Return the day until which this person should have time, if closing day is unfair.

    They get back the days they waited, when these are more than a fifth of what was left.
    """
    first = max(asked, opens)
    left, waited = (closes - first).days + 1, (ready - first).days
    if left <= 0 or waited * FAIR_PART <= left:
        return None
    return closes + timedelta(days=waited)


def kept_until(ended: date) -> date:
    """Return the last day on which we know how to reach a person whose request ended."""
    return ended + KEPT_FOR
