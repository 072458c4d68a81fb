"""How long an answer takes: as the file says, or reckoned from its questions."""

from typing import Any

import pytest

from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Kind
from consult.plan.rules.duration import minutes_to_answer
from tests.factories import defined, library_document, question

LONG = [question(f"q{at}", "long_text") for at in range(6)]  # 9 minutes
SOMETIMES: dict[str, Any] = {"show_if": {"question": "gate", "is": "ash"}}


@pytest.mark.parametrize(
    ("questions", "minutes"),
    [
        ([question("why")], 5),
        (LONG, 10),
        ([*LONG, question("why")], 15),
        ([question("gate", "single"), *({**one, **SOMETIMES} for one in LONG)], 10),
        ([question(f"g{at}", "matrix") for at in range(6)], 5),
        ([question(f"g{at}", "matrix") for at in range(7)], 10),
    ],
)
def test_the_time_follows_from_the_questions(questions: list[Any], minutes: int) -> None:
    assert minutes_to_answer(defined(*questions)) == minutes


def test_what_the_file_says_counts() -> None:
    assert minutes_to_answer(defined(*LONG, minutes=12)) == 12


def test_the_equality_questions_take_no_time_from_anybody_who_leaves_them_out() -> None:
    assert minutes_to_answer(defined(question("why"), equality_questions=LONG)) == 5


def test_the_example_takes_ten_minutes() -> None:
    assert minutes_to_answer(compile_definition(library_document())) == 10


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_question_takes_its_time(kind: Kind) -> None:
    assert minutes_to_answer(defined(question("one", kind))) == 5
