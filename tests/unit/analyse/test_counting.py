"""Each kind of question is counted in its own way."""

import pytest

from consult.analyse.rules.counting import Band, Tally, bands_of, is_exclusive, merged, rows_of
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
    ("low", "high", "values"),
    [
        (1, 40, ["1..2", "2..3", "3..4", "4..5", "5..10", "10..20", "20.."]),
        (0, 2, ["0..1", "1..2", "2.."]),
        (1, 1_000, ["1..10", "10..100", "100..1,000", "1,000.."]),
        (0.5, None, ["0.5..1", "1..10", "10..100", "100..1,000", "1,000..10,000",
                     "10,000..100,000", "100,000.."]),
        (None, 10, ["..0", "0..1", "1..10", "10.."]),
        (3, 3, ["3.."]),
    ],
)  # fmt: skip
def test_bands_come_from_the_limits(
    low: float | None, high: float | None, values: list[str]
) -> None:
    question = Question("q", Kind.NUMBER, "How many?", lowest=low, highest=high)
    assert [band.value for band in bands_of(question)] == values


def test_bands_are_said_in_words() -> None:
    bands = [Band(None, 0), Band(0, 1_000), Band(1_000, None), Band(None, None)]
    assert [band.label for band in bands] == [
        "Under 0",
        "0 to under 1,000",
        "1,000 or more",
        "Any number",
    ]


def test_every_number_falls_in_one_band() -> None:
    question = Question("q", Kind.NUMBER, "How many?", lowest=1, highest=40)
    counted = tally(question, 1, 10.5, 11, 40, 39.9)
    assert counted.counts("") == (1, 0, 0, 0, 0, 2, 2)


@pytest.mark.parametrize(
    ("counts", "values", "people"),
    [
        ([60, 40, 30], ["..1", "1..2", "2.."], [60, 40, 30]),
        ([3, 4, 30], [".."], [37]),
        ([8, 4, 30], ["..2", "2.."], [12, 30]),
        ([60, 3, 4], [".."], [67]),
        ([60, 30, 4], ["..1", "1.."], [60, 34]),
        ([1, 2, 3], [".."], [6]),
    ],
)
def test_bands_with_few_people_are_joined(
    counts: list[int], values: list[str], people: list[int]
) -> None:
    bands, joined = merged([Band(None, 1), Band(1, 2), Band(2, None)], counts)
    assert ([band.value for band in bands], joined) == (values, people)
