"""Invitations to roles for the whole site: only who can give them has anything to do with them."""

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import select, update

from consult.accounts.actions import invitations as actions
from consult.accounts.actions import people
from consult.accounts.models import Invitation, Officer, Organisation
from consult.accounts.queries import FROM_COMMAND_LINE, Person, shown_of
from consult.accounts.queries import invitations as queries
from consult.accounts.rules import Guest
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import Model, db
from consult.core.languages import ENGLISH
from tests.checking_client import CheckingClient
from tests.stages.accounts.test_invitations import accept, link_in, press
from tests.support import officers
from tests.support.letterboxes import Letterbox
from tests.support.officers import Known

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def of_the_site(context: AppContext, letterbox: Letterbox) -> Known:  # noqa: ARG001 - come first
    """Let somebody who looks after the whole site invite an auditor."""
    known = officers.add("platform admin", "organisation admin")
    officer = db.session.get_one(Officer, known.id)
    by = Person(officer.name, shown_of(officer), tuple(officer.roles), officer_id=officer.id)
    whose = db.session.get_one(Organisation, officer.organisation_id)
    guest = Guest("Dilys Price", "dilys@example.org", ["auditor"])
    actions.invite(whose, guest, by=by, at=clock.now(), language=ENGLISH)
    db.session.commit()
    return known


@pytest.mark.usefixtures("of_the_site")
@pytest.mark.parametrize("what", ["again", "take-back"])
def test_an_admin_of_one_organisation_has_no_hand_in_them(
    app: Flask, letterbox: Letterbox, what: str
) -> None:
    link = link_in(letterbox, app)
    client = CheckingClient(app)
    officers.sign_in(client, officers.add("organisation admin", email="a@example.org"))
    refused = press(client, what)
    assert refused.status_code == 422
    assert "look after the whole site" in refused.text
    newest = db.session.scalars(select(AuditEvent.what).order_by(AuditEvent.id.desc())).first()
    db.session.rollback()
    assert newest == "invitation.refused"
    assert accept(app, link).status_code == 303


def test_they_close_when_who_sent_them_loses_that_role_alone(of_the_site: Known) -> None:
    officer = db.session.get_one(Officer, of_the_site.id)
    kept = ["organisation admin"]
    people.change_roles(officer, kept, by=FROM_COMMAND_LINE, at=clock.now())
    assert db.session.scalars(select(Invitation.taken_back_at)).one() is not None


@pytest.mark.usefixtures("of_the_site")
def test_an_invitation_is_used_as_it_is_when_its_turn_has_come(
    app: Flask, letterbox: Letterbox
) -> None:
    key = link_in(letterbox, app).rpartition("/")[2]
    known = queries.invitation_with(key)
    assert known
    moment = clock.now()
    # As somebody else would: not through what this session has read.
    taken_back = update(Model.metadata.tables["invitation"]).values(taken_back_at=moment)
    db.session.connection().execute(taken_back)
    assert known.taken_back_at is None
    again = queries.invitation_with(key, lock=True)
    assert again is known
    assert known.taken_back_at == moment
