"""What is wrong with routes: each fault by its name, with its question, and in good time."""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest

from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition, Group, Kind, Option, Question
from consult.plan.rules.definition import Test as OneTest
from consult.plan.rules.problems import Problem
from consult.plan.rules.routes.checking import HINTS, problems_in_routes
from tests.factories import defined, every_kind, library_document, question

A = question("a", "single", required=True)
ASH = {"question": "a", "is": "ash"}
BIRCH = {"question": "a", "is": "birch"}


def found(*questions: Mapping[str, Any], **more: Any) -> list[tuple[str, str]]:
    problems = problems_in_routes(defined(*questions, **more))
    return [(one.place, one.code) for one in problems]


def the_problem(*questions: Mapping[str, Any]) -> Problem:
    (problem,) = problems_in_routes(defined(*questions))
    return problem


def routed(show_if: Mapping[str, Any], *before: Mapping[str, Any]) -> list[str]:
    """Return the codes for one more question with this condition."""
    asked = before or (A, *every_kind())
    return [code for _place, code in found(*asked, question("z", show_if=show_if))]


def test_the_example_has_no_problem_with_its_routes() -> None:
    assert problems_in_routes(compile_definition(library_document())) == ()


def test_a_question_that_is_gone_is_named_with_the_one_that_is_meant() -> None:
    condition = {"question": "colour", "is": "ash"}
    gone = the_problem(A, question("b", show_if=condition))
    assert (gone.place, gone.code) == ("questions[1].show_if", "route-to-nothing")
    assert gone.facts == {"number": 2, "text": "What about b?", "id": "colour"}

    near = the_problem(A, question("color", "single"), question("b", show_if=condition))
    assert near.code == "route-misspelt"
    assert near.facts["near"] == "color"
    assert (near.facts["other"], near.facts["other_text"]) == (2, "What about color?")


def test_an_option_that_is_gone_is_named_once_for_each() -> None:
    gone = {"question": "a", "in": ["oak", "ash", "elm"]}
    again = {"any": [gone, {"question": "a", "is_not": "oak"}]}
    problems = problems_in_routes(defined(A, question("b", show_if=again)))
    assert [one.facts["value"] for one in problems] == ["oak", "elm"]
    assert {one.code for one in problems} == {"route-to-no-option"}


def test_a_jump_backwards_names_the_later_question() -> None:
    problem = the_problem(question("b", show_if=ASH), A)
    assert (problem.place, problem.code) == ("questions[0].show_if", "route-backwards")
    assert (problem.facts["number"], problem.facts["other"]) == (1, 2)


def test_a_loop_is_one_problem_with_all_its_members() -> None:
    problem = the_problem(
        A,
        question("b", show_if={"any": [ASH, {"question": "d", "is": "x"}]}),
        question("c", show_if={"question": "b", "is": "x"}),
        question("d", show_if={"question": "c", "is": "x"}),
        question("e", show_if={"question": "c", "is": "x"}),
    )
    assert (problem.place, problem.code) == ("questions[1].show_if", "route-loop")
    assert problem.facts["numbers"] == "2, 3, 4"


def test_two_loops_are_two_problems_and_a_jump_between_them_a_third() -> None:
    assert found(
        question(
            "a", show_if={"any": [{"question": "b", "is": "x"}, {"question": "d", "is": "x"}]}
        ),
        question("b", show_if={"question": "a", "is": "x"}),
        question("c", show_if={"question": "d", "is": "x"}),
        question("d", show_if={"question": "c", "is": "x"}),
    ) == [
        ("questions[0].show_if", "route-loop"),
        ("questions[0].show_if", "route-backwards"),
        ("questions[2].show_if", "route-loop"),
    ]


def test_a_question_that_waits_for_itself_says_so() -> None:
    assert found(question("a", "single", show_if=ASH)) == [
        ("questions[0].show_if", "route-to-itself")
    ]


