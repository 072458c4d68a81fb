"""A second pair of eyes before people see something."""

from enum import StrEnum

LONGEST_NOTE = 2000  # characters, of what somebody asks to be looked at, and of the reply


class Verdict(StrEnum):
    """What became of asking for approval."""

    APPROVED = "approved"
    # With words that say what to change.
    RETURNED = "returned"
    # Who asked took it back, or asked again.
    WITHDRAWN = "withdrawn"
