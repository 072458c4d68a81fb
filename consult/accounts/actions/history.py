"""What officers do to their own accounts is written down."""

from consult.accounts import queries
from consult.accounts.models import Officer
from consult.accounts.queries import Person
from consult.core import audit


def record(what: str, officer: Officer, *, by: Person | None = None, **facts: object) -> None:
    """Write into the history what somebody did to an account; nobody named: to their own."""
    who = by.shown_as if by else queries.shown_of(officer)
    audit.record(what, who=who, subject="officer", subject_id=officer.id, **facts)
