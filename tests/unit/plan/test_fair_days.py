"""Fair days are calendar days without those on which people are away, each left out once."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.compact.rules import days_open, default_last_day
from consult.core.days import bank_holidays
from consult.plan.rules.fair_days import (
    Calendar,
    Quiet,
    QuietPeriod,
    count,
    full_time_ends,
    periods_from,
)

DAY = timedelta(days=1)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2046, 12, 31))
LENGTHS = st.integers(min_value=1, max_value=400)
AUGUST = QuietPeriod(date(2026, 8, 1), date(2026, 8, 31), "August")
ELECTION = QuietPeriod(date(2026, 3, 27), date(2026, 5, 7), "Before the election")
BARE, SET = Calendar(bank_holidays()), Calendar(bank_holidays(), (AUGUST, ELECTION))
SPRING, AUTUMN, LEAP = date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)


def by_hand(opens: date, closes: date, calendar: Calendar) -> int:
    """Count fair days another way: as a set of days that others are taken from."""
    left = {opens + DAY * step for step in range((closes - opens).days + 1)}
    for year in range(opens.year, closes.year + 1):
        left -= {date(year, 12, day) for day in range(24, 32)}
        left -= {date(year, 1, day) for day in (1, 2)}
    for one in calendar.periods:
        left -= {one.first + DAY * step for step in range((one.last - one.first).days + 1)}
    return len(left - calendar.bank_holidays)


@given(DAYS, LENGTHS, st.sampled_from([BARE, SET]))
@example(SPRING, 1, SET)
@example(AUTUMN, 1, SET)
@example(LEAP, 366, BARE)
def test_T9_any_period_is_counted_in_both_ways(
    opens: date, length: int, calendar: Calendar
) -> None:
    closes = opens + DAY * (length - 1)
    found = count(opens, closes, calendar)
    assert found.days == days_open(opens, closes) == length
    assert found.fair == by_hand(opens, closes, calendar)
    assert found.fair + sum(found.quiet.values()) == found.days


@given(DAYS, st.sampled_from([BARE, SET]))
@example(SPRING, SET)
@example(AUTUMN, SET)
def test_T9_the_suggested_last_day_is_the_first_with_84_fair_days(
    opens: date, calendar: Calendar
) -> None:
    last = full_time_ends(opens, calendar)
    assert by_hand(opens, last, calendar) == 84
    assert by_hand(opens, last - DAY, calendar) == 83
    assert last >= default_last_day(opens)


def test_a_spring_has_three_bank_holidays() -> None:
    found = count(date(2026, 3, 2), date(2026, 5, 24), BARE)
    assert (found.days, found.fair) == (84, 81)
    assert found.quiet == {Quiet.BANK_HOLIDAY: 3}
    assert full_time_ends(date(2026, 3, 2), BARE) == date(2026, 5, 28)  # Monday 25 May is one too


def test_christmas_is_ten_days_bank_holidays_and_all() -> None:
    found = count(date(2026, 12, 20), date(2027, 1, 10), BARE)
    assert found.quiet == {Quiet.CHRISTMAS: 10}
    assert found.fair == 22 - 10


def test_a_day_in_two_periods_is_left_out_once() -> None:
    twice = Calendar(bank_holidays(), (ELECTION, ELECTION))
    easter = count(date(2026, 4, 3), date(2026, 4, 6), twice)  # Good Friday and Easter Monday
    assert (easter.fair, easter.quiet) == (0, {Quiet.SET: 4})


@pytest.mark.parametrize(
    ("opens", "closes", "unknown"),
    [
        (date(2026, 1, 12), date(2026, 4, 5), ()),
        (date(2030, 12, 1), date(2031, 2, 22), (2030, 2031)),
        (date(2011, 12, 31), date(2012, 1, 9), (2011,)),
    ],
)
def test_years_that_nobody_has_announced_are_named(
    opens: date, closes: date, unknown: tuple[int, ...]
) -> None:
    assert count(opens, closes, BARE).years_unknown == unknown


def test_the_package_knows_this_year_and_the_next() -> None:
    # Christmas Day of 2027 is a Saturday, so the holiday is on Monday.
    assert {date(2026, 12, 25), date(2027, 12, 27)} <= bank_holidays()


def test_where_everything_is_quiet_the_84th_day_is_suggested() -> None:
    always = Calendar(frozenset(), (QuietPeriod(date(2000, 1, 1), date(2100, 1, 1), "Always"),))
    assert full_time_ends(SPRING, always) == default_last_day(SPRING)
    assert count(SPRING, SPRING + DAY, always).fair == 0


def test_the_periods_of_an_organisation_are_read_as_it_keeps_them() -> None:
    kept = [{"from": "2026-08-01", "to": "2026-08-31", "name": "August"}]
    assert periods_from(kept) == (AUGUST,)
    assert periods_from([]) == ()
