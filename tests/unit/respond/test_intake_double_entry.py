"""Which forms are typed in again, and where two entries of one form differ."""

from typing import Any

import pytest

from consult.respond.rules.double_entry import (
    CHECKED_EVERY,
    NotChecked,
    Rate,
    by_page,
    count_wrong,
    differences,
    is_checked,
    settled,
    why_not_checked,
)
from consult.respond.rules.kept import Kept, kept_answers
from tests.factories import defined, every_kind, question


def test_one_paper_form_in_ten_is_typed_again() -> None:
    numbers = [str(number) for number in range(1, 1001)]
    assert sum(is_checked("paper", one) for one in numbers) == 1000 // CHECKED_EVERY
    assert is_checked("paper", "LH-20")
    assert not is_checked("paper", None)
    assert not is_checked("letter", "20")


@pytest.mark.parametrize(
    ("first", "second", "is_done", "is_theirs", "why"),
    [
        ([1], [2], False, False, None),
        ([1, 2], [2], False, False, NotChecked.SAME_PERSON),
        ([1], [2, 1], False, False, NotChecked.SAME_PERSON),
        ([1], [2], True, False, NotChecked.DONE),
        ([1], [2], False, True, NotChecked.THEIRS),
    ],
)
def test_who_may_type_again(
    first: list[int], second: list[int], is_done: bool, is_theirs: bool, why: NotChecked | None
) -> None:
    found = why_not_checked(
        first_typists=first, typists=second, is_done=is_done, is_theirs=is_theirs
    )
    assert found is why


MADE = defined(*every_kind(), question("where", "place"))
ALL: dict[str, Any] = {
    "one": "cedar",
    "many": ["ash", "cedar"],
    "line": "Elm Road",
    "essay": "Trees,\nplease!",
    "count": "7",
    "grid": {"north": "ash", "south": "birch"},
    "order": ["ash", "birch", ""],
    "born": {"day": "3", "month": "2", "year": "1980"},
    "where": {"postcode": "ig1 1dd", "words": "By the bridge"},
}
OWN = {"one": {"cedar": "A red one"}}


def kept(**changed: Any) -> dict[str, Any]:
    others = changed.pop("others", OWN)
    return by_page(kept_answers(MADE, {**ALL, **changed}, others))


def test_each_answer_is_compared_and_each_statement_alone() -> None:
    assert set(kept()) == {*ALL} - {"grid"} | {"grid/north", "grid/south"}
    assert differences(MADE, kept(), kept()) == []


@pytest.mark.parametrize(
    "same",
    [
        {"essay": "trees please"},
        {"line": "elm  road."},
        {"where": {"postcode": "IG11DD", "words": "by the bridge,"}},
        {"others": {"one": {"cedar": "a red one!"}}},
    ],
)
def test_commas_and_capitals_are_no_difference(same: dict[str, Any]) -> None:
    assert differences(MADE, kept(), kept(**same)) == []


@pytest.mark.parametrize(
    ("changed", "page"),
    [
        ({"one": "ash"}, "one"),
        ({"many": ["ash"]}, "many"),
        ({"line": "Elm Rd"}, "line"),
        ({"essay": ""}, "essay"),
        ({"count": "1"}, "count"),
        ({"grid": {"north": "ash"}}, "grid/south"),
        ({"order": ["birch", "ash", ""]}, "order"),
        ({"born": {"day": "3", "month": "2", "year": "1990"}}, "born"),
        ({"where": {"words": "By the bridge"}}, "where"),
        ({"others": {}}, "one"),
        ({"line": "எள்"}, "line"),
    ],
)
def test_a_difference_is_found_and_either_entry_can_be_right(
    changed: dict[str, Any], page: str
) -> None:
    first, second = kept(), kept(**changed)
    (found,) = differences(MADE, first, second)
    assert (found["page"], found["chosen"]) == (page, None)
    for choice, entry in (("first", first), ("second", second)):
        chosen = [{**found, "chosen": choice}]
        answers, others = settled(MADE, first, chosen)
        assert by_page(kept_answers(MADE, answers, others)) == entry
        assert count_wrong(chosen) == (choice == "second")


def test_vowel_signs_are_letters_too() -> None:
    first, second = kept(line="கா"), kept(line="கீ")
    assert [one["page"] for one in differences(MADE, first, second)] == ["line"]


def test_what_people_say_about_themselves_is_never_compared() -> None:
    made = defined(question("a"), equality_questions=[question("age")])
    answers = [Kept(one, "x", None) for one in made.questions]
    assert set(by_page(answers)) == {"a"}


def test_the_error_rate_is_of_answers_not_of_forms() -> None:
    assert Rate(forms=2, compared=40, wrong=3).in_a_hundred == 7.5
    assert Rate(forms=0, compared=0, wrong=0).in_a_hundred == 0
