"""12 weeks are 84 days with both ends counted; anything else needs a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.compact.commitments import broken_by
from consult.compact.commitments.dates_kept import DATES_KEPT
from consult.compact.commitments.twelve_weeks import TWELVE_WEEKS
from consult.compact.rules import (
    FULL_PERIOD,
    Commitment,
    Facts,
    ReasonNeededError,
    Step,
    days_open,
    default_last_day,
    is_reason,
)

FIRST, LAST = date(2026, 1, 12), date(2026, 4, 5)
TWELVE, KEPT = TWELVE_WEEKS, DATES_KEPT
DAYS = st.dates(min_value=date(2006, 1, 1), max_value=date(2046, 12, 31))


def broken_by_change(
    before: tuple[date, date] | None, after: tuple[date, date]
) -> tuple[Commitment, ...]:
    return broken_by(Facts(Step.DATES, *after, before=before))


def broken_by_period(opens: date, closes: date) -> tuple[Commitment, ...]:
    return broken_by_change(None, (opens, closes))


def broken_by_opening(opens: date, closes: date, *, approved: date) -> tuple[Commitment, ...]:
    return broken_by(Facts(Step.OPEN, opens, closes, approved=approved))


def test_twelve_weeks_from_a_monday_end_on_a_sunday() -> None:
    assert default_last_day(FIRST) == LAST
    assert days_open(FIRST, LAST) == 84
    assert LAST.weekday() == 6


def test_a_period_of_one_day_has_one_day() -> None:
    assert days_open(FIRST, FIRST) == 1


@given(DAYS)
def test_T9_the_84th_day_is_12_calendar_weeks_on(first: date) -> None:
    last = default_last_day(first)
    assert len({first + timedelta(days=step) for step in range((last - first).days + 1)}) == 84
    assert (last + timedelta(days=1)).weekday() == first.weekday()
    assert broken_by_period(first, last) == ()


@given(DAYS, st.integers(min_value=1, max_value=400))
def test_every_other_length_needs_a_reason(first: date, days: int) -> None:
    last = first + timedelta(days=days - 1)
    assert bool(broken_by_period(first, last)) == (days != FULL_PERIOD)


def test_first_dates_of_84_days_break_nothing() -> None:
    assert broken_by_change(None, (FIRST, LAST)) == ()


def test_first_dates_of_another_length_break_one_promise() -> None:
    assert broken_by_change(None, (FIRST, LAST - timedelta(days=1))) == (TWELVE,)


def test_moving_all_84_days_breaks_the_promise_to_keep_dates() -> None:
    moved = (FIRST + timedelta(days=7), LAST + timedelta(days=7))
    assert broken_by_change((FIRST, LAST), moved) == (KEPT,)


def test_shortening_breaks_both_promises() -> None:
    assert broken_by_change((FIRST, LAST), (FIRST, LAST - timedelta(days=1))) == (KEPT, TWELVE)


def test_going_back_to_84_days_is_a_change_too() -> None:
    short = (FIRST, LAST - timedelta(days=30))
    assert broken_by_change(short, (FIRST, LAST)) == (KEPT,)


def test_dates_that_stay_need_no_second_reason() -> None:
    short = (FIRST, FIRST)
    assert broken_by_change(short, short) == ()


@pytest.mark.parametrize(
    ("approved", "broken"),
    [
        (FIRST - timedelta(days=1), ()),
        (FIRST, ()),
        (FIRST + timedelta(days=1), (TWELVE,)),
        (LAST + timedelta(days=1), (TWELVE,)),
    ],
)
def test_opening_late_leaves_people_fewer_days(
    approved: date, broken: tuple[Commitment, ...]
) -> None:
    assert broken_by_opening(FIRST, LAST, approved=approved) == broken


def test_opening_late_breaks_nothing_when_84_days_are_left() -> None:
    late = FIRST + timedelta(days=10)
    assert broken_by_opening(FIRST, default_last_day(late), approved=late) == ()


@pytest.mark.parametrize(
    "text",
    [None, "", " ", "none", "n/a", "because", "!!!!!!!!!!!!!!!!", "a b c d e f g h i", "\n" * 50],
)
def test_what_says_nothing_is_no_reason(text: str | None) -> None:
    assert not is_reason(text)


@pytest.mark.parametrize(
    "text",
    ["The law gives us only 6 weeks.", "ten letters", "قانون صرف چھ ہفتے دیتا ہے", "12345 67890"],
)
def test_a_few_words_in_any_script_are_a_reason(text: str) -> None:
    assert is_reason(text)


def test_the_error_says_which_promises_need_a_reason() -> None:
    error = ReasonNeededError((KEPT, TWELVE))
    assert error.broken == (KEPT, TWELVE)
    assert str(error) == "dates-kept, twelve-weeks"
