"""A place by a list, a postcode or in words, and a file: right, wrong, and what is kept."""

from typing import Any

import pytest

from consult.respond.forms.words import words_for
from consult.respond.rules.answers import problems_with_answer
from consult.respond.rules.kept import as_typed, kept_answers
from tests.factories import THREE, defined, question

ASKED = defined(question("where", "place", options=THREE, required=True), question("plan", "file"))


def codes(id_: str, value: Any) -> list[str]:
    return [one.code for one in problems_with_answer(ASKED.by_id[id_], value)]


@pytest.mark.parametrize(
    "value",
    [
        {"area": "ash"},
        {"postcode": "IG1 1DD"},
        {"postcode": " ig11dd "},
        {"postcode": "IG1"},
        {"postcode": "W1A"},
        {"postcode": "ec1a  1bb"},
        {"words": "By the bridge"},
        {"words": "x" * 500},
        {"area": "cedar", "postcode": "IG1", "words": "By the bridge"},
    ],
)
def test_any_one_way_to_name_a_place_will_do(value: dict[str, str]) -> None:
    assert codes("where", value) == []


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"area": "", "postcode": " ", "words": ""}, ["required"]),
        ({"area": "oak"}, ["no-such-option"]),
        ({"postcode": "Ilford"}, ["not-a-postcode"]),
        ({"postcode": "IG1 1D"}, ["not-a-postcode"]),
        ({"postcode": "1AA IG1"}, ["not-a-postcode"]),
        ({"postcode": "IG۱ ۱DD"}, ["not-a-postcode"]),
        ({"words": "x" * 501}, ["too-long"]),
        ({"area": "oak", "postcode": "?"}, ["no-such-option", "not-a-postcode"]),
    ],
)
def test_what_is_no_place_is_told(value: dict[str, str], wrong: list[str]) -> None:
    assert codes("where", value) == wrong
    assert all(words_for(one) for one in problems_with_answer(ASKED.by_id["where"], value))


def test_what_has_none_of_the_parts_is_not_looked_into() -> None:
    assert codes("where", "by the bridge") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ig11dd", "IG1 1DD"),
        ("IG1  1dd", "IG1 1DD"),
        ("ec1a1bb", "EC1A 1BB"),
        ("m11ae", "M1 1AE"),
        ("ig1", "IG1"),
        ("w1a", "W1A"),
        ("ec1a", "EC1A"),
    ],
)
def test_a_postcode_is_kept_as_the_post_writes_it(typed: str, kept: str) -> None:
    answers = {"where": {"area": "", "postcode": typed, "words": "  "}}
    (one,) = kept_answers(ASKED, answers, {})
    assert one.value == {"postcode": kept}
    assert as_typed(one.question, one.value) == {"postcode": kept}


def test_a_file_is_known_by_a_name_of_ours() -> None:
    assert codes("plan", "a-name-by-chance") == []
    assert codes("plan", ["two", "files"]) == ["not-a-file"]
