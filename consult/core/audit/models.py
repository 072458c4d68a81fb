"""The tables of the history. Rows are only ever added."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime
from consult.core.only_added import rows_are_only_added


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
    # The consultation in whose history it stands; by number, because core knows none.
    consultation_id: Mapped[int | None] = mapped_column(index=True)
    # Dates before and after, a reason, a hash. Never personal data.
    facts: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    # Where it stands in the chain: 1, 2, 3 ... without a gap. Given when it is committed.
    place: Mapped[int | None] = mapped_column(unique=True)
    # The hash of the event at the place before, and of this one with it.
    previous: Mapped[str | None]
    hash: Mapped[str | None]


class AuditCheckpoint(Model):
    """How far the chain had come at a moment, signed."""

    __tablename__ = "audit_checkpoint"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    hash: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Ed25519, in hexadecimal; the key is not in the database.
    signature: Mapped[str]


class AuditCheck(Model):
    """One walk through the whole chain, and what it found."""

    __tablename__ = "audit_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # How many events stood in the chain.
    events: Mapped[int]
    # The place of the first bad event; none when the chain is whole.
    bad_place: Mapped[int | None]


rows_are_only_added(AuditEvent, fixed_when="OLD.place IS NOT NULL")
rows_are_only_added(AuditCheckpoint)
rows_are_only_added(AuditCheck)
