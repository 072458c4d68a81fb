"""Ten thousand ends over twenty years, against a calendar that is worked out by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from consult.plan.models import Consultation
from consult.plan.rules.timetable import State, closes_at, opens_at, state_of
from consult.respond.rules.signals import signals_of
from consult.respond.rules.standing import Arrival, arrival, erasure_due

SEED, CASES = 20260405, 10_000
FIRST_YEAR, LAST_YEAR = 2024, 2043
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)
# Where it could go wrong: around the end, the grace, and an hour too early or too late.
AROUND = [INSTANT, timedelta(seconds=1), MINUTE, 30 * MINUTE, HOUR, 90 * MINUTE, DAY, 7 * DAY]


def last_sunday(year: int, month: int) -> date:
    """Return the last Sunday of a month with 31 days: the clocks change at 1 in the night UTC."""
    end = date(year, month, 31)
    return end - DAY * ((end.weekday() + 1) % 7)


def begins(day: date) -> datetime:
    """Return when a day begins in London, by the law of 2002 and without any library.

    In summer London’s midnight is at 23 o’clock UTC. On the Sunday of a change the day
    has begun before the clocks change.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    is_summer = last_sunday(day.year, 3) < day <= last_sunday(day.year, 10)
    return midnight - HOUR if is_summer else midnight


def changes() -> list[date]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return [last_sunday(year, month) for year in years for month in (3, 10)]


@dataclass(frozen=True)
class Case:
    """One consultation and one moment at which somebody sends."""

    opens: date
    closes: date
    now: datetime
    checked_at: datetime | None
    grace: timedelta

    def expected(self) -> tuple[State, Arrival]:
        """Say what is right, by comparing moments that were worked out by hand."""
        start, end = begins(self.opens), begins(self.closes + DAY)
        if self.now < start:
            return State.UPCOMING, Arrival.IN_TIME
        if self.now < end:
            return State.OPEN, Arrival.IN_TIME
        was_checking = self.checked_at is not None and self.checked_at < end
        in_grace = was_checking and (self.now - end) < self.grace
        return State.CLOSED, Arrival.GRACE if in_grace else Arrival.LATE

    def found(self) -> tuple[State, Arrival]:
        """Say what our rules say."""
        consultation = Consultation(opens=self.opens, closes=self.closes, approved_at=self.now)
        came = arrival(
            self.now,
            closes_at=closes_at(self.closes),
            checked_at=self.checked_at,
            grace=self.grace,
        )
        return state_of(consultation, self.now), came


def case_of(chance: Random) -> Case:
    """Make a case up: any day, or one beside a change of the clocks."""
    if chance.random() < 0.5:
        closes = chance.choice(changes()) + DAY * chance.randint(-2, 1)
    else:
        closes = date(FIRST_YEAR, 1, 1) + DAY * chance.randrange(365 * 20)
    opens = closes - DAY * chance.choice([0, 1, 83, 83, 83, chance.randrange(400)])

    def beside(moment: datetime) -> datetime:
        return moment + chance.choice([-1, 0, 1]) * chance.choice(AROUND)

    end = begins(closes + DAY)
    now = beside(begins(opens)) if chance.random() < 0.2 else beside(beside(end))
    checked_at = chance.choice([None, beside(end), beside(now)])
    return Case(opens, closes, now, checked_at, MINUTE * chance.choice([0, 30, 30, 24 * 60]))


def test_T2_of_10_000_ends_in_20_years_none_is_wrong() -> None:
    chance = Random(SEED)
    cases = [case_of(chance) for _turn in range(CASES)]
    right = [case.expected() for case in cases]
    wrong = [case for case, expected in zip(cases, right, strict=True) if case.found() != expected]
    assert not wrong
    # All of it was tried: every way to arrive, and an end on every day of a change.
    tried = Counter(came for _state, came in right) + Counter(state for state, _came in right)
    assert {*Arrival} - {Arrival.PAUSED} | {State.UPCOMING, State.OPEN, State.CLOSED} <= set(tried)
    assert min(tried.values()) > 300, tried
    assert {case.closes for case in cases} >= set(changes())


def test_T9_the_calendar_by_hand_is_that_of_the_zone_data() -> None:
    london = ZoneInfo("Europe/London")
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= LAST_YEAR:
        wall = datetime(day.year, day.month, day.day, tzinfo=london)
        assert opens_at(day) == begins(day) == wall
        assert closes_at(day - DAY) == begins(day)
        day += DAY


@pytest.mark.parametrize(
    ("closes", "hours"),
    [
        (date(2026, 3, 28), 24),
        (date(2026, 3, 29), 23),
        (date(2026, 10, 24), 24),
        (date(2026, 10, 25), 25),
    ],
)
def test_T2_the_last_day_is_as_long_as_it_is(closes: date, hours: int) -> None:
    assert closes_at(closes) - opens_at(closes) == hours * HOUR


def test_without_a_grace_nobody_is_in_it() -> None:
    end = closes_at(date(2026, 4, 5))
    came = arrival(end, closes_at=end, checked_at=end - MINUTE, grace=timedelta())
    assert came is Arrival.LATE


def test_a_request_to_delete_is_met_within_a_month_of_any_length() -> None:
    assert erasure_due(date(2026, 2, 1)) == date(2026, 3, 1)
    assert erasure_due(date(2026, 4, 5)) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("hidden", "seconds", "signs"),
    [
        ("", 6, []),
        ("", 5.9, ["fast"]),
        ("http://spam.example", 60, ["hidden-field"]),
        ("x", 0, ["hidden-field", "fast"]),
    ],
)
def test_F8_signs_of_a_machine_are_named(hidden: str, seconds: float, signs: list[str]) -> None:
    found = signals_of(hidden_field=hidden, took=timedelta(seconds=seconds), pages=3)
    assert found == signs
