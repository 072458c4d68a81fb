"""A mapping is guessed from the names of the columns, and every guess can be used."""

from typing import Any

import pytest

from consult.analyse.rules.guessing import guess
from consult.analyse.rules.guide import problems_in_guide
from tests import factories

LONG = "What would the new opening hours mean for you and the people you care for?"
ASKED = factories.defined(
    *factories.every_kind(),
    factories.question("plan", "file"),
    {**factories.question("mean", "long_text"), "text": LONG},
)


@pytest.mark.parametrize(
    ("column", "question"),
    [
        ("essay", "essay"),
        ("Q4", "essay"),
        ("Question 4", "essay"),
        ("4. What about essay?", "essay"),
        ("WHAT ABOUT ESSAY", "essay"),
        ("Q4: What about essay?", "essay"),
        (LONG, "mean"),
        ("What would the new opening hours mean for you & the people you care for?", "mean"),
    ],
)
def test_a_column_is_known_by_id_number_or_words(column: str, question: str) -> None:
    assert guess(ASKED, ["Number", column])["answers"] == {question: column}


def test_each_statement_of_a_matrix_has_its_column() -> None:
    for north, south in (("north", "south"), ("grid_north", "Q6 South")):
        found = guess(ASKED, [north, south])
        assert found["answers"] == {"grid": {"rows": {"north": north, "south": south}}}


def test_what_is_true_of_every_reply_is_found_too() -> None:
    columns = ["Form number", "How it came", "Language", "Received on", "May we publish it?"]
    assert guess(ASKED, columns) == {
        "id": "Form number",
        "channel": {"column": "How it came"},
        "language": {"column": "Language"},
        "sent": {"column": "Received on"},
        "publish": {"column": "May we publish it?"},
        "answers": {},
    }


def test_what_no_column_says_is_as_usual_or_left_to_the_officer() -> None:
    assert guess(ASKED, ["", "Name", "?"]) == {"language": "en", "publish": "no", "answers": {}}


def test_what_people_ticked_about_publishing_is_an_answer() -> None:
    choices = [{"value": one, "label": one} for one in ("with_name", "without_name", "no")]
    asked = factories.defined(factories.question("publish", "single", options=choices))
    found = guess(asked, ["Publish"])
    assert (found["answers"], found["publish"]) == ({"publish": "Publish"}, "no")


def test_no_column_is_guessed_twice_and_the_first_of_two_alike_is_taken() -> None:
    assert guess(ASKED, ["Essay", "ESSAY!", "essay "])["answers"] == {"essay": "Essay"}


def test_a_guess_only_lacks_what_nobody_could_know() -> None:
    columns = ["no", "sent", "one", "north"]
    raw: dict[str, Any] = guess(ASKED, columns)
    found = [(one.place, one.code) for one in problems_in_guide(raw, ASKED, columns)]
    assert found == [("channel", "guide-wrong")]
