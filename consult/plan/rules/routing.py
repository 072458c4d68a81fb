"""Which questions a person sees.

A hidden question counts as unanswered: an old answer left in it opens no branch and
reaches no export.
"""

from collections.abc import Mapping
from typing import Any

from consult.plan.rules.definition import Condition, Definition, Question, Test

Answers = Mapping[str, Any]


def holds(condition: Condition, answers: Answers) -> bool:
    """Say whether a condition is met by the answers that count."""
    if isinstance(condition, Test):
        return _test_holds(condition, answers.get(condition.question))
    results = (holds(part, answers) for part in condition.parts)
    return all(results) if condition.how == "all" else any(results)


def shown_questions(definition: Definition, answers: Answers) -> tuple[Question, ...]:
    """Return the questions a person with these answers sees, in order."""
    counting: dict[str, Any] = {}
    shown = []
    for question in definition.questions:
        if question.show_if is None or holds(question.show_if, counting):
            shown.append(question)
            if question.id in answers:
                counting[question.id] = answers[question.id]
    return tuple(shown)


def _test_holds(test: Test, answer: Any) -> bool:
    if isinstance(answer, dict):
        # Of a place only the area is a choice that a route can wait for.
        answer = answer.get("area")
    given = [str(one) for one in (answer if isinstance(answer, list) else [answer])]
    found = answer is not None and any(value in given for value in test.values)
    return not found if test.how == "is_not" else found
