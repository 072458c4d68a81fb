"""Whether every question can be reached, and no route leads astray."""

from consult.plan.rules.definition import Definition
from consult.plan.rules.problems import Problem


def route_problems(_definition: Definition) -> tuple[Problem, ...]:
    """Return what is wrong with the routes."""
    return ()
