"""Each kind of question is counted in its own way."""

import pytest

from consult.analyse.rules.counting import Tally, bands_of, is_exclusive, rows_of
from consult.plan.rules.definition import Kind, Option, Question

THREE = tuple(Option(one, one.title()) for one in ("ash", "birch", "cedar"))


def asked(kind: Kind, **more: object) -> Question:
    return Question("q", kind, "What?", options=THREE, **more)  # type: ignore[arg-type]


def tally(question: Question, *answers: object) -> Tally:
    counted = Tally(question)
    for answer in answers:
        counted.add(answer)
    return counted


def test_a_single_choice_counts_once() -> None:
    assert tally(asked(Kind.SINGLE), "ash", "ash", "cedar").counts("") == (2, 0, 1)


def test_several_choices_count_each_once() -> None:
    counted = tally(asked(Kind.MULTIPLE), ["ash", "birch"], ["ash", "ash"])
    assert counted.counts("") == (2, 1, 0)
    assert counted.answered == 2
    assert not is_exclusive(counted.question)


def test_a_matrix_counts_each_statement_that_was_answered() -> None:
    rows = (Option("north", "North"), Option("south", "South"))
    counted = tally(
        asked(Kind.MATRIX, rows=rows),
        {"north": "ash", "south": "ash"},
        {"north": "birch", "south": ""},
    )
    assert counted.counts("north") == (1, 1, 0)
    assert counted.counts("south") == (1, 0, 0)


def test_a_ranking_counts_first_places_and_adds_up_the_others() -> None:
    counted = tally(asked(Kind.RANKING), ["birch", "ash"], ["birch"], [])
    assert counted.counts("") == (0, 2, 0)
    assert (counted.placed["ash"], counted.places["ash"]) == (1, 2)
    assert (counted.placed["birch"], counted.places["birch"]) == (2, 2)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.DATE])
def test_words_and_dates_are_only_counted_as_answered(kind: Kind) -> None:
    counted = tally(Question("q", kind, "What?"), "2020-01-01", "Some words")
    assert counted.answered == 2
    assert rows_of(counted.question) == ()


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (1, 40, ["1 to under 11", "11 to under 21", "21 to under 31", "31 or more"]),
        (0, 2, ["0 to under 1", "1 to under 2", "2 or more"]),
        (1, 100_000, ["1 to under 10", "10 to under 100", "100 to under 1,000",
                      "1,000 to under 10,000", "10,000 to under 100,000", "100,000 or more"]),
        (None, None, ["Under 0", "0 to under 1", "1 to under 10", "10 to under 100",
                      "100 to under 1,000", "1,000 to under 10,000", "10,000 to under 100,000",
                      "100,000 or more"]),
        (0.5, None, ["0.5 to under 1", "1 to under 10", "10 to under 100", "100 to under 1,000",
                     "1,000 to under 10,000", "10,000 to under 100,000", "100,000 or more"]),
        (3, 3, ["3 or more"]),
    ],
)  # fmt: skip
def test_bands_come_from_the_limits(
    low: float | None, high: float | None, labels: list[str]
) -> None:
    question = Question("q", Kind.NUMBER, "How many?", lowest=low, highest=high)
    assert [band.label for band in bands_of(question)] == labels


def test_every_number_falls_in_one_band() -> None:
    question = Question("q", Kind.NUMBER, "How many?", lowest=1, highest=40)
    counted = tally(question, 1, 10.5, 11, 40, 39.9)
    assert counted.counts("") == (2, 1, 0, 2)
    assert [one.value for one in rows_of(question)] == ["1..11", "11..21", "21..31", "31.."]
