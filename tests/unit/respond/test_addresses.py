"""An e-mail address, a postcode, and “I do not know”: right, wrong, and what is kept."""

from typing import Any

import pytest

from consult.respond.forms.words import words_for
from consult.respond.rules.answers import problems_with_answer
from consult.respond.rules.double_entry import by_page, differences
from consult.respond.rules.kept import kept_answers
from tests.factories import YES_NO, defined, question

STANDING = [
    *YES_NO,
    {"value": "dont_know", "label": "I do not know"},
    {"value": "prefer_not_to_say", "label": "I would rather not say"},
]
ASKED = defined(
    question("write_to", "email"),
    question("live", "postcode", required=True),
    question("many", "multiple", options=STANDING),
)


def codes(id_: str, value: Any) -> list[str]:
    return [one.code for one in problems_with_answer(ASKED.by_id[id_], value)]


def kept(**answers: Any) -> dict[str, Any]:
    return {one.question.id: one.value for one in kept_answers(ASKED, answers, {})}


@pytest.mark.parametrize(
    "value",
    ["a@example.org", " Ann.O'Neil+trees@mail.example.co.uk ", "آمنہ@مثال.پاکستان", ""],
)
def test_an_address_that_mail_may_reach_is_taken(value: str) -> None:
    assert codes("write_to", value) == []


@pytest.mark.parametrize(
    "value", ["ann", "ann@", "@example.org", "a@b@example.org", "a b@example.org", "a@example", "@"]
)
def test_what_no_mail_can_reach_is_no_address(value: str) -> None:
    assert codes("write_to", value) == ["not-an-email"]


def test_an_address_has_an_end_and_is_text() -> None:
    assert codes("write_to", "a" * 309 + "@example.org") == ["too-long"]
    assert codes("write_to", ["a@example.org"]) == ["not-text"]


@pytest.mark.parametrize("value", ["IG1 1DD", "ig11dd", " Ec1A  1bB ", "IG1", "W1A"])
def test_a_postcode_may_be_written_as_people_write_it(value: str) -> None:
    assert codes("live", value) == []


@pytest.mark.parametrize("value", ["Ilford", "1IG 1DD", "IG1 1D", "١G1", ["IG1"]])
def test_what_the_post_does_not_know_is_no_postcode(value: Any) -> None:
    assert codes("live", value) == ["not-a-postcode"]


def test_a_postcode_that_is_missing_is_asked_for() -> None:
    (problem,) = problems_with_answer(ASKED.by_id["live"], " ")
    assert words_for(problem) == "Write a postcode"


def test_both_are_kept_as_the_post_and_the_mail_write_them() -> None:
    assert kept(write_to=" Ann@example.org ", live=" ec1a1bb") == {
        "write_to": "Ann@example.org",
        "live": "EC1A 1BB",
    }
    assert kept(live="ig1") == {"live": "IG1"}


@pytest.mark.parametrize("alone", ["dont_know", "prefer_not_to_say"])
def test_nobody_knows_and_does_not_know(alone: str) -> None:
    assert codes("many", [alone]) == []
    assert codes("many", ["yes", "no"]) == []
    assert codes("many", ["yes", alone]) == ["not-with-others"]


def test_it_is_told_which_answer_stands_alone() -> None:
    (problem,) = problems_with_answer(ASKED.by_id["many"], ["yes", "dont_know"])
    assert words_for(problem) == (
        "“I do not know” does not go with other answers. Choose it alone, or not."
    )


def test_two_typists_may_write_an_address_in_small_or_large_letters() -> None:
    def typed(address: str) -> Any:
        return by_page(kept_answers(ASKED, {"write_to": address}, {}))

    assert differences(ASKED, typed("Ann@example.org"), typed("ann@EXAMPLE.org")) == []
    (one,) = differences(ASKED, typed("ann.b@example.org"), typed("annb@example.org"))
    assert one["page"] == "write_to"
