"""Private addresses of a preview, and the test answers that are typed there.

No row of an answer points to these, and these point to no answer: see decision 26.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Model, UtcDateTime
from consult.core.sealing import seal_json, unseal_json
from consult.respond.models import Typed


class PreviewLink(Model):
    """An address under which somebody may try a consultation for a while."""

    __tablename__ = "preview_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # Hash of the key in the address, which only those have who were given it.
    key_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When an officer ended it before its time.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Trial(Model):
    """What one browser typed in a preview. It goes when the address does."""

    __tablename__ = "preview_trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("preview_link.id"), index=True)
    # Hash of the key that the browser holds.
    key_hash: Mapped[str] = mapped_column(unique=True)
    # Everything typed, under a key that opens no answer.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def typed(self) -> Typed:
        """Return what was typed."""
        return Typed(**unseal_json("preview", self.key_hash, self.sealed))

    @typed.setter
    def typed(self, typed: Typed) -> None:
        """Seal what was typed. Needs the hash of the key."""
        self.sealed = seal_json("preview", self.key_hash, vars(typed))
