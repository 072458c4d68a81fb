"""Officers’ accounts. Residents have none: they answer without one."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime


class Officer(Model):
    """A person who works on consultations."""

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    # In small letters, as people type it in many ways.
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    # An argon2 hash.
    password: Mapped[str]
    # Names of roles on the page of permissions.
    roles: Mapped[list[str]] = mapped_column(Json)
    # Somebody who has left keeps the row, so that the history keeps its names.
    is_active: Mapped[bool] = mapped_column(default=True)
    # Every session carries it; a new one ends them all.
    session_key: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInTry(Model):
    """A sign-in that did not succeed (yet). Gone after a minute; holds only keyed hashes."""

    __tablename__ = "sign_in_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The account and the network address it was tried from.
    account_key: Mapped[str] = mapped_column(index=True)
    # The network address alone.
    network_key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
