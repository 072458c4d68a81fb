"""Accounts are made on the command line, with roles from the page of permissions."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from consult.accounts import queries
from consult.accounts.actions.accounts import AccountRefusedError, add_officer
from consult.accounts.models import Officer
from consult.accounts.permissions import (
    ANYONE,
    ROLES,
    Permission,
    is_allowed,
    permission_of,
    permissions_of,
    requires,
)
from consult.accounts.rules import Guest, shown_as
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.support import officers
from tests.support.officers import PASSWORD

pytestmark = pytest.mark.usefixtures("context")


def test_adding_an_officer_prints_a_password_that_signs_in(app: Flask) -> None:
    done = app.test_cli_runner().invoke(
        args=["officer", "add", "Amina Khan", "Amina@Example.org", "--role", "publisher"]
    )
    assert done.exit_code == 0, done.output
    password = done.output.strip()
    assert len(password) >= 16
    response = officers.type_in(app.test_client(), "amina@example.org", password)
    assert response.status_code == 303
    made = db.session.scalars(select(Officer)).one()
    assert shown_as(made.name, made.roles) == "Amina Khan, publisher"


def test_a_new_password_can_be_printed(app: Flask) -> None:
    known = officers.add()
    done = app.test_cli_runner().invoke(args=["officer", "password", known.email])
    assert done.exit_code == 0, done.output
    response = officers.type_in(app.test_client(), known.email, done.output.strip())
    assert response.status_code == 303


def test_the_history_says_who_works_on_the_command_line(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    run(args=["officer", "add", "Amina Khan", "amina@example.org"])
    run(args=["officer", "password", "amina@example.org"])
    written = select(AuditEvent.what, AuditEvent.who).where(AuditEvent.subject == "officer")
    us = "the people who run this site"
    assert db.session.execute(written.order_by(AuditEvent.id)).all() == [
        ("officer.added", us),
        ("officer.password-changed", us),
    ]


def test_a_password_for_nobody_is_refused_in_one_sentence(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["officer", "password", "nobody@example.org"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip() == "nobody@example.org has no account."


def test_passwords_are_kept_as_argon2_hashes() -> None:
    officers.add()
    kept = db.session.scalars(select(Officer.password)).one()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("email", "password", "roles", "why"),
    [
        ("one@example.org", PASSWORD, ["king"], "a role must be one of"),
        ("one@example.org", PASSWORD, [], "a role must be one of"),
        ("one@example.org", PASSWORD, [ANYONE], "a role must be one of"),
        ("not an address", PASSWORD, ["officer"], "@"),
        ("one@example.org", "too short", ["officer"], "12 characters"),
        ("OFFICER@example.org", PASSWORD, ["officer"], "already has an account"),
    ],
)
def test_a_wrong_account_is_refused(email: str, password: str, roles: list[str], why: str) -> None:
    officers.add()
    with pytest.raises(AccountRefusedError, match=re.escape(why)):
        add_officer(Guest("Name", email, roles), password=password, at=clock.now())


def test_everybody_is_somebody_without_an_account(app: Flask) -> None:
    with app.test_request_context("/en/"):
        person = queries.current_person()
    assert person.shown_as == "resident"
    assert not person.is_signed_in
    assert person.may(Permission.ANSWER)
    assert not person.may(Permission.SEE_DESK)


def test_every_role_may_do_what_anyone_may() -> None:
    for permissions in ROLES.values():
        assert permissions >= ROLES[ANYONE]


def test_only_a_publisher_takes_steps_that_the_public_sees_at_once() -> None:
    seen = {
        Permission.CHANGE_DATES,
        Permission.OPEN_CONSULTATION,
        Permission.PUBLISH_REPORT,
    }
    for role, permissions in ROLES.items():
        assert bool(permissions & seen) == (role == "publisher")


def test_every_permission_belongs_to_a_role() -> None:
    assert permissions_of(ROLES) == frozenset(Permission)


def test_an_unknown_role_gives_nothing() -> None:
    assert permissions_of(["king"]) == frozenset()
    assert not is_allowed(None, ROLES)


def test_a_view_says_what_it_takes() -> None:
    @requires(Permission.DECIDE)
    def view() -> str:
        return "a page"

    assert permission_of(view) is Permission.DECIDE
    assert permission_of(len) is None
    assert view() == "a page"
