"""Why a translation is not kept, checked or offered."""


class RefusedError(Exception):
    """Something keeps it from being done; `code` says what, `keys` which texts."""

    code = ""

    def __init__(self, keys: tuple[str, ...] = ()) -> None:
        """Keep which."""
        super().__init__(", ".join(keys))
        self.keys = keys


class OwnWorkError(RefusedError):
    """Whoever wrote a translation cannot be the one who checks it."""

    code = "own-work"


class FaultyTextError(RefusedError):
    """Texts that a machine finds wrong cannot be called right."""

    code = "faulty"


class ChangedMeanwhileError(RefusedError):
    """Somebody else wrote the same texts since this page was fetched."""

    code = "passed"


class NotWholeError(RefusedError):
    """A language in which something essential is missing, out of date or unread."""

    code = "not-whole"
