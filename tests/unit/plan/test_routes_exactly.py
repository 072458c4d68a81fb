"""The search for answers finds exactly what trying all answers finds."""

from itertools import product
from random import Random
from typing import Any

import pytest

from consult.plan.rules.compiling import compile_condition, compile_definition
from consult.plan.rules.routes.checking import problems_in_routes
from consult.plan.rules.routing import holds, shown_questions
from tests.support.random_routes import answers_to, random_document


def all_answers(questions: list[Any]) -> list[dict[str, Any]]:
    """Return every combination of answers to all questions but the last."""
    names = [one["id"] for one in questions[:-1]]
    return [
        {name: given for name, given in zip(names, chosen, strict=True) if given is not None}
        for chosen in product(*(answers_to(one) for one in questions[:-1]))
    ]


@pytest.mark.parametrize("seed", range(400))
def test_nobody_reaches_a_question_exactly_when_no_answers_show_it(seed: int) -> None:
    document = random_document(Random(seed), sizes=(3, 4, 5), options=2, depth=2)
    questions, definition = document["questions"], compile_definition(document)
    tried = all_answers(questions)
    shown = {one.id for answers in tried for one in shown_questions(definition, answers)}
    met = {
        one["id"]
        for one in questions
        if "show_if" not in one
        or any(holds(compile_condition(one["show_if"]), answers) for answers in tried)
    }

    problems = problems_in_routes(definition)
    ids = {f"questions[{at}].show_if": one["id"] for at, one in enumerate(questions)}
    found = {
        code: {ids[one.place] for one in problems if one.code == code}
        for code in ("route-never-true", "question-unreachable")
    }
    everything = {one["id"] for one in questions}
    assert found["route-never-true"] == everything - met
    assert found["question-unreachable"] == met - shown


def test_the_random_routes_have_both_faults() -> None:
    codes = [
        one.code
        for seed in range(400)
        for one in problems_in_routes(
            compile_definition(random_document(Random(seed), sizes=(3, 4, 5), options=2, depth=2))
        )
    ]
    assert codes.count("route-never-true") > 50
    assert codes.count("question-unreachable") > 20
