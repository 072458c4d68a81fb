"""Reading accounts, and who is here now."""

from dataclasses import dataclass

from flask import g
from flask_security import RoleMixin, UserMixin, current_user
from flask_security.datastore import UserDatastore
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.accounts.models import Officer
from consult.accounts.permissions import ANYONE, Permission, is_allowed
from consult.accounts.rules import ShownAs, can_be_email, shown_as
from consult.core.database import db, reading


class Account(UserMixin):
    """An officer as the sign-in library knows one: a copy that belongs to no transaction.

    Looking somebody up must not take the turn of a writer, least of all while their
    password is being checked.
    """

    # The library’s name for what a session carries; it looks for it on the class.
    fs_uniquifier = ""

    def __init__(self, officer: Officer) -> None:
        """Copy what is needed to know them again."""
        self.id = officer.id
        self.name = officer.name
        self.password: str = officer.password
        self.active = officer.is_active
        self.fs_uniquifier = officer.session_key
        self.role_names = tuple(officer.roles)


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
        return _account(Officer.session_key == wanted["fs_uniquifier"])

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

    @property
    def is_signed_in(self) -> bool:
        """Return whether they have an account and have shown it."""
        return self.officer_id is not None

    def may(self, permission: Permission | None) -> bool:
        """Return whether they may do something."""
        return is_allowed(permission, self.roles)


NOBODY_IN_PARTICULAR = Person(name="", shown_as=shown_as("resident", ()), roles=(ANYONE,))


def current_person() -> Person:
    """Return who asks for this page."""
    account = current_user
    if not account.is_authenticated:
        return NOBODY_IN_PARTICULAR
    return Person(
        name=account.name,
        shown_as=shown_as(account.name, account.role_names, account.id),
        roles=(ANYONE, *account.role_names),
        officer_id=account.id,
    )


def account_with(email: str) -> Account | None:
    """Return the account of an e-mail address."""
    return _account(Officer.email == email) if can_be_email(email) else None


def officer_with(email: str) -> Officer | None:
    """Return the officer of an e-mail address, to be changed."""
    return db.session.scalar(select(Officer).where(Officer.email == email))


def _account(condition: ColumnElement[bool]) -> Account | None:
    with reading(), Session(db.engine) as session:
        officer = session.scalar(select(Officer).where(condition))
        return Account(officer) if officer else None
