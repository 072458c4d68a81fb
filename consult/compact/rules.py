"""What a promise of the Compact is, and what counts as a reason for not keeping one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consult.accounts.permissions import Permission

# “At least 12 weeks wherever possible”: 84 days, counting the first and the last.
FULL_PERIOD = 84  # days
SHORTEST_REASON = 10  # letters: “none” and “n/a” are not reasons
LONGEST_REASON = 2000  # characters: everybody reads it, on the page of the consultation


class Step(StrEnum):
    """A moment at which promises are looked at."""

    DATES = "dates"  # the first and the last day are set or changed
    OPEN = "open"  # it is let open by the clock
    QUESTIONS = "questions"  # the questions of an open consultation change
    OFFER = "offer"  # a language or a format comes
    STOP = "stop"  # a language is taken away
    PAUSE = "pause"  # no answers are taken for a while, or they are again
    OUTCOME = "outcome"  # the day for the outcome is changed


@dataclass(frozen=True)
class Facts:
    """What is known at a step. What a step is not about stays as it is here."""

    step: Step
    opens: date
    closes: date
    # The two days as people were told them; None when they are set for the first time.
    before: tuple[date, date] | None = None
    # The day on which it was let open, if it was; at opening, the day of that step.
    approved: date | None = None
    # Reading ease, where the language has a formula, and words in the longest sentence.
    score: float | None = None
    longest: int = 0
    is_easy: bool = True
    # Promised languages and formats that are not there, by their names.
    not_ready: tuple[str, ...] = ()
    # Whether it says who decides and when, and what it means for different groups.
    is_decision_named: bool = True
    is_equality_noted: bool = True
    # Days by which a language or a format comes after the rest.
    days_late: int = 0
    # The language that is taken away, by its code.
    stopped: str = ""
    # The day by which people hear what was decided, and the one they were told before.
    outcome_due: date | None = None
    outcome_before: date | None = None

    @property
    def has_moved(self) -> bool:
        """Return whether people were told other days than these."""
        return self.before not in (None, (self.opens, self.closes))

    @property
    def days(self) -> int:
        """Return on how many days people can answer, in truth; 0 when there is none."""
        first = first_to_answer(self.opens, approved=self.approved)
        return max(0, days_open(first, self.closes))


def _nothing(_facts: Facts) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, eq=False)
class Commitment:
    """A promise of the Compact that the site checks for itself."""

    # What departures are stored under. Never changes.
    code: str
    promise: str
    # Its place in the Compact: the number of the part, and what that asks, in our words.
    part: str
    asks: str
    # What an officer is told who does not keep it.
    question: str
    steps: frozenset[Step]
    is_kept: Callable[[Facts], bool]
    may_depart: Permission
    # What the public departure says besides the reason: days, dates, a score.
    said: Callable[[Facts], Mapping[str, object]] = _nothing


class ReasonNeededError(Exception):
    """A promise is not kept, and nobody has said why."""

    def __init__(self, broken: tuple[Commitment, ...]) -> None:
        """Keep the promises that need a reason."""
        super().__init__(", ".join(one.code for one in broken))
        self.broken = broken


def default_last_day(opens: date) -> date:
    """Return the 84th day, counting the opening day."""
    return opens + timedelta(days=FULL_PERIOD - 1)


def days_open(opens: date, closes: date) -> int:
    """Return how many days a period has, counting both ends."""
    return (closes - opens).days + 1


def first_to_answer(opens: date, *, approved: date | None) -> date:
    """Return the first day on which people could answer, in truth."""
    return max(opens, approved) if approved else opens


def is_reason(text: str | None) -> bool:
    """Say whether a text can stand as a stated reason."""
    return sum(letter.isalnum() for letter in text or "") >= SHORTEST_REASON
