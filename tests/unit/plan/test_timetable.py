"""Opening and closing by the clock in London, whatever the clocks do on the day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.compact.rules import default_last_day
from consult.core.days import day_of, start_of
from consult.plan.models import Consultation
from consult.plan.rules.timetable import (
    State,
    closes_at,
    days_left,
    default_outcome_due,
    opens_at,
    outcome_due,
    state_of,
)

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAYS = st.dates(min_value=date(2006, 1, 1), max_value=date(2046, 12, 31))


def _consultation(opens: date, closes: date, *, approved: bool = True) -> Consultation:
    at = datetime(2000, 1, 1, tzinfo=UTC) if approved else None
    return Consultation(slug="x", title="", summary="", opens=opens, closes=closes, approved_at=at)


def changes_of_clocks() -> list[date]:
    """Return the days of 20 years on which London has 23 or 25 hours, from the zone data."""
    day, found = date(2020, 1, 1), []
    while day < date(2041, 1, 1):
        night = datetime(day.year, day.month, day.day, tzinfo=LONDON)
        next_night = datetime.fromordinal(day.toordinal() + 1).replace(tzinfo=LONDON)
        if next_night.utcoffset() != night.utcoffset():
            found.append(day)
        day += timedelta(days=1)
    return found


@given(DAYS)
@example(SPRING)
@example(AUTUMN)
def test_T2_the_last_day_is_open_until_midnight_in_london(last: date) -> None:
    end = closes_at(last)
    assert (end - SECOND).astimezone(LONDON).date() == last
    assert (end - SECOND).astimezone(LONDON).strftime("%H:%M:%S") == "23:59:59"
    assert end.astimezone(LONDON).date() == last + timedelta(days=1)


@given(DAYS)
@example(SPRING)
@example(AUTUMN)
def test_T2_the_first_day_begins_at_midnight_in_london(first: date) -> None:
    start = opens_at(first)
    assert start.astimezone(LONDON).strftime("%H:%M:%S") == "00:00:00"
    assert (start - SECOND).astimezone(LONDON).date() == first - timedelta(days=1)
    assert day_of(start) == first


@given(DAYS)
def test_T9_12_weeks_end_at_the_wall_clock_hour_they_began(first: date) -> None:
    began, ended = opens_at(first), closes_at(default_last_day(first))
    assert began.astimezone(LONDON).timetz().replace(tzinfo=None) == (
        ended.astimezone(LONDON).timetz().replace(tzinfo=None)
    )
    assert (ended.astimezone(LONDON).date() - first).days == 84


def test_the_zone_data_know_two_changes_a_year() -> None:
    assert len(changes_of_clocks()) == 42


@pytest.mark.parametrize("day", changes_of_clocks(), ids=str)
def test_T2_a_day_of_23_or_25_hours_is_open_to_its_end(day: date) -> None:
    one = _consultation(day, day)
    assert closes_at(day) - opens_at(day) in (timedelta(hours=23), timedelta(hours=25))
    assert state_of(one, opens_at(day)) is State.OPEN
    assert state_of(one, closes_at(day) - SECOND) is State.OPEN
    assert state_of(one, closes_at(day)) is State.CLOSED


def test_midnight_in_summer_is_eleven_in_the_evening_in_utc() -> None:
    assert closes_at(date(2026, 7, 1)) == datetime(2026, 7, 1, 23, tzinfo=UTC)
    assert closes_at(date(2026, 1, 1)) == datetime(2026, 1, 2, tzinfo=UTC)
    assert start_of(SPRING) == datetime(2026, 3, 29, tzinfo=UTC)
    assert closes_at(SPRING) == datetime(2026, 3, 29, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2026, 1, 11, 23, 59, 59, tzinfo=UTC), State.UPCOMING),
        (datetime(2026, 1, 12, tzinfo=UTC), State.OPEN),
        (datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC), State.OPEN),
        (datetime(2026, 4, 5, 23, tzinfo=UTC), State.CLOSED),
    ],
)
def test_the_state_follows_the_clock(moment: datetime, state: State) -> None:
    assert state_of(_consultation(date(2026, 1, 12), date(2026, 4, 5)), moment) is state


def test_what_nobody_let_open_stays_a_draft() -> None:
    one = _consultation(date(2026, 1, 12), date(2026, 4, 5), approved=False)
    assert state_of(one, datetime(2026, 2, 1, tzinfo=UTC)) is State.DRAFT


@pytest.mark.parametrize("days", [0, 1, 300])
def test_a_pause_lasts_until_somebody_ends_it(days: int) -> None:
    one = _consultation(date(2026, 1, 12), date(2026, 4, 5))
    one.paused_at = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assert state_of(one, one.paused_at + timedelta(days=days)) is State.PAUSED


def test_a_day_for_the_outcome_that_was_set_stays_when_the_end_moves() -> None:
    one = _consultation(date(2026, 1, 12), date(2026, 4, 5))
    assert outcome_due(one) == date(2026, 6, 28)
    one.outcome_due = date(2026, 7, 1)
    one.closes = date(2026, 4, 30)
    assert outcome_due(one) == date(2026, 7, 1)


def test_days_left_count_today_and_the_last_day() -> None:
    assert days_left(date(2026, 4, 5), closes=date(2026, 4, 5)) == 1
    assert days_left(date(2026, 1, 12), closes=date(2026, 4, 5)) == 84
    assert days_left(date(2026, 4, 6), closes=date(2026, 4, 5)) == 0


@given(DAYS)
def test_the_outcome_is_due_12_weeks_after_the_last_day(last: date) -> None:
    assert default_outcome_due(last).toordinal() - last.toordinal() == 84
