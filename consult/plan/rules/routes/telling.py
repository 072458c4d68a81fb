"""A problem with a route, with what names its questions for people."""

from consult.plan.rules.definition import Definition, Question
from consult.plan.rules.problems import Problem


def route_problem(
    definition: Definition, question: Question, code: str, **facts: object
) -> Problem:
    """Return a problem with the condition of a question, named by its number and its text."""
    named = {"number": definition.numbers[question.id], "text": question.text}
    return Problem(place_of(definition, question), code, {**named, **facts})


def other_facts(definition: Definition, other: Question) -> dict[str, object]:
    """Return the facts that name the question which a condition looks at."""
    return {"other": definition.numbers[other.id], "other_text": other.text}


def place_of(definition: Definition, question: Question) -> str:
    """Return where the condition of a question stands in a file."""
    at = definition.numbers[question.id] - 1
    if not question.is_equality:
        return f"questions[{at}].show_if"
    first = sum(not one.is_equality for one in definition.questions)
    return f"equality_questions[{at - first}].show_if"