def test_an_equality_question_is_named_by_its_own_place() -> None:
    gone = {"question": "gone", "is": "x"}
    assert found(A, equality_questions=[question("x"), question("y", show_if=gone)]) == [
        ("equality_questions[1].show_if", "route-to-nothing")
    ]


@pytest.mark.parametrize(
    "never",
    [
        {"all": [ASH, BIRCH]},
        {"all": [ASH, {"any": [BIRCH, {"question": "a", "is_not": "ash"}]}]},
        {"all": [{"question": "a", "is_not": "ash"}, ASH]},
        {"all": [{"question": "many", "is": "ash"}, {"question": "many", "is_not": "ash"}]},
        {"question": "a", "in": []},
        {"any": []},
        {"question": "count", "is": 41},
        {"question": "count", "is": 0},
        {"question": "count", "is": "a few"},
        {"question": "line", "is": "more than twenty letters"},
        {"all": [{"question": "line", "is": "x"}, {"question": "line", "is": "y"}]},
        {"question": "born", "is": "2000-01-01"},
        {"question": "grid", "is": "ash"},
    ],
)
def test_a_condition_that_no_answer_meets(never: Mapping[str, Any]) -> None:
    assert routed(never) == ["route-never-true"]


@pytest.mark.parametrize(
    "met",
    [
        {"any": [ASH, BIRCH]},
        {"all": []},
        {"all": [{"question": "many", "is": "ash"}, {"question": "many", "is": "birch"}]},
        {"all": [{"question": "order", "is": "ash"}, {"question": "order", "is": "birch"}]},
        {"all": [{"question": "a", "in": ["ash", "birch"]}, {"question": "a", "is_not": "ash"}]},
        # Somebody can leave it out, or be unable to answer in their language.
        {"all": [{"question": "a", "is_not": one} for one in ("ash", "birch", "cedar")]},
        {"all": [ASH, {"question": "a", "in": ["birch", "ash"]}]},
        {"all": [{"question": "a", "is_not": "birch"}, {"question": "a", "is_not": "birch"}, ASH]},
        {"question": "count", "is": 40},
        {"question": "count", "is": "1"},
        {"question": "line", "is": "x"},
        {"question": "grid", "is_not": "ash"},
    ],
)
def test_a_condition_that_some_answers_meet(met: Mapping[str, Any]) -> None:
    assert routed(met) == []


def test_a_number_without_limits_can_be_any() -> None:
    assert routed({"question": "n", "is": "1,000"}, question("n", "number")) == []


def test_a_question_is_unreachable_when_what_it_waits_for_is_never_shown_together() -> None:
    b = question("b", "single", show_if=ASH)
    c = question("c", "single", show_if=BIRCH)
    both = {"all": [{"question": "b", "is": "ash"}, {"question": "c", "is": "ash"}]}
    problem = the_problem(A, b, c, question("d", show_if=both))
    assert problem.code == "question-unreachable"
    assert (problem.facts["number"], problem.facts["numbers"]) == (4, "2, 3")
    either = {"any": both["all"]}
    assert found(A, b, c, question("d", show_if=either)) == []


def test_what_is_behind_a_question_nobody_sees_is_unreachable_too() -> None:
    never = {"all": [ASH, BIRCH]}
    b = question("b", "single", show_if=never)
    assert found(A, b, question("c", show_if={"question": "b", "is": "ash"})) == [
        ("questions[1].show_if", "route-never-true"),
        ("questions[2].show_if", "question-unreachable"),
    ]


def test_a_broken_condition_is_told_once_and_not_again_for_what_is_behind_it() -> None:
    b = question("b", "single", show_if={"question": "gone", "is": "x"})
    behind = question("c", show_if={"question": "b", "is": "ash"})
    assert found(A, b, behind) == [("questions[1].show_if", "route-to-nothing")]


