"""What officers do to their own accounts is written down."""

from consult.accounts import queries
from consult.accounts.models import Officer
from consult.core import audit


def record(what: str, officer: Officer, **facts: object) -> None:
    """Write into the history what somebody did to their own account."""
    who = queries.shown_of(officer)
    audit.record(what, who=who, subject="officer", subject_id=officer.id, **facts)
