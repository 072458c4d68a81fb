"""Where conditions look: at questions that are gone, that come later, that wait for them."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from consult.plan.rules.definition import Definition, Question, tests_in
from consult.plan.rules.problems import Problem
from consult.plan.rules.routes.telling import other_facts, route_problem


def targets_of(question: Question) -> tuple[str, ...]:
    """Return the ids of the questions that this one waits for, each once."""
    tests = tests_in(question.show_if) if question.show_if else ()
    return tuple(dict.fromkeys(test.question for test in tests))


def problems_in_leading(definition: Definition) -> tuple[list[Problem], set[str]]:
    """Return the problems, and the ids of the questions whose conditions are broken by them."""
    found, broken = list[Problem](), set[str]()
    loops = dict[str, set[str]]()
    for loop in loops_in(definition):
        found.append(_loop_problem(definition, loop))
        members = {one.id for one in loop}
        loops |= dict.fromkeys(members, members)
    for question in definition.questions:
        here = list(_problems_with(definition, question, loops.get(question.id, ())))
        found += here
        broken |= {question.id} if here else set()
    return found, broken | loops.keys()


def loops_in(definition: Definition) -> list[tuple[Question, ...]]:
    """Return the groups of questions in which each waits for itself in the end."""
    asked = definition.questions
    at = {one.id: place for place, one in enumerate(asked)}
    # Bits for what each waits for: first itself, then over one more question each time.
    ahead = [sum(1 << at[name] for name in targets_of(one) if name in at) for one in asked]
    for over in range(len(asked)):
        for place, reached in enumerate(ahead):
            if reached >> over & 1:
                ahead[place] |= ahead[over]
    # Only questions of one loop reach exactly the same ones, themselves among them.
    loops = dict[int, list[Question]]()
    for place, one in enumerate(asked):
        if ahead[place] >> place & 1:
            loops.setdefault(ahead[place], []).append(one)
    return [tuple(loop) for loop in loops.values()]


def _loop_problem(definition: Definition, loop: tuple[Question, ...]) -> Problem:
    if len(loop) == 1:
        return route_problem(definition, loop[0], "route-to-itself")
    numbers = ", ".join(str(definition.numbers[one.id]) for one in loop)
    return route_problem(definition, loop[0], "route-loop", numbers=numbers)


def _problems_with(
    definition: Definition, question: Question, loop: Collection[str]
) -> Iterator[Problem]:
    for name in targets_of(question):
        target = definition.by_id.get(name)
        if target is None:
            yield _gone(definition, question, name)
        elif name in loop:
            continue
        elif definition.numbers[name] > definition.numbers[question.id]:
            facts = other_facts(definition, target)
            yield route_problem(definition, question, "route-backwards", **facts)
        else:
            yield from _gone_options(definition, question, target)


def _gone(definition: Definition, question: Question, name: str) -> Problem:
    earlier = [one.id for one in definition.questions[: definition.numbers[question.id] - 1]]
    close = get_close_matches(name, earlier, n=1)
    if not close:
        return route_problem(definition, question, "route-to-nothing", id=name)
    facts = {"id": name, "near": close[0]} | other_facts(definition, definition.by_id[close[0]])
    return route_problem(definition, question, "route-misspelt", **facts)


def _gone_options(
    definition: Definition, question: Question, target: Question
) -> Iterator[Problem]:
    tests = tests_in(question.show_if) if question.show_if else ()
    values = [value for one in tests if one.question == target.id for value in one.values]
    for value in dict.fromkeys(values) if target.options else ():
        if value not in target.labels:
            facts = {"id": target.id, "value": value} | other_facts(definition, target)
            yield route_problem(definition, question, "route-to-no-option", **facts)
