"""What becomes of a response: by when it came, and by what the person wants."""

from datetime import date, datetime, timedelta
from enum import StrEnum

# Drafts stay this long after the last day, so that who comes late is still heard.
KEPT_AFTER = timedelta(days=7)

# UK GDPR, article 12(3): within one month. Four weeks are never more.
ERASED_WITHIN = timedelta(days=28)


class Standing(StrEnum):
    """Whether a response is counted, and if not, why."""

    COUNTED = "counted"
    # Came too late. Officers see it and say what becomes of it.
    LATE = "late"
    # The person took it back.
    WITHDRAWN = "withdrawn"
    # The person asked us to delete it, and we did: nothing of it is left but that it was.
    ERASED = "erased"


class Arrival(StrEnum):
    """When something reaches us, beside the end of the consultation."""

    IN_TIME = "in-time"
    GRACE = "grace"
    LATE = "late"
    # No answers are taken for a while. What is typed is kept.
    PAUSED = "paused"


def arrival(
    now: datetime, *, closes_at: datetime, checked_at: datetime | None, grace: timedelta
) -> Arrival:
    """Say whether something comes in time.

    ``closes_at`` is the first moment that is too late. Who had come as far as checking
    their answers before it has the grace in which to send them.
    """
    if now < closes_at:
        return Arrival.IN_TIME
    was_checking = checked_at is not None and checked_at < closes_at
    return Arrival.GRACE if was_checking and now < closes_at + grace else Arrival.LATE


def erasure_due(asked_on: date) -> date:
    """Return the day by which a response is deleted when somebody asked for it."""
    return asked_on + ERASED_WITHIN
