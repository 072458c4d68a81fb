"""What a change of dates is, and whether a Champion has to agree to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.accounts.rules import is_same_person, shown_as
from consult.plan.rules.changes import (
    Kind,
    change_of_dates,
    change_of_going_on,
    days_lost,
    pause_of,
)
from consult.plan.rules.timetable import State

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 12), date(2026, 4, 5)
BEFORE = (FIRST, LAST)
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("state", "after", "kind", "needs_agreement"),
    [
        (State.DRAFT, (FIRST, FIRST), Kind.MOVE, False),
        (State.UPCOMING, (FIRST + DAY, LAST - DAY), Kind.MOVE, False),
        (State.OPEN, (FIRST, LAST + DAY), Kind.LENGTHEN, False),
        (State.OPEN, (FIRST - DAY, LAST), Kind.LENGTHEN, False),
        (State.OPEN, (FIRST, LAST - DAY), Kind.SHORTEN, True),
        (State.OPEN, (FIRST + DAY, LAST + DAY), Kind.SHORTEN, True),
        (State.PAUSED, (FIRST, LAST - DAY), Kind.SHORTEN, True),
        (State.PAUSED, (FIRST, LAST + DAY), Kind.LENGTHEN, False),
        (State.CLOSED, (FIRST, LAST - DAY), Kind.SHORTEN, True),
        (State.CLOSED, (FIRST, LAST + DAY), Kind.REOPEN, True),
    ],
)
def test_a_change_is_named_and_some_need_a_second_voice(
    state: State, after: tuple[date, date], kind: Kind, *, needs_agreement: bool
) -> None:
    change = change_of_dates(state, BEFORE, after)
    assert (change.kind, change.needs_agreement) == (kind, needs_agreement)
    assert (change.before, change.after) == (BEFORE, after)


@given(DAYS, DAYS, DAYS, DAYS)
def test_nobody_takes_a_day_away_alone(one: date, two: date, three: date, four: date) -> None:
    (opens, closes), (new_opens, new_closes) = sorted((one, two)), sorted((three, four))
    change = change_of_dates(State.OPEN, (opens, closes), (new_opens, new_closes))
    days = {opens + DAY * step for step in range((closes - opens).days + 1)}
    kept = {new_opens + DAY * step for step in range((new_closes - new_opens).days + 1)}
    assert change.needs_agreement == bool(days - kept)


@pytest.mark.parametrize(("more", "needs_agreement"), [(9, True), (10, False), (11, False)])
def test_going_on_gives_the_days_back_or_asks(more: int, *, needs_agreement: bool) -> None:
    change = change_of_going_on(BEFORE, LAST + more * DAY, lost=10)
    assert (change.kind, change.needs_agreement) == (Kind.GO_ON, needs_agreement)
    assert change.after == (FIRST, LAST + more * DAY)


def test_a_pause_keeps_the_dates_and_always_needs_a_second_voice() -> None:
    change = pause_of(BEFORE)
    assert (change.kind, change.before, change.after) == (Kind.PAUSE, BEFORE, BEFORE)
    assert change.needs_agreement


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_days_lost_count_the_day_of_the_pause_and_today(paused: date, more: int) -> None:
    assert days_lost(paused, paused + more * DAY) == more + 1


@pytest.mark.parametrize(
    ("asked_by_id", "asked_by", "officer_id", "name", "own"),
    [
        (7, "Amina Khan, publisher", 7, "Amina Khan", True),
        (7, "Amina Khan, publisher", 8, "Amina Khan", False),
        (None, "Amina Khan, publisher", 8, "amina khan", True),
        (None, "Amina Khan, publisher", 8, "Grace Obi", False),
    ],
)
def test_who_asked_is_known_by_account_or_else_by_name(
    asked_by_id: int | None, asked_by: str, officer_id: int, name: str, *, own: bool
) -> None:
    person = shown_as(name, ["champion"], officer_id)
    assert is_same_person(person, name=asked_by, officer_id=asked_by_id) is own
