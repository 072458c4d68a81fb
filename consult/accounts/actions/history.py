"""What officers do to their own accounts is written down."""

from consult.accounts.models import Officer
from consult.accounts.rules import shown_as
from consult.core import audit


def record(what: str, officer: Officer, **facts: object) -> None:
    """Write into the history what happened to an account. Its owner did it unless facts say."""
    who = shown_as(officer.name, officer.roles)
    audit.record(what, who=who, subject="officer", subject_id=officer.id, **facts)
