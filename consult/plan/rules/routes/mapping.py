"""Who is asked what: each question with what it waits for and what waits for it."""

from dataclasses import dataclass

from consult.plan.rules.definition import Definition, Question
from consult.plan.rules.routes.leading import targets_of
from consult.plan.rules.routing import Answers, shown_questions


@dataclass(frozen=True)
class Stop:
    """A question on the map, and the questions that wait for its answer, in order."""

    number: int
    question: Question
    waiting: tuple[Question, ...]
    # Whether a person with the chosen answers is asked it.
    is_asked: bool


def stops_on(definition: Definition, answers: Answers) -> tuple[Stop, ...]:
    """Return every question in order, for a person with these answers."""
    asked = {one.id for one in shown_questions(definition, answers)}
    waiting: dict[str, list[Question]] = {one.id: [] for one in definition.questions}
    for question in definition.questions:
        for name in targets_of(question):
            waiting.setdefault(name, []).append(question)
    return tuple(
        Stop(number, one, tuple(waiting[one.id]), one.id in asked)
        for number, one in enumerate(definition.questions, start=1)
    )
