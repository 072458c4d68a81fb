"""Ids, options, routes and dates that do not fit together, each with its place."""

from datetime import date
from typing import Any

import pytest

from consult.plan.rules.problems import (
    Problem,
    problems_in_dates,
    problems_in_period,
    problems_in_questions,
    problems_in_words,
)
from tests.factories import YES_NO, document, library_document, question

A = question("a", "single", options=YES_NO)


def found(*questions: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in problems_in_questions(document(*questions, **more))]


def dates(**fields: Any) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in problems_in_dates(fields)]


def test_the_example_fits_together() -> None:
    assert problems_in_questions(library_document()) == ()
    assert problems_in_dates(library_document()) == ()


def test_an_id_stands_for_one_question_only() -> None:
    assert found(A, question("a")) == [("questions[1].id", "repeated-id")]


def test_an_equality_question_may_not_take_the_id_of_another() -> None:
    assert found(A, equality_questions=[question("b"), question("a")]) == [
        ("equality_questions[1].id", "repeated-id")
    ]


def test_a_value_stands_for_one_option_or_statement_only() -> None:
    twice = [*YES_NO, {"value": "yes", "label": "Yes again"}]
    assert found(question("b", "matrix", options=twice, rows=twice)) == [
        ("questions[0].options[2].value", "repeated-value"),
        ("questions[0].rows[2].value", "repeated-value"),
    ]


def test_own_words_belong_to_an_option() -> None:
    assert found(question("b", "single", options=YES_NO, other_text_on=["no", "other"])) == [
        ("questions[0].other_text_on[1]", "no-such-option")
    ]


@pytest.mark.parametrize(
    ("limits", "crossed"),
    [
        ({"min": 5, "max": 4}, True),
        ({"min": 4, "max": 4}, False),
        ({"min": 5}, False),
        ({"max": 0}, False),
        ({"min": 0, "max": -1}, True),
    ],
)
def test_limits_do_not_cross(limits: dict[str, int], crossed: bool) -> None:
    assert bool(found(question("b", "number", **limits))) is crossed


@pytest.mark.parametrize("target", ["b", "c", "nothing"])
def test_a_route_looks_at_an_earlier_question(target: str) -> None:
    routed = question("b", show_if={"question": target, "is": "yes"})
    assert found(A, routed, question("c")) == [("questions[1].show_if", "not-an-earlier-question")]


def test_a_route_waits_for_an_option_that_exists() -> None:
    routed = question("b", show_if={"question": "a", "in": ["yes", "maybe", "never"]})
    assert found(A, routed) == [("questions[1].show_if", "route-to-no-option")] * 2


def test_a_route_on_a_text_can_wait_for_any_words() -> None:
    assert found(question("a"), question("b", show_if={"question": "a", "is": "anything"})) == []


def test_every_broken_part_of_a_nested_route_is_told() -> None:
    nested = {"any": [{"question": "x", "is": "1"}, {"all": [{"question": "a", "is_not": "2"}]}]}
    assert found(A, question("b", show_if=nested)) == [
        ("questions[1].show_if", "not-an-earlier-question"),
        ("questions[1].show_if", "route-to-no-option"),
    ]


def test_everything_wrong_is_told_at_once() -> None:
    wrong = question("a", "number", min=2, max=1, show_if={"question": "z", "is": "1"})
    assert [code for _place, code in found(A, wrong)] == [
        "repeated-id",
        "limits-crossed",
        "not-an-earlier-question",
    ]


PUBLISH = [{"value": one, "label": one} for one in ("with_name", "without_name", "no")]


@pytest.mark.parametrize(
    ("asked", "problems"),
    [
        (question("publish", "single", options=PUBLISH), []),
        (question("publish", "single", options=PUBLISH[:2]), ["publish-question-changed"]),
        (question("publish", "multiple", options=PUBLISH), ["publish-question-changed"]),
        (question("publish", "text"), ["publish-question-changed"]),
    ],
)
def test_the_question_about_publishing_keeps_its_options(
    asked: dict[str, Any], problems: list[str]
) -> None:
    assert [code for _place, code in found(asked)] == problems


def choice(id_: str, *values: str, kind: str = "single") -> dict[str, Any]:
    return question(id_, kind, options=[{"value": one, "label": one} for one in values])


PERSON_OR_GROUP = ("individual", "organisation")


