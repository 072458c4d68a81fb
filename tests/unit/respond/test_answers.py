"""Every kind of answer: right, wrong and blank; and what of it is kept."""

from typing import Any

import pytest

from consult.plan.rules.compiling import compile_definition
from consult.respond.forms.words import PROBLEM_WORDS, words_for
from consult.respond.rules.answers import (
    problems_before_sending,
    problems_with_answer,
    problems_with_other,
)
from consult.respond.rules.kept import kept_answers, publish_choice
from tests.factories import defined, library_document, question

ALL = defined(
    question("one", "single", required=True, other_text_on=["cedar"]),
    question("many", "multiple", required=True, other_text_on=["cedar"]),
    question("line", max_length=5, required=True),
    question("essay", "long_text", required=True),
    question("count", "number", min=1, max=40, required=True),
    question("any", "number"),
    question("grid", "matrix", required=True),
    question("order", "ranking", required=True),
    question("born", "date", required=True),
    equality_questions=[question("eq", required=True)],
)
OTHER = 500


def codes(id_: str, value: Any) -> list[str]:
    return [one.code for one in problems_with_answer(ALL.by_id[id_], value)]


def born(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("one", "ash"),
        ("many", ["ash"]),
        ("many", ["ash", "birch", "cedar"]),
        ("line", "12345"),
        ("line", " 😀 "),
        ("essay", "x" * 4000),
        ("count", "1"),
        ("count", "40"),
        ("count", " 2.5 "),
        ("count", 5),
        ("any", "-1,200,000"),
        ("any", "0"),
        ("grid", "birch"),
        ("order", ["cedar", "ash", "birch"]),
        ("order", ["cedar", "", ""]),
        ("born", born("29", "2", "2024")),
        ("born", born(" 1 ", "12", "1980")),
    ],
)
def test_a_right_answer_has_no_problem(id_: str, value: Any) -> None:
    assert codes(id_, value) == []


@pytest.mark.parametrize(
    ("id_", "value", "code"),
    [
        ("one", "oak", "no-such-option"),
        ("one", "Ash", "no-such-option"),
        ("one", ["ash", "birch"], "choose-one"),
        ("many", ["ash", "oak"], "no-such-option"),
        ("many", "ash", "no-such-option"),
        ("line", "123456", "too-long"),
        ("line", ["a"], "not-text"),
        ("essay", "x" * 4001, "too-long"),
        ("count", "0", "too-low"),
        ("count", "40.5", "too-high"),
        ("count", "three", "not-a-number"),
        ("count", "1e1", "not-a-number"),
        ("count", "NaN", "not-a-number"),
        ("count", "1,5", "not-a-number"),
        ("grid", "oak", "no-such-option"),
        ("grid", ["ash", "birch"], "choose-one"),
        ("order", ["ash", "oak", ""], "no-such-option"),
        ("order", "ash", "no-such-option"),
        ("order", ["ash", "ash", ""], "picked-twice"),
        ("order", ["ash", "", "birch"], "gap-in-order"),
        ("order", ["", "ash", ""], "gap-in-order"),
        ("born", born("29", "2", "2023"), "not-a-date"),
        ("born", born("31", "3", ""), "not-a-date"),
        ("born", "31 3 1980", "not-a-date"),
    ],
)
def test_a_wrong_answer_has_one_problem_and_words_for_it(id_: str, value: Any, code: str) -> None:
    (problem,) = problems_with_answer(ALL.by_id[id_], value)
    assert problem.code == code
    assert words_for(problem)


BLANKS: dict[str, list[Any]] = {
    "one": [None, ""],
    "many": [None, []],
    "line": [None, "", "   ", "\n\t"],
    "essay": ["", " "],
    "count": [None, ""],
    "grid": [None, ""],
    "order": [None, [], ["", "", ""]],
    "born": [None, {}, born("", " ", "")],
}


@pytest.mark.parametrize(
    ("id_", "value"), [(id_, value) for id_, values in BLANKS.items() for value in values]
)
def test_a_blank_answer_is_only_ever_missing(id_: str, value: Any) -> None:
    (problem,) = problems_with_answer(ALL.by_id[id_], value)
    assert problem.code == "required"
    assert words_for(problem)


def test_a_blank_answer_that_is_not_needed_is_fine() -> None:
    assert codes("any", "") == []


def test_an_equality_question_can_always_be_left_out() -> None:
    assert ALL.by_id["eq"].required
    assert codes("eq", "") == []


