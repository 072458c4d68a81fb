"""What an officer asked for and cannot have."""

from consult.plan.rules.changes import Change
from consult.plan.rules.problems import Problem


class DefinitionRefusedError(Exception):
    """A file that cannot become a consultation, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NotReadyError(Exception):
    """A consultation that cannot open: some things have to be mended first."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        """Keep what is to mend."""
        super().__init__(", ".join(codes))
        self.codes = codes


class SecondPersonNeededError(Exception):
    """Who edited last may not be the one who lets people see it."""


class EditedSinceError(Exception):
    """Somebody wants to approve other words than those there are now."""


class AgreementNeededError(Exception):
    """A change that a Champion has to agree to. Whoever wants it can ask for it."""

    def __init__(self, change: Change) -> None:
        """Keep the change, so that it can be asked for."""
        super().__init__(change.kind)
        self.change = change


class OwnChangeError(Exception):
    """Somebody wants to agree to what they asked for themselves."""
