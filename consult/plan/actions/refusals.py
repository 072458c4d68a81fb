"""What an officer asked for and cannot have."""

from consult.plan.rules.problems import Problem


class DefinitionRefusedError(Exception):
    """A file that cannot become a consultation, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class SecondPersonNeededError(Exception):
    """Who edited last may not be the one who lets people see it."""