@pytest.mark.parametrize(
    ("asked", "problems"),
    [
        ([choice("capacity", *PERSON_OR_GROUP)], []),
        ([choice("capacity", *PERSON_OR_GROUP, "staff")], []),
        ([choice("capacity", "individual", "staff")], ["capacity-question-changed"]),
        ([choice("capacity", *PERSON_OR_GROUP, kind="multiple")], ["known-question-changed"]),
        ([choice("capacity", *PERSON_OR_GROUP, "somebody_else")], ["consent-not-asked"]),
        (
            [choice("capacity", *PERSON_OR_GROUP, "somebody_else"), choice("consent", "yes")],
            [],
        ),
        ([choice("consent", "yes", "no")], ["consent-question-changed"]),
        ([question("consent", "text")], ["known-question-changed"]),
        ([question("org_name"), question("org_members", "number"), question("your_name")], []),
        ([question("org_asked"), question("org_name", "long_text")], ["known-question-changed"]),
        ([{"id": "capacity"}], []),
    ],
)
def test_the_questions_about_who_answers_keep_what_the_site_needs(
    asked: list[dict[str, Any]], problems: list[str]
) -> None:
    assert [code for _place, code in found(*asked)] == problems


def test_a_question_of_another_type_is_told_with_the_right_ones() -> None:
    (problem,) = problems_in_questions(document(question("org_asked", "number")))
    assert (problem.place, problem.facts) == (
        "questions[0].type",
        {"id": "org_asked", "kinds": "text, long_text"},
    )


def test_a_word_has_one_meaning_of_at_most_twenty_words() -> None:
    words = [
        {"term": "Mobile  library", "meaning": "A van with books.", "variants": ["mobiles"]},
        {"term": "levy", "meaning": "so " * 21},
        {"term": "mobile Library", "meaning": "Another van.", "variants": ["van", "Van"]},
    ]
    told = [(one.place, one.code, dict(one.facts)) for one in problems_in_words({"words": words})]
    assert told == [
        ("words[1].meaning", "meaning-too-long", {"count": 21, "limit": 20}),
        ("words[2]", "repeated-word", {"word": "mobile Library"}),
        ("words[2]", "repeated-word", {"word": "Van"}),
    ]


def test_the_day_of_a_way_to_take_part_is_a_day_that_can_be() -> None:
    ways = [{"day": "2026-02-01"}, {"day": "2026-02-30"}, {}, {"day": "1066-10-14"}]
    assert dates(ways=ways) == [
        ("ways[1].day", "not-a-date"),
        ("ways[3].day", "year-out-of-range"),
    ]


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({}, []),
        ({"opens": "2026-01-12"}, []),
        ({"opens": "2026-01-12", "closes": "2026-01-12"}, []),
        ({"opens": "2026-02-30"}, [("opens", "not-a-date")]),
        ({"opens": "tomorrow", "closes": ""}, [("opens", "not-a-date"), ("closes", "not-a-date")]),
        ({"opens": "2026-01-12", "closes": "12/01/2026"}, [("closes", "not-a-date")]),
        ({"opens": "9999-12-31"}, [("opens", "year-out-of-range")]),
        ({"opens": "0026-01-12"}, [("opens", "year-out-of-range")]),
        ({"closes": "2200-01-01"}, [("closes", "year-out-of-range")]),
        (
            {"opens": "2026-01-12", "closes": "2026-01-11", "period_days_inclusive": 0},
            [("closes", "closes-before-opening")],
        ),
        ({"opens": "2026-01-12", "closes": "2026-04-05", "period_days_inclusive": 84}, []),
        (
            {"opens": "2026-01-12", "closes": "2026-04-05", "period_days_inclusive": 83},
            [("period_days_inclusive", "period-miscounted")],
        ),
    ],
)
def test_dates_are_days_that_can_be(
    fields: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    assert dates(**fields) == problems


def test_a_miscount_says_both_numbers() -> None:
    (problem,) = problems_in_dates(
        {"opens": "2026-01-12", "closes": "2026-01-13", "period_days_inclusive": 1}
    )
    assert problem.facts == {"said": 1, "days": 2}


@pytest.mark.parametrize(
    ("opens", "closes", "codes"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), []),
        (date(2026, 1, 2), date(2026, 1, 1), ["closes-before-opening"]),
        (date(26, 1, 1), date(9999, 12, 31), ["year-out-of-range", "year-out-of-range"]),
    ],
)
def test_two_days_can_be_a_period(opens: date, closes: date, codes: list[str]) -> None:
    assert [one.code for one in problems_in_period(opens, closes)] == codes


def test_a_problem_can_be_without_details() -> None:
    assert Problem("", "not-json").facts == {}
