"""No published table lets anybody work out a small number."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from consult.analyse.rules.disclosure import (
    Known,
    Range,
    Shown,
    could_be,
    is_safe,
    percent,
    rounded,
    shown_number,
    shown_table,
)

counts = st.lists(
    st.one_of(st.integers(0, 30), st.integers(0, 12), st.integers(0, 20_000)),
    min_size=1,
    max_size=8,
)


def feasible(table: Shown, row: int, part: Known | None = None) -> tuple[float, float]:
    """Return what a reader with a linear program can work out about one number."""
    assert table.total is not None
    hidden = [at for at, people in enumerate(table.cells) if people is None]
    most = 9 if len(hidden) == 1 else None
    limits = [
        (0, most) if people is None else (max(10, people - 2), people + 2) for people in table.cells
    ]
    all_rows = np.ones(len(limits))
    rows = [all_rows, -all_rows]
    ends = [table.total + 2, -max(10, table.total - 2)]
    shown = [people for people in table.cells if people is not None]
    for at in hidden:
        if shown and len(hidden) > 1:
            # We hide the smallest, so a hidden number is at most the smallest shown one.
            ends.append(min(shown) + 2)
            rows.append(np.eye(len(limits))[at])
    if part:
        chosen = np.array([1.0 if at in part.rows else 0.0 for at in range(len(limits))])
        rows += [chosen, -chosen]
        ends += [part.high, -part.low]
    found = []
    for sign in (1, -1):
        goal = np.zeros(len(limits))
        goal[row] = sign
        answer = linprog(goal, A_ub=np.array(rows), b_ub=ends, bounds=limits)
        assert answer.success, answer.message
        assert answer.fun is not None
        found.append(sign * answer.fun)
    return found[0], found[1]


@settings(deadline=None, max_examples=300)
@given(counts)
@example([397, 3])
@example([9, 9, 10])
@example([0, 0, 0])
@example([15])
@example([5, 300, 300, 300])
def test_a_linear_program_cannot_narrow_a_hidden_number(people: list[int]) -> None:
    table = shown_table(people)
    for row, cell in enumerate(table.cells):
        if cell is None and table.total is not None:
            low, high = feasible(table, row)
            assert high - low >= 10 - 1e-6 or (low <= 1e-6 and high >= 9 - 1e-6)


@given(counts)
def test_no_number_under_10_is_shown_and_every_other_is_a_five(people: list[int]) -> None:
    table = shown_table(people)
    for number, cell in zip((*people, sum(people)), (*table.cells, table.total), strict=True):
        assert cell is None or (number >= 10 and cell >= 10 and cell % 5 == 0)
        assert cell is None or abs(number - cell) <= 2


@given(counts)
def test_what_is_hidden_is_smaller_than_what_is_shown(people: list[int]) -> None:
    cells = shown_table(people).cells
    hidden = [number for number, cell in zip(people, cells, strict=True) if cell is None]
    shown = [number for number, cell in zip(people, cells, strict=True) if cell is not None]
    assert not hidden or not shown or max(hidden) <= min(shown)


@pytest.mark.parametrize(
    ("people", "cells", "total"),
    [
        ([0, 0], (None, None), None),
        ([4, 5], (None, None), None),
        ([9], (None,), None),
        ([12], (10,), 10),
        ([60, 40], (60, 40), 100),
        ([397, 3], (None, None), 400),
        ([300, 80, 12, 8], (300, 80, None, None), 400),
        ([100, 100, 100, 100, 100, 5], (100, 100, 100, 100, 100, None), 505),
    ],
    ids=[
        "nobody",
        "under ten together",
        "one option, under ten",
        "one option",
        "nothing to hide",
        "a pair hides both",
        "the next smallest goes too",
        "many shown numbers hide one",
    ],
)
def test_tables_as_they_are_shown(
    people: Sequence[int], cells: tuple[int | None, ...], total: int | None
) -> None:
    assert shown_table(people) == Shown(cells, total)


@pytest.mark.parametrize(
    ("people", "shown"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (10_178, 10_180)]
)
def test_a_number_alone(people: int, shown: int | None) -> None:
    assert shown_number(people) == shown


def test_percentages_come_from_rounded_numbers_and_stop_at_100() -> None:
    assert percent(rounded(33), rounded(98)) == 35
    assert percent(105, 100) == 100
    assert percent(None, 100) is None
    assert percent(10, None) is None


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=6), st.data())
def test_a_linear_program_agrees_when_another_table_tells_a_sum(
    people: list[int], data: st.DataObject
) -> None:
    table = shown_table(people)
    rows = data.draw(st.sets(st.integers(0, len(people) - 1), min_size=1))
    told = sum(people[row] for row in rows)
    if table.total is None or told < 10:
        return
    near = could_be(rounded(told))
    known = Known(frozenset(rows), near.low, near.high)
    ranges = [feasible(table, row, known) for row, cell in enumerate(table.cells) if cell is None]
    whole = [Range(round(low), round(high)) for low, high in ranges]
    assert is_safe(table, known) is all(one.is_safe for one in whole)


def test_a_sum_told_elsewhere_can_give_a_number_away() -> None:
    table = shown_table([360, 13, 27, 8])
    assert is_safe(table)
    assert not is_safe(table, Known(frozenset({1}), 13, 17))
