"""Which questions a person sees: routes, and the six people of the example."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import pytest

from consult.plan.rules.compiling import compile_condition, compile_definition
from consult.plan.rules.definition import Condition, Group, Kind, Option
from consult.plan.rules.definition import (
    Test as OneTest,
)
from consult.plan.rules.definition import (
    tests_in as conditions_in,
)
from consult.plan.rules.routing import holds, shown_questions
from tests.factories import defined, library_document, question

LIBRARY = library_document()
PEOPLE: list[dict[str, Any]] = LIBRARY["test_paths"]


def shown(definition_answers: Mapping[str, Any], *questions: Mapping[str, Any]) -> list[str]:
    return [one.id for one in shown_questions(defined(*questions), definition_answers)]


def route(raw: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    return holds(compile_condition(raw), answers)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_the_made_up_people_see_exactly_their_questions(person: dict[str, Any]) -> None:
    definition = compile_definition(LIBRARY)
    assert [one.id for one in shown_questions(definition, person["answers"])] == person["visible"]
    everything = {one.id for one in definition.questions}
    assert set(person["visible"]) | set(person["hidden"]) == everything
    assert not set(person["visible"]) & set(person["hidden"])


def test_there_are_six_made_up_people() -> None:
    assert len(PEOPLE) == 6
    assert len(LIBRARY["questions"]) == 22


IS = {"question": "a", "is": "yes"}
IS_NOT = {"question": "a", "is_not": "yes"}
IN = {"question": "a", "in": ["yes", "maybe"]}


@pytest.mark.parametrize(
    ("raw", "answer", "met"),
    [
        (IS, "yes", True),
        (IS, "no", False),
        (IS, None, False),
        (IS, ["no", "yes"], True),
        (IS, ["no"], False),
        (IS, [], False),
        (IS, "YES", False),
        (IS_NOT, "yes", False),
        (IS_NOT, "no", True),
        (IS_NOT, None, True),
        (IS_NOT, ["yes", "no"], False),
        (IS_NOT, "", True),
        (IN, "maybe", True),
        (IN, "no", False),
        (IN, None, False),
        (IN, ["x", "maybe"], True),
        ({"question": "a", "is": 5}, "5", True),
        ({"question": "a", "is": "5"}, 5, True),
        ({"question": "a", "is": "None"}, None, False),
        (IS, {"area": "yes", "postcode": "IG1", "words": ""}, True),
        (IS, {"area": "", "postcode": "yes", "words": "yes"}, False),
    ],
)
def test_a_condition_on_one_question(raw: Mapping[str, Any], answer: Any, met: bool) -> None:
    assert route(raw, {} if answer is None else {"a": answer}) is met


BOTH = {"all": [{"question": "a", "is": "1"}, {"question": "b", "is": "1"}]}
EITHER = {"any": [{"question": "a", "is": "1"}, {"question": "b", "is": "1"}]}
NESTED = {"any": [BOTH, {"all": [{"question": "c", "is_not": "1"}, {"question": "a", "is": "2"}]}]}


@pytest.mark.parametrize(
    ("raw", "answers", "met"),
    [
        (BOTH, {"a": "1", "b": "1"}, True),
        (BOTH, {"a": "1"}, False),
        (EITHER, {"b": "1"}, True),
        (EITHER, {}, False),
        (NESTED, {"a": "1", "b": "1", "c": "1"}, True),
        (NESTED, {"a": "2"}, True),
        (NESTED, {"a": "2", "c": "1"}, False),
    ],
)
def test_conditions_together(raw: Mapping[str, Any], answers: Mapping[str, Any], met: bool) -> None:
    assert route(raw, answers) is met


def test_every_single_condition_is_found_however_deep() -> None:
    compiled = compile_condition(NESTED)
    assert [one.question for one in conditions_in(compiled)] == ["a", "b", "c", "a"]
    assert isinstance(compiled, Group)
    assert compiled.how == "any"


def test_a_stale_answer_in_a_hidden_question_opens_nothing() -> None:
    chain_of_three = (
        question("a", "single"),
        question("b", "single", show_if={"question": "a", "is": "ash"}),
        question("c", show_if={"question": "b", "is": "ash"}),
        question("d", show_if={"question": "c", "is_not": "no"}),
    )
    assert shown({"a": "ash", "b": "ash"}, *chain_of_three) == ["a", "b", "c", "d"]
    # The answer to b is still there, but nobody asks it any more.
    assert shown({"a": "birch", "b": "ash", "c": "no"}, *chain_of_three) == ["a", "d"]


def test_a_route_sees_only_questions_before_it() -> None:
    assert shown(
        {"b": "yes"}, question("a", show_if={"question": "b", "is": "yes"}), question("b")
    ) == ["b"]


def test_a_definition_is_compiled_once_and_whole() -> None:
    definition = defined(
        question("one", "single", hint="Pick", other_text_on=["ash"], other_label="Which?"),
        question("grid", "matrix", required=True),
        question("line"),
        question("essay", "long_text"),
        question("short", max_length=5),
        question("count", "number", min=1, max=2.5),
        equality_questions=[
            question("eq", "single", options=[{"value": "x", "label": "X", "other_text": True}])
        ],
        why="Because",
    )
    one, grid, line, essay, short, count, equality = definition.questions
    assert (one.kind, one.hint, one.other_on, one.other_label) == (
        Kind.SINGLE,
        "Pick",
        frozenset({"ash"}),
        "Which?",
    )
    assert one.labels == {"ash": "Ash", "birch": "Birch", "cedar": "Cedar"}
    assert grid.rows == (Option("north", "north"), Option("south", "south"))
    assert grid.required
    assert (line.longest, essay.longest, short.longest, one.longest) == (500, 4000, 5, None)
    assert (count.lowest, count.highest) == (1, 2.5)
    assert equality.is_equality
    assert equality.other_on == frozenset({"x"})
    assert not one.is_equality
    assert definition.by_id["eq"] is equality
    assert definition.numbers == {one.id: at for at, one in enumerate(definition.questions, 1)}
    assert (definition.why, definition.what_happens_next) == ("Because", "")


def test_an_equality_question_follows_its_route_across_the_parts() -> None:
    definition = defined(
        question("gate", "single"),
        equality_questions=[question("eq", show_if={"question": "gate", "is": "ash"})],
    )
    assert [one.id for one in shown_questions(definition, {"gate": "ash"})] == ["gate", "eq"]
    assert [one.id for one in shown_questions(definition, {})] == ["gate"]


def test_a_compiled_condition_can_be_shared() -> None:
    first: Condition = OneTest("a", "is", ("yes",))
    assert compile_condition(IS) == first
    assert hash(compile_condition(NESTED)) == hash(compile_condition(dict(NESTED)))


def test_the_example_uses_every_way_of_routing() -> None:
    questions = chain(LIBRARY["questions"], LIBRARY["equality_questions"])
    words = {word for one in questions for word in one.get("show_if", ())}
    assert words == {"question", "is", "is_not", "in", "all"}
