"""The history: who did what, when. Rows are only ever added."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from consult.core import clock
from consult.core.database import Json, Model, UtcDateTime, db


class AuditEvent(Model):
    """One thing that happened. Holds no words of a resident, only ids and hashes."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who: an officer's name and role, "resident", or "clock".
    who: Mapped[str]
    # What happened, past tense: "consultation.opened".
    what: Mapped[str]
    # What it happened to: "consultation", 7.
    subject: Mapped[str]
    subject_id: Mapped[int]
    # Dates before and after, a reason, a hash. Never personal data.
    facts: Mapped[dict[str, object]] = mapped_column(Json, default=dict)


def record(what: str, *, who: str, subject: str, subject_id: int, **facts: object) -> None:
    """Write an event in the transaction that makes the change."""
    db.session.add(
        AuditEvent(
            at=clock.now(),
            who=who,
            what=what,
            subject=subject,
            subject_id=subject_id,
            facts=facts,
        )
    )