def test_a_required_question_behind_an_optional_one_is_a_hint() -> None:
    gate = question("gate", "single")
    if_ash = {"question": "gate", "is": "ash"}
    problem = the_problem(A, gate, question("b", required=True, show_if=if_ash))
    assert problem.code == "required-behind-optional"
    assert problem.code in HINTS
    assert (problem.facts["number"], problem.facts["numbers"]) == (3, "2")

    assert found(A, gate, question("b", show_if=if_ash)) == []
    assert found(A, question("b", required=True, show_if=ASH)) == []
    either = {"any": [if_ash, ASH]}
    assert found(A, gate, question("b", required=True, show_if=either)) == []
    unless = {"question": "gate", "is_not": "ash"}
    assert found(A, gate, question("b", required=True, show_if=unless)) == []
    equality = [question("e", required=True, show_if=if_ash)]
    assert found(A, gate, equality_questions=equality) == []
    required_equality = [question("e", "single", required=True), question("f", required=True)]
    assert found(A, equality_questions=required_equality) == []


def test_every_other_problem_keeps_it_from_opening() -> None:
    assert {"required-behind-optional", "routes-not-all-checked"} == HINTS


def made(*questions: Question) -> Definition:
    whole = defined(question("any"))
    return replace(whole, questions=questions)


def choice(name: str, show_if: Any = None) -> Question:
    options = tuple(Option(one, one) for one in ("x", "y", "z"))
    return Question(name, Kind.SINGLE, name, options=options, show_if=show_if)


def is_(name: str, value: str = "x") -> OneTest:
    return OneTest(name, "is", (value,))


def test_two_hundred_questions_with_fifty_conditions_each_are_checked_quickly() -> None:
    asked = [
        choice(f"q{at}", Group("all", tuple(is_(f"q{one}") for one in range(max(0, at - 50), at))))
        for at in range(200)
    ]
    begin = perf_counter()
    assert problems_in_routes(made(*asked)) == ()
    assert perf_counter() - begin < 5


def test_two_hundred_questions_that_all_wait_for_each_other_are_one_loop() -> None:
    names = [f"q{at}" for at in range(200)]
    asked = [
        choice(name, Group("any", tuple(is_(names[(at + one) % 200]) for one in range(1, 51))))
        for at, name in enumerate(names)
    ]
    (problem,) = problems_in_routes(made(*asked))
    assert problem.code == "route-loop"
    assert str(problem.facts["numbers"]).endswith("198, 199, 200")


def test_a_condition_nested_a_thousand_deep_is_looked_at_whole() -> None:
    deep: Any = Group("all", (is_("a"), is_("a", "y")))
    for level in range(1000):
        deep = Group(("all", "any")[level % 2], (deep,))
    (problem,) = problems_in_routes(made(choice("a"), choice("b", deep)))
    assert problem.code == "route-never-true"


def test_a_thousand_questions_in_a_row_each_wait_for_the_one_before() -> None:
    rest = [choice(f"q{at}", is_(f"q{at - 1}")) for at in range(1, 1000)]
    assert problems_in_routes(made(choice("q0"), *rest)) == ()


def test_a_riddle_is_given_up_with_a_hint_and_in_good_time() -> None:
    """Eleven questions with ten answers, all different: no search tries that to its end."""
    options = tuple(Option(str(one), str(one)) for one in range(10))
    asked = [Question(f"p{at}", Kind.SINGLE, "", options=options) for at in range(11)]
    pairs = [(one, two) for at, one in enumerate(asked) for two in asked[at + 1 :]]
    apart = tuple(
        Group("any", tuple(OneTest(name, "is_not", (option.value,)) for name in (one.id, two.id)))
        for one, two in pairs
        for option in options
    )
    answered = tuple(OneTest(one.id, "in", tuple(v.value for v in options)) for one in asked)
    riddle = Group("all", (*apart, *answered))
    asked += [Question(f"z{at}", Kind.TEXT, "", show_if=riddle) for at in range(30)]
    begin = perf_counter()
    (problem,) = problems_in_routes(made(*asked))
    assert perf_counter() - begin < 60
    assert (problem.place, problem.code) == ("", "routes-not-all-checked")
    assert str(problem.facts["numbers"]).startswith("12, 13, 14")
