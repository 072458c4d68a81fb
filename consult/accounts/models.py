"""Organisations and their officers’ accounts. Residents have none: they answer without one."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime


class Organisation(Model):
    """A public body on this site, and what it sets about itself. Others see nothing of it."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # How people reach it; empty where the site’s own phone and e-mail are right.
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    # Who stands up there for good consulting, as the Compact asks for.
    champion: Mapped[str] = mapped_column(default="")
    # How long answers are kept after closing, unless a consultation says otherwise.
    keep_answers_days: Mapped[int | None]
    # When nothing should be asked, before elections: each {"from": day, "to": day, "name": text},
    # days as 2026-05-07, both counted.
    quiet_periods: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)


class Officer(Model):
    """A person who works on consultations of one organisation."""

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # In small letters, as people type it in many ways.
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    # An argon2 hash.
    password: Mapped[str]
    # Names of roles on the page of permissions.
    roles: Mapped[list[str]] = mapped_column(Json)
    # Somebody who has left keeps the row, so that the history keeps its names.
    is_active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OfficerSession(Model):
    """One browser in which an officer signed in. Its cookie opens nothing once the row is gone."""

    __tablename__ = "officer_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    # A hash of what the cookie carries.
    key_hash: Mapped[str] = mapped_column(unique=True)
    # As the browser names itself: “Firefox, Windows”. Empty when we do not know it.
    browser: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When they last showed who they are, in full. None: half signed in, a code is to come.
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Model):
    """The app that makes an officer’s codes. No row: the password alone signs them in."""

    __tablename__ = "second_factor"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    # What the app and we share, sealed for this officer.
    sealed_key: Mapped[bytes]
    # The half minute of the last code that was taken: a code is good once.
    last_step: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Model):
    """A code that lets an officer in once without their app. The row goes when it is used."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    # A keyed hash.
    code_hash: Mapped[str] = mapped_column(unique=True)


class Invitation(Model):
    """A letter that lets somebody make their account. Its secret is kept only as a hash."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(Json)
    # Of the newest letter: sending again makes a new secret, and the old one opens nothing.
    key_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LostPassword(Model):
    """Somebody asked for a new password. Gone after an hour, or when one was chosen."""

    __tablename__ = "lost_password"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Keyed hashes of the address that was typed, and of where from: to count.
    account_key: Mapped[str] = mapped_column(index=True)
    network_key: Mapped[str] = mapped_column(index=True)
    # The address itself, until a job has looked whether there is an account.
    sealed: Mapped[bytes | None]
    language: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # Only when there is one: whose, and a hash of what the letter carries.
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    key_hash: Mapped[str | None] = mapped_column(unique=True)


class SignInTry(Model):
    """A guess that did not succeed (yet). Gone after minutes; holds only keyed hashes."""

    __tablename__ = "sign_in_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The account and the network address it was tried from.
    account_key: Mapped[str] = mapped_column(index=True)
    # The network address alone.
    network_key: Mapped[str] = mapped_column(index=True)
    # It counts for so long.
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