def test_words_fit_the_number_in_them() -> None:
    (problem,) = problems_with_answer(ALL.by_id["essay"], "x" * 12_345)
    assert "12,345" in words_for(problem)
    (low,) = problems_with_answer(ALL.by_id["count"], "0")
    assert "1 or more" in words_for(low)


@pytest.mark.parametrize(
    ("limit", "shown"), [(5, "5 or more"), (2.0, "2 or more"), (2.5, "2.5 or more")]
)
def test_a_limit_is_shown_as_people_write_it(limit: float, shown: str) -> None:
    definition = defined(question("count", "number", min=limit))
    (problem,) = problems_with_answer(definition.by_id["count"], "0")
    assert shown in words_for(problem)


def test_every_code_has_words_of_its_own() -> None:
    assert len({str(words) for words in PROBLEM_WORDS.values()}) >= len(PROBLEM_WORDS) - 4


def test_own_words_have_a_length_too() -> None:
    assert problems_with_other({"cedar": "x" * 500}, longest=OTHER) == ()
    (problem,) = problems_with_other({"cedar": "x" * 501}, longest=OTHER)
    assert problem.code == "too-long"


GOOD: dict[str, Any] = {
    "one": "cedar",
    "many": ["ash", "cedar"],
    "line": "hello",
    "essay": "  Trees are good.  ",
    "count": "12",
    "grid": {"north": "ash", "south": "birch"},
    "order": ["cedar", "ash", ""],
    "born": born("1", "2", "1980"),
}


def test_nothing_is_missing_from_whole_answers() -> None:
    assert problems_before_sending(ALL, GOOD, {}, longest_other=OTHER) == {}


def test_what_is_missing_is_told_page_by_page() -> None:
    found = problems_before_sending(ALL, {"grid": {"north": "ash"}}, {}, longest_other=OTHER)
    assert list(found) == [
        "one",
        "many",
        "line",
        "essay",
        "count",
        "grid/south",
        "order",
        "born",
    ]
    assert {problem.code for problems in found.values() for problem in problems} == {"required"}


def test_a_matrix_without_any_answer_lacks_every_statement() -> None:
    found = problems_before_sending(ALL, {**GOOD, "grid": "ash"}, {}, longest_other=OTHER)
    assert list(found) == ["grid/north", "grid/south"]


def test_too_many_own_words_hold_up_the_sending() -> None:
    others = {"one": {"cedar": "x" * 501}}
    assert list(problems_before_sending(ALL, GOOD, others, longest_other=OTHER)) == ["one"]


def test_each_answer_is_kept_in_its_final_shape() -> None:
    others = {"one": {"cedar": "An oak", "ash": "not picked"}, "many": {"cedar": "  "}}
    kept = {one.question.id: one for one in kept_answers(ALL, GOOD, others)}
    assert {id_: one.value for id_, one in kept.items()} == {
        **GOOD,
        "count": 12,
        "order": ["cedar", "ash"],
        "born": "1980-02-01",
    }
    assert kept["one"].other == {"cedar": "An oak"}
    assert kept["many"].other is None
    assert kept["line"].other is None


def test_a_blank_answer_is_not_kept() -> None:
    assert kept_answers(ALL, {"one": "", "many": [], "born": born("", "", "")}, {}) == ()


def test_an_impossible_date_is_kept_as_nothing() -> None:
    (kept,) = kept_answers(ALL, {"born": born("31", "2", "1980")}, {})
    assert kept.value is None


def test_a_stale_answer_in_a_hidden_question_is_not_kept() -> None:
    definition = compile_definition(library_document())
    stale = {"capacity": "staff", "volunteer": "yes", "volunteer_hours": "5"}
    assert [one.question.id for one in kept_answers(definition, stale, {})] == ["capacity"]
    missing = problems_before_sending(
        definition, {"capacity": "staff", "org_name": ""}, {}, longest_other=OTHER
    )
    assert "org_name" not in missing


@pytest.mark.parametrize(
    ("answers", "choice"),
    [({}, "no"), ({"publish": ""}, "no"), ({"publish": "with_name"}, "with_name")],
)
def test_nobody_who_was_not_asked_has_agreed_to_be_published(
    answers: dict[str, str], choice: str
) -> None:
    asked = defined(
        question("why"),
        question(
            "publish",
            "single",
            options=[{"value": one, "label": one} for one in ("with_name", "without_name", "no")],
            show_if={"question": "why", "is": "told"},
        ),
    )
    assert publish_choice(kept_answers(asked, {"why": "told", **answers}, {})) == choice
    # They went back and changed what led to the question: it counts as never asked.
    assert publish_choice(kept_answers(asked, {"why": "else", **answers}, {})) == "no"
