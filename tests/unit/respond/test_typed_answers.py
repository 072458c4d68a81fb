"""Numbers and dates as people type them, and what counts as having said nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.respond.rules.answers import is_blank
from consult.respond.rules.values import as_date, as_number


def born(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("+7", 7),
        ("-0", 0),
        ("0012", 12),
        ("1,200", 1200),
        ("12,345,678", 12345678),
        ("1 200", 1200),
        (".5", 0.5),
        ("12.50", 12.5),
        ("۱۲", 12),
        ("٣.٥", 3.5),
        (12, 12),
        (1.5, 1.5),
        ("", None),
        (".", None),
        ("-", None),
        ("1,5", None),
        ("1,2000", None),
        ("1.2.3", None),
        ("--1", None),
        ("1e9", None),
        ("0x10", None),
        ("1_000", None),
        ("inf", None),
        ("²", None),
        ("½", None),
        ("9" * 15, 999_999_999_999_999),
        ("9" * 16, None),
        (None, None),
    ],
)
def test_I15_a_number_is_what_people_write_as_one(text: Any, number: float | None) -> None:
    assert as_number(text) == number


@given(st.text(max_size=30))
def test_I15_no_text_breaks_the_reading_of_a_number(text: str) -> None:
    found = as_number(text)
    assert found is None or abs(found) < 1e15


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (born("1", "2", "1980"), date(1980, 2, 1)),
        (born("01", "02", " 1980 "), date(1980, 2, 1)),
        (born("۱", "۲", "۱۹۸۰"), date(1980, 2, 1)),
        (born("1", "2", "80"), None),
        (born("1", "2", "0080"), None),
        (born("1_0", "2", "1980"), None),
        (born("+1", "2", "1980"), None),
        (born("1", "13", "1980"), None),
        (born("1", "March", "1980"), None),
        (born("1", "2", "9" * 5000), None),
        (born("1", "2", "9" * 20), None),
        (born("0", "2", "1980"), None),
        ({}, None),
        (None, None),
        ([1, 2, 1980], None),
    ],
)
def test_a_date_is_a_day_in_the_calendar(typed: Any, day: date | None) -> None:
    assert as_date(typed) == day


@given(st.fixed_dictionaries({part: st.text(max_size=6) for part in ("day", "month", "year")}))
def test_no_text_breaks_the_reading_of_a_date(typed: dict[str, str]) -> None:
    assert as_date(typed) is None or as_date(typed) >= date(1000, 1, 1)  # type: ignore[operator]  # since: mypy forgets


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, True),
        ({"a": {"b": ""}}, True),
        ([[], [""]], True),
        ({"a": "x"}, False),
        (0, False),
        (False, False),
    ],
)
def test_blank_means_nothing_was_said(value: Any, blank: bool) -> None:
    assert is_blank(value) is blank
