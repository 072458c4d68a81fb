"""What answers can do and cannot: conditions that nothing meets, questions nobody reaches."""

from collections.abc import Iterator, Mapping

from consult.plan.rules.definition import Condition, Definition, Question
from consult.plan.rules.problems import Problem
from consult.plan.rules.routes.leading import targets_of
from consult.plan.rules.routes.searching import Search, TooManyWaysError
from consult.plan.rules.routes.telling import route_problem

MOST_STEPS = 200_000  # of the search, for all questions together: under a second
STEPS_FOR_ONE = 20_000


def problems_in_reaching(
    definition: Definition, gates: Mapping[str, Condition]
) -> Iterator[Problem]:
    """Yield the problems; gates are the conditions that are not broken, by question id."""
    look, unsure = _Look(definition, gates), list[int]()
    # From the end: answers that lead to a late question show many before it on their way.
    for question in reversed(definition.questions):
        if question.id in gates:
            try:
                yield from look.problems_with(question, gates[question.id])
            except TooManyWaysError:
                unsure.append(definition.numbers[question.id])
    if unsure:
        numbers = ", ".join(map(str, sorted(unsure)))
        yield Problem("", "routes-not-all-checked", {"numbers": numbers})


class _Look:
    """Remembers which questions are known to be reached, and how long it may still look."""

    def __init__(self, definition: Definition, gates: Mapping[str, Condition]) -> None:
        self._definition, self._gates = definition, gates
        self._asked = definition.by_id
        self._reached: set[str] = set()
        self._left = MOST_STEPS

    def problems_with(self, question: Question, condition: Condition) -> Iterator[Problem]:
        if self._is_reached(question, condition):
            yield from self._behind_optional(question, condition)
        elif self._search(condition, self._asked, {}) is None:
            yield route_problem(self._definition, question, "route-never-true")
        else:
            numbers = (self._definition.numbers[name] for name in targets_of(question))
            facts = {"numbers": ", ".join(map(str, sorted(numbers)))}
            yield route_problem(self._definition, question, "question-unreachable", **facts)

    def _is_reached(self, question: Question, condition: Condition) -> bool:
        if question.id not in self._reached:
            found = self._search(condition, self._asked, self._gates)
            self._reached |= set() if found is None else {question.id, *found}
        return question.id in self._reached

    def _behind_optional(self, question: Question, condition: Condition) -> Iterator[Problem]:
        """Find a question that must be answered, and is met only by who answered another."""
        if not question.required or question.is_equality:
            return
        optional = {name for name in targets_of(question) if not self._must_answer(name)}
        asked = {name: one for name, one in self._asked.items() if name not in optional}
        if self._search(condition, asked, {}) is None:
            numbers = sorted(self._definition.numbers[name] for name in optional)
            facts = {"numbers": ", ".join(map(str, numbers))}
            yield route_problem(self._definition, question, "required-behind-optional", **facts)

    def _must_answer(self, name: str) -> bool:
        return self._asked[name].required and not self._asked[name].is_equality

    def _search(
        self, condition: Condition, asked: Mapping[str, Question], gates: Mapping[str, Condition]
    ) -> frozenset[str] | None:
        steps = min(self._left, STEPS_FOR_ONE)
        search = Search(asked, gates, steps=steps)
        try:
            return search.answered_to_meet(condition)
        finally:
            self._left -= steps - search.steps
