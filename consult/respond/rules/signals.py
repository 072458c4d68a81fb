"""Signs that a machine answered. They are kept for people to look at; nothing is dropped."""

from datetime import timedelta
from enum import StrEnum

# Nobody reads a question and answers it faster. A person with a screen reader and a
# prepared text may come near, which is why it is only a sign.
FASTEST = timedelta(seconds=2)  # for each page

# So many from one network in a day are shown to officers as a group. A library’s
# computers come to fewer; a flood of 2021 came to 7,000 from one server.
MANY_FROM_NETWORK = 40


class Signal(StrEnum):
    """One sign."""

    # A field that people cannot see was filled in.
    HIDDEN_FIELD = "hidden-field"
    # Sent faster than anybody can read.
    FAST = "fast"


def signals_of(*, hidden_field: str, took: timedelta, pages: int) -> list[str]:
    """Return the signs on a response that took this long for this many pages."""
    found = []
    if hidden_field:
        found.append(str(Signal.HIDDEN_FIELD))
    if took < FASTEST * pages:
        found.append(str(Signal.FAST))
    return found
