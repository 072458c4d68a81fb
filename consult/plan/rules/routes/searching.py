"""Whether there are answers at all that bring a person to a question.

Any question may stay unanswered, even a required one: in a language into which nobody has
translated it, nobody can answer it. Unanswered, hidden, and answered with something that
no route looks at are all the same to a condition. So a search only chooses which tests
are met, and each answer that it chooses has to be to a question that is shown.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from consult.plan.rules.definition import Condition, Group, Kind, Question, Test

# A day, and what somebody chose line by line, is nothing that a condition looks at.
_UNSEEN = frozenset({Kind.DATE, Kind.MATRIX})
_SEVERAL = frozenset({Kind.MULTIPLE, Kind.RANKING})
_Goals = tuple[Condition, "_Goals"] | None


class TooManyWaysError(Exception):
    """There are more ways through the questions than the search may try."""


class Search:
    """Looks for answers that meet a condition.

    ``asked`` are the questions that can be answered, by id; ``gates`` the conditions on
    which they are shown. Any other question counts as unanswered. ``steps`` says how many
    steps it may take, and afterwards how many are left.
    """

    def __init__(
        self, asked: Mapping[str, Question], gates: Mapping[str, Condition], *, steps: int
    ) -> None:
        """Know the questions; nothing is answered yet."""
        self.steps = steps
        self._asked, self._gates = asked, gates
        self._chosen: dict[str, set[str]] = defaultdict(set)
        self._avoided: dict[str, set[str]] = defaultdict(set)
        self._noted: list[tuple[set[str], str]] = []  # what to take back, newest last

    def answered_to_meet(self, condition: Condition) -> frozenset[str] | None:
        """Return questions that are shown, and answered, where a condition is met, or None.

        It raises TooManyWaysError when it has taken its steps.
        """
        goals: _Goals = (condition, None)
        untried: list[tuple[Sequence[Condition], _Goals, int]] = []
        while goals is not None:
            goal, rest = goals
            ways = self._ways(goal)
            untried.extend((way, rest, len(self._noted)) for way in reversed(ways))
            self.steps -= 1 + len(ways)
            if self.steps < 0:
                raise TooManyWaysError
            if not untried:
                return None
            way, goals, known = untried.pop()
            self._take_back(known)
            for part in way:
                goals = (part, goals)
        return frozenset(name for name, values in self._chosen.items() if values)

    def _ways(self, goal: Condition) -> Sequence[Sequence[Condition]]:
        """Return the ways to meet a condition, each as what is left to be met then."""
        if isinstance(goal, Group):
            parts = sorted(goal.parts, key=_effort)
            # Of all, the last comes first: what leaves no choice shows early what cannot be.
            return [(part,) for part in parts] if goal.how == "any" else [parts[::-1]]
        if goal.how == "is_not":
            return self._avoid(goal)
        if len(goal.values) == 1:
            return self._choose(goal.question, goal.values[0])
        return [(Test(goal.question, "is", (value,)),) for value in goal.values]

    def _choose(self, name: str, value: str) -> Sequence[Sequence[Condition]]:
        question, chosen = self._asked.get(name), self._chosen[name]
        if value in chosen:
            return [()]
        if question is None or not may_answer(question, value) or value in self._avoided[name]:
            return []
        if chosen and question.kind not in _SEVERAL:
            return []
        is_new = not chosen
        self._note(chosen, value)
        return [(self._gates[name],)] if is_new and name in self._gates else [()]

    def _avoid(self, goal: Test) -> Sequence[Sequence[Condition]]:
        if self._chosen[goal.question].intersection(goal.values):
            return []
        for value in goal.values:
            if value not in self._avoided[goal.question]:
                self._note(self._avoided[goal.question], value)
        return [()]

    def _note(self, values: set[str], value: str) -> None:
        values.add(value)
        self._noted.append((values, value))

    def _take_back(self, known: int) -> None:
        while len(self._noted) > known:
            values, value = self._noted.pop()
            values.discard(value)


def _effort(condition: Condition) -> int:
    """Return how much a condition brings with it: nothing, an answer, or several."""
    return 2 if isinstance(condition, Group) else condition.how != "is_not"


def may_answer(question: Question, value: str) -> bool:
    """Say whether a condition can ever see this value, as far as can be known."""
    if question.kind in _UNSEEN:
        return False
    if question.options:
        return value in question.labels
    if question.kind is Kind.NUMBER:
        return _is_within(question, value)
    return question.longest is None or len(value) <= question.longest


def _is_within(question: Question, value: str) -> bool:
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        return False
    lowest = number if question.lowest is None else question.lowest
    highest = number if question.highest is None else question.highest
    return lowest <= number <= highest
