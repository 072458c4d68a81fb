"""The one place that knows what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, in UTC and aware of it."""
    return datetime.now(UTC)  # noqa: TID251 - since: this is the one place
