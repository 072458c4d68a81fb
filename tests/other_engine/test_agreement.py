"""An engine that others wrote shows the same questions as ours, wherever we looked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition
from consult.plan.rules.definition import tests_in as conditions_in
from consult.plan.rules.routing import shown_questions
from tests.factories import library_document
from tests.other_engine.engine import shown_by_others
from tests.support.random_routes import random_answers, random_document

MANY = 1000

Case = tuple[Definition, dict[str, Any]]


def random_case(seed: int) -> Case:
    rng = Random(seed)
    document = random_document(rng, sizes=range(5, 13), options=3, depth=3)
    return compile_definition(document), random_answers(rng, document["questions"])


def ids_shown(definition: Definition, answers: Mapping[str, Any]) -> list[str]:
    return [one.id for one in shown_questions(definition, answers)]


def what_it_asks(definition: Definition, answers: Mapping[str, Any]) -> Iterator[str]:
    """Yield what one case has that could go wrong."""
    shown = ids_shown(definition, answers)
    for question in definition.questions:
        if question.id in answers and question.id not in shown:
            yield "an old answer in a hidden question"
        for test in conditions_in(question.show_if) if question.show_if else ():
            yield f"{definition.by_id[test.question].kind} {test.how}"
            if test.question not in shown:
                yield "a condition on a hidden question"


def test_survey_core_agrees_on_a_thousand_random_definitions_and_answers() -> None:
    cases = [random_case(seed) for seed in range(MANY)]

    theirs = shown_by_others(cases)

    ours = [ids_shown(*case) for case in cases]
    assert [seed for seed in range(MANY) if ours[seed] != theirs[seed]] == []
    # Each of them stands in many of the cases, so that agreeing says something.
    asked = Counter(one for case in cases for one in what_it_asks(*case))
    assert len(asked) == 4 * 3 + 2
    assert min(asked.values()) > 200, asked


def test_survey_core_agrees_about_the_six_made_up_people() -> None:
    document = library_document()
    definition = compile_definition(document)
    people = document["test_paths"]

    theirs = shown_by_others([(definition, one["answers"]) for one in people])

    assert len(people) == 6
    assert theirs == [one["visible"] for one in people]
