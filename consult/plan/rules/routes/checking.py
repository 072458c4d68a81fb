"""Every problem with the routes of a question set, each with the question it is about.

A question whose condition is broken counts as asked of everybody while the others are
looked at, so that one fault is told once.
"""

from consult.plan.rules.definition import Definition
from consult.plan.rules.problems import Problem
from consult.plan.rules.routes.leading import problems_in_leading
from consult.plan.rules.routes.reaching import problems_in_reaching
from consult.plan.rules.routes.telling import place_of

# These do not keep a consultation from opening; all others do.
HINTS = frozenset({"required-behind-optional", "routes-not-all-checked"})


def problems_in_routes(definition: Definition) -> tuple[Problem, ...]:
    """Return what is wrong with the routes, in the order of the questions."""
    leading, broken = problems_in_leading(definition)
    gates = {
        one.id: one.show_if for one in definition.questions if one.show_if and one.id not in broken
    }
    order = {place_of(definition, one): at for at, one in enumerate(definition.questions)}
    found = (*leading, *problems_in_reaching(definition, gates))
    return tuple(sorted(found, key=lambda problem: order.get(problem.place, len(order))))
