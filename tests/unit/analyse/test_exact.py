"""Exact numbers are counted for each kind of question, with those who left it out."""

from typing import Any

import pytest

from consult.analyse.rules.counting import Tally
from consult.analyse.rules.exact import ExactFigure, exact_figures
from tests import factories


def figure(kind: str, *values: Any, people: int, **more: Any) -> ExactFigure:
    asked = factories.question("one", kind, **more)
    definition = factories.defined(factories.question("zero"), asked)
    tally = Tally(definition.by_id["one"])
    for value in values:
        tally.add(value)
    (found,) = exact_figures(definition, [tally], people=people)
    return found


def test_a_choice_has_a_row_for_each_answer_be_it_nobodys() -> None:
    found = figure("single", "ash", "ash", "cedar", people=7)
    assert (found.number, found.answered, found.left_out) == (2, 3, 4)
    assert [one.rows for one in found.tables] == [(("Ash", 2), ("Birch", 0), ("Cedar", 1))]


def test_a_matrix_has_a_table_for_each_statement() -> None:
    found = figure("matrix", {"north": "ash", "south": "birch"}, {"north": "ash"}, people=2)
    assert [(one.statement, one.rows[0]) for one in found.tables] == [
        ("north", ("Ash", 2)),
        ("south", ("Ash", 0)),
    ]


def test_numbers_are_in_bands() -> None:
    found = figure("number", 3, 30, people=2, min=0, max=400)
    assert sum(people for _band, people in found.tables[0].rows) == 2


@pytest.mark.parametrize(("kind", "value"), [("text", "IG1"), ("date", "1980-03-31")])
def test_words_and_dates_are_counted_and_not_shown(kind: str, value: str) -> None:
    found = figure(kind, value, people=1)
    assert (found.answered, found.tables) == (1, ())


def test_a_place_is_counted_by_area_and_a_postcode_is_not_shown() -> None:
    areas = [{"value": one, "label": one} for one in ("north", "south")]
    said = [{"area": "north"}, {"postcode": "IG1"}, {"area": "north", "words": "the pond"}]
    found = figure("place", *said, people=3, options=areas)
    assert (found.answered, found.tables[0].rows) == (3, (("north", 2), ("south", 0)))
