"""Reading accounts, and who is here now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g
from flask_security import RoleMixin, UserMixin, current_user
from flask_security.datastore import UserDatastore
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Officer, OfficerSession, RecoveryCode, SecondFactor
from consult.accounts.permissions import ANYONE, PLATFORM_ADMIN, Permission, everywhere, is_allowed
from consult.accounts.queries.organisations import Owner, owner_of
from consult.accounts.rules import (
    HALF_SIGNED_IN,
    LONGEST_SESSION,
    ShownAs,
    can_be_email,
    shown_as,
)
from consult.core import clock
from consult.core.database import db, reading
from consult.core.security import hashed


class Account(UserMixin):
    """An officer as the sign-in library knows one: a copy that belongs to no transaction.

    Looking somebody up must not take the turn of a writer, least of all while their
    password is being checked.
    """

    # The library’s name for what a session carries; it looks for it on the class.
    fs_uniquifier = ""

    def __init__(
        self, officer: Officer, sitting: OfficerSession | None = None, *, key: str = ""
    ) -> None:
        """Copy what is needed to know them again, and the session they are here in."""
        self.id = officer.id
        self.name = officer.name
        self.email = officer.email
        self.password: str = officer.password
        self.active = officer.is_active
        self.fs_uniquifier = key
        self.role_names = tuple(officer.roles)
        self.session_id = sitting.id if sitting else 0
        self.proved_at = sitting.proved_at if sitting else None
        self.organisation_id = officer.organisation_id


class Accounts(UserDatastore):
    """The library’s way to our accounts. It only ever reads."""

    def __init__(self) -> None:
        """Know accounts by our own class. Roles are on the page of permissions instead."""
        super().__init__(Account, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **wanted: str) -> Account | None:  # noqa: ARG002, FBT001, FBT002 - the signature is the library’s
        """Return the account that a session belongs to.

        The page that says that something failed is drawn for nobody in particular: asking
        who is there may be what failed.
        """
        if g.get("has_failed"):
            return None
        return account_here(wanted["fs_uniquifier"])

    def put(self, model: UserMixin) -> UserMixin:
        """Keep nothing: what the library changes on a copy, our actions write down."""
        return model


@dataclass(frozen=True)
class Person:
    """Who asks for a page."""

    name: str
    shown_as: ShownAs
    roles: tuple[str, ...]
    officer_id: int | None = None
    # 0 without one.
    session_id: int = 0
    # When they last showed who they are, in full.
    proved_at: datetime | None = None
    organisation_id: int | None = None

    @property
    def is_signed_in(self) -> bool:
        """Return whether they have an account and have shown it."""
        return self.officer_id is not None

    def may(self, permission: Permission | None) -> bool:
        """Return whether they may do something."""
        return is_allowed(permission, self.roles)

    def may_everywhere(self, permission: Permission | None) -> bool:
        """Return whether they may do something in every organisation."""
        return is_allowed(permission, everywhere(self.roles))

    def whose(self, permission: Permission) -> int | None:
        """Return the organisation of which a list shows them things; None for all of them."""
        return None if self.may_everywhere(permission) else self.organisation_id


# Who does what happens by itself, or from the command line.
NOBODY_HERE = "the people who run this site"
FROM_COMMAND_LINE = Person(
    name=NOBODY_HERE, shown_as=shown_as(NOBODY_HERE, ()), roles=(PLATFORM_ADMIN,)
)
NOBODY_IN_PARTICULAR = Person(name="", shown_as=shown_as("resident", ()), roles=(ANYONE,))


def current_person() -> Person:
    """Return who asks for this page, with the roles they have in the organisation it is about."""
    account = current_user
    if not account.is_authenticated:
        return NOBODY_IN_PARTICULAR
    is_away = bool(g.get("owners", set()) - {account.organisation_id})
    roles = everywhere(account.role_names) if is_away else account.role_names
    return Person(
        name=account.name,
        shown_as=shown_as(account.name, account.role_names, account.id),
        roles=(ANYONE, *roles),
        officer_id=account.id,
        session_id=account.session_id,
        proved_at=account.proved_at,
        organisation_id=account.organisation_id,
    )


def account_with(email: str) -> Account | None:
    """Return the account of an e-mail address."""
    if not can_be_email(email):
        return None
    with reading(), Session(db.engine) as session:
        officer = session.scalar(select(Officer).where(Officer.email == email))
        return Account(officer) if officer else None


def account_here(key: str) -> Account | None:
    """Return the account that is signed in, in full, with the key of a session."""
    started = OfficerSession.started_at >= clock.now() - LONGEST_SESSION
    return _account(key, started, OfficerSession.proved_at.is_not(None))


def account_half_here(key: str) -> Account | None:
    """Return the account whose password was typed, and whose code is still to come."""
    started = OfficerSession.started_at >= clock.now() - HALF_SIGNED_IN
    return _account(key, started, OfficerSession.proved_at.is_(None))


def sessions_of(officer_id: int) -> Sequence[OfficerSession]:
    """Return where an officer is signed in, the newest first."""
    started = OfficerSession.started_at >= clock.now() - LONGEST_SESSION
    is_theirs = OfficerSession.officer_id == officer_id
    return db.session.scalars(
        select(OfficerSession)
        .where(is_theirs, started, OfficerSession.proved_at.is_not(None))
        .order_by(OfficerSession.id.desc())
    ).all()


@dataclass(frozen=True)
class Factor:
    """The app of an officer, and how many recovery codes they have left."""

    made_at: datetime
    codes_left: int


def factor_of(officer_id: int) -> Factor | None:
    """Return what an officer has for the second step, or None."""
    left = select(func.count()).where(RecoveryCode.officer_id == officer_id).scalar_subquery()
    wanted = select(SecondFactor.made_at, left).where(SecondFactor.officer_id == officer_id)
    with reading(), Session(db.engine) as session:
        found = session.execute(wanted).one_or_none()
        return Factor(*found) if found else None


def officer_with(email: str) -> Officer | None:
    """Return the officer of an e-mail address, to be changed."""
    return db.session.scalar(select(Officer).where(Officer.email == email))


def shown_of(officer: Officer) -> ShownAs:
    """Return how an officer is named in public and in the history."""
    return shown_as(officer.name, officer.roles, officer.id)


def _account(key: str, *conditions: ColumnElement[bool]) -> Account | None:
    wanted = select(Officer, OfficerSession).join(
        OfficerSession, OfficerSession.officer_id == Officer.id
    )
    is_it = OfficerSession.key_hash == hashed(key)
    with reading(), Session(db.engine) as session:
        found = session.execute(wanted.where(is_it, Officer.is_active, *conditions)).one_or_none()
        return Account(found[0], found[1], key=key) if found else None


@owner_of("sitting")
def _owner_of_session(number: int) -> Owner:
    """Return the organisation of the officer whose session it is."""
    return (
        select(Officer.organisation_id)
        .join(OfficerSession, OfficerSession.officer_id == Officer.id)
        .where(OfficerSession.id == number)
    )
