"""Where a requested format stands, and what can be done with it next."""

from datetime import datetime
from enum import StrEnum

from consult.share.models import RequestedFormat
from consult.share.rules.formats import ASKABLE


class State(StrEnum):
    """Where a requested format stands."""

    ASKED = "asked"
    MADE = "made"
    CHECKED = "checked"
    SENT = "sent"
    REFUSED = "refused"


# What may follow; a step has the name of the state it leads to.
_NEXT = {
    State.ASKED: (State.MADE, State.REFUSED),
    State.MADE: (State.CHECKED, State.REFUSED),
    State.CHECKED: (State.SENT, State.REFUSED),
    State.SENT: (),
    State.REFUSED: (),
}


def state_of(item: RequestedFormat) -> State:
    """Return where it stands."""
    if item.refused_at is not None:
        return State.REFUSED
    reached = (
        (item.sent_at, State.SENT),
        (item.checked_at, State.CHECKED),
        (item.made_at, State.MADE),
    )
    return next((state for at, state in reached if at is not None), State.ASKED)


def next_steps(item: RequestedFormat) -> tuple[State, ...]:
    """Return the steps that can be taken now. Nothing is sent that nobody has checked."""
    state = state_of(item)
    if ASKABLE[item.format].is_help and state is State.ASKED:
        return (State.SENT, State.REFUSED)
    return _NEXT[state]


def ended_at(item: RequestedFormat) -> datetime | None:
    """Return when it was sent, or when we said that we cannot; None while it waits."""
    return item.sent_at or item.refused_at
