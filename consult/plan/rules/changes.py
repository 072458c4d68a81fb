"""Changes of a timetable: what each is, and which of them a second person has to agree to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult.plan.rules.timetable import State


class Kind(StrEnum):
    """What becomes of the dates that people were told."""

    MOVE = "move"  # before the first day
    LENGTHEN = "lengthen"
    SHORTEN = "shorten"  # be it to today
    REOPEN = "reopen"
    PAUSE = "pause"
    GO_ON = "go-on"
    OUTCOME = "outcome-due"


class Answer(StrEnum):
    """What became of asking a Champion."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    # Somebody asked for something else, or the dates were changed meanwhile.
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Change:
    """One change, with the first and the last day before it and after it."""

    kind: Kind
    before: tuple[date, date]
    after: tuple[date, date]
    needs_agreement: bool


@dataclass(frozen=True)
class Stated:
    """Who changes something, when and why, and who agreed to it."""

    reason: str | None
    by: str
    at: datetime
    agreed_by: str = ""


def change_of_dates(state: State, before: tuple[date, date], after: tuple[date, date]) -> Change:
    """Say what two new days are. A Champion agrees when time is taken or a closed one reopens."""
    if state in (State.DRAFT, State.UPCOMING):
        return Change(Kind.MOVE, before, after, needs_agreement=False)
    if after[0] > before[0] or after[1] < before[1]:
        return Change(Kind.SHORTEN, before, after, needs_agreement=True)
    if state is State.CLOSED:
        return Change(Kind.REOPEN, before, after, needs_agreement=True)
    return Change(Kind.LENGTHEN, before, after, needs_agreement=False)


def change_of_going_on(before: tuple[date, date], closes: date, *, lost: int) -> Change:
    """Say what it is to go on until a day: with fewer days than were lost, time is taken."""
    is_short = closes < before[1] + timedelta(days=lost)
    return Change(Kind.GO_ON, before, (before[0], closes), needs_agreement=is_short)


def pause_of(dates: tuple[date, date]) -> Change:
    """Say what a pause is: a Champion agrees to each, and the dates stay for now."""
    return Change(Kind.PAUSE, dates, dates, needs_agreement=True)


def days_lost(paused_on: date, today: date) -> int:
    """Return on how many days nobody could answer, the day of the pause and today counted.

    On both people could answer for a part at most; the doubt is theirs.
    """
    return (today - paused_on).days + 1
