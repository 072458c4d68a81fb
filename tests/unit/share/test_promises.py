"""Promises: the day by which something is sent, counted in working days in London."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.core.days import LONDON, day_of
from consult.share.rules.formats import ASKABLE, ENGLISH, TRANSLATION_DAYS, Item
from consult.share.rules.promises import days_late, fair_end, kept_until, promised_by

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2050, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
)
ITEMS = st.builds(Item, st.sampled_from(sorted(ASKABLE)), st.sampled_from(["en", "so", "und"]))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def working_days_after(first: date, last: date) -> int:
    """Count without our own rules: each day after the first that is no Saturday or Sunday."""
    days = (first + timedelta(days=one) for one in range(1, (last - first).days + 1))
    return sum(day.strftime("%a") not in ("Sat", "Sun") for day in days)


@pytest.mark.parametrize(
    ("asked", "format_", "promised"),
    [
        ("2026-01-14 10:00", "large-print-18", "2026-01-14"),  # a Wednesday: the same day
        ("2026-01-14 15:59", "plain-text", "2026-01-14"),
        ("2026-01-14 16:00", "plain-text", "2026-01-15"),  # nobody could make it today
        ("2026-01-16 17:00", "word", "2026-01-19"),  # Friday evening
        ("2026-01-17 09:00", "audio-file", "2026-01-19"),  # Saturday
        ("2026-01-14 10:00", "braille-contracted", "2026-01-21"),
        ("2026-01-14 10:00", "easy-read", "2026-01-28"),
        ("2026-01-14 10:00", "bsl", "2026-02-04"),
        ("2026-01-14 10:00", "translation", "2026-01-28"),
        ("2026-03-27 23:30", "large-print-18", "2026-03-30"),  # the clocks change that weekend
    ],
)
def test_each_format_has_the_promise_of_the_handbook(
    asked: str, format_: str, promised: str
) -> None:
    assert promised_by(london(asked), Item(format_, ENGLISH)) == date.fromisoformat(promised)


def test_a_text_in_another_language_takes_its_translation_more() -> None:
    asked = london("2026-01-14 10:00")
    assert promised_by(asked, Item("braille-contracted", "so")) == date(2026, 2, 4)
    assert Item("braille-contracted", "so").days == 5 + TRANSLATION_DAYS
    assert Item("phone-help", "so").days == 1


@given(MOMENTS, ITEMS)
def test_a_promise_is_a_working_day_with_just_as_many_between(at: datetime, item: Item) -> None:
    asked, promised = day_of(at), promised_by(at, item)
    assert promised.strftime("%a") not in ("Sat", "Sun")
    assert promised >= asked
    between = working_days_after(asked, promised)
    is_late = at.astimezone(LONDON).hour >= 16
    is_weekend = asked.strftime("%a") in ("Sat", "Sun")
    # The day they asked on counts as the first one only if somebody was there to begin.
    assert between == item.days + (1 if is_late or is_weekend else 0)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), ITEMS)
def test_who_asks_later_is_never_promised_an_earlier_day(
    at: datetime, later: timedelta, item: Item
) -> None:
    assert promised_by(at + later, item) >= promised_by(at, item)


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)), st.integers(-20, 20))
def test_a_promise_is_late_from_the_day_after(promised: date, days: int) -> None:
    assert days_late(promised, promised + timedelta(days=days)) == max(0, days)


OPENS, CLOSES = date(2026, 1, 12), date(2026, 4, 5)  # 84 days


@pytest.mark.parametrize(
    ("asked", "ready", "until"),
    [
        (date(2026, 1, 12), date(2026, 1, 28), None),  # 16 of 84 days
        (date(2026, 1, 12), date(2026, 1, 29), date(2026, 4, 22)),  # 17 of 84
        (date(2026, 3, 27), date(2026, 3, 29), None),  # 2 of 10: just a fifth
        (date(2026, 3, 27), date(2026, 3, 30), date(2026, 4, 8)),
        (date(2026, 1, 5), date(2026, 1, 12), None),  # waited before anybody could answer
        (date(2026, 4, 5), date(2026, 4, 5), None),  # ready on the day itself
        (date(2026, 4, 6), date(2026, 4, 20), None),  # over: no time was left to eat
    ],
)
def test_who_waits_more_than_a_fifth_of_the_time_left_gets_it_back(
    asked: date, ready: date, until: date | None
) -> None:
    assert fair_end(asked, ready, opens=OPENS, closes=CLOSES) == until


@given(st.integers(0, 83), st.integers(0, 60))
def test_fair_time_is_never_less_than_what_was_left(after: int, waited: int) -> None:
    asked = OPENS + timedelta(days=after)
    ready = asked + timedelta(days=waited)
    until = fair_end(asked, ready, opens=OPENS, closes=CLOSES)
    left = (CLOSES - asked).days
    assert (until is not None) == (waited * 5 > left + 1)
    if until is not None:
        assert (until - ready).days == left


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (date(2027, 11, 30), date(2028, 2, 28)),
        (date(2027, 12, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_contact_details_are_kept_for_90_days(ended: date, last: date) -> None:
    assert kept_until(ended) == last
