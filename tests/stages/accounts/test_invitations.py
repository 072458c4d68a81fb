"""People are invited by mail: looking uses nothing up, and every way in closes in time."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from consult.accounts.models import Invitation, Officer, Organisation
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.checking_client import CheckingClient
from tests.stages.core.letters import try_all
from tests.support import officers
from tests.support.letterboxes import BASE_URL, Letterbox
from tests.support.officers import PASSWORD, Known

pytestmark = pytest.mark.usefixtures("context")

EMAIL = "dilys@example.org"
PEOPLE = "/en/officer/people"
ADMIN = "organisation admin"


@pytest.fixture
def known(letterbox: Letterbox) -> Known:  # noqa: ARG001 - mail is offered first
    return officers.add(ADMIN, "publisher", name="Bela Rees")


@pytest.fixture
def admin(app: Flask, known: Known) -> CheckingClient:
    client = CheckingClient(app)
    officers.sign_in(client, known)
    return client


def invite(client: CheckingClient, **typed: object) -> TestResponse:
    number = db.session.scalars(select(Organisation.id).order_by(Organisation.id)).first()
    db.session.rollback()
    address = f"/en/officer/organisations/{number}/invite"
    token = officers.token_on(client.get(address))
    filled = {"guest": "Dilys Price", "mail_to": EMAIL, "roles": ["translator"], **typed}
    return client.post(address, data={"csrf_token": token, **filled})


def link_in(letterbox: Letterbox, app: Flask) -> str:
    try_all(app)
    body = letterbox.letters[-1].get_content()
    (link,) = re.findall(rf"{BASE_URL}(\S+)", body)
    return str(link)


def accept(app: Flask, link: str, password: str = PASSWORD) -> TestResponse:
    client = CheckingClient(app)
    token = officers.token_on(client.get("/en/officer/sign-in"))
    return client.post(link, data={"csrf_token": token, "password": password})


def press(client: CheckingClient, what: str) -> TestResponse:
    number = db.session.scalars(select(Invitation.id)).one()
    db.session.rollback()
    token = officers.token_on(client.get(PEOPLE))
    address = f"/en/officer/invitations/{number}/{what}"
    return client.post(address, data={"csrf_token": token}, follow_redirects=True)


def test_the_letter_leads_to_an_account_with_the_roles_and_only_once(
    app: Flask, admin: CheckingClient, letterbox: Letterbox
) -> None:
    sent = invite(admin, mail_to=" Dilys@Example.org")
    assert sent.status_code == 303
    assert "Dilys Price" in admin.get(PEOPLE).text
    link = link_in(letterbox, app)
    assert letterbox.letters[-1]["To"] == EMAIL
    for _program_that_looks_into_letters in range(3):
        assert "Make my account" in CheckingClient(app).get(link).text
    assert accept(app, link).location.startswith("/en/officer/sign-in")
    client = CheckingClient(app)
    officers.sign_in(client, Known(0, EMAIL))
    made = db.session.scalars(select(Officer).where(Officer.email == EMAIL)).one()
    assert (made.roles, made.name) == (["translator"], "Dilys Price")
    db.session.rollback()
    again = accept(app, link)
    assert again.status_code == 410
    assert "was used already" in again.text
    assert "Nobody is invited" in admin.get(PEOPLE).text


def test_the_secret_of_a_letter_is_nowhere_in_the_database(
    app: Flask, admin: CheckingClient, letterbox: Letterbox
) -> None:
    invite(admin)
    waiting = everything()
    key = link_in(letterbox, app).rpartition("/")[2]
    assert len(key) >= 22  # 128 bits
    assert key not in waiting + everything()
    assert EMAIL not in str(db.session.scalars(select(AuditEvent.facts)).all())


def everything() -> str:
    tables = [table.name for table in db.metadatas[None].sorted_tables]
    found = [str(db.session.execute(text(f"SELECT * FROM {one}")).all()) for one in tables]  # noqa: S608 - names of our own tables
    db.session.rollback()
    return "".join(found)


def test_a_password_that_is_too_short_uses_nothing_up(
    app: Flask, admin: CheckingClient, letterbox: Letterbox
) -> None:
    invite(admin)
    link = link_in(letterbox, app)
    refused = accept(app, link, "short")
    assert refused.status_code == 422
    assert "Use 12 characters or more" in refused.text
    counted = accept(app, link, "kwe\u0301de\u0301zi\u0301pu")  # 12 signs, 9 letters
    assert counted.status_code == 422
    assert "Use 12 characters or more" in counted.text
    assert "Others would guess this" in accept(app, link, "dilys price example").text
    assert accept(app, link).status_code == 303


def test_after_seven_days_it_opens_nothing_through_any_door(
    app: Flask, admin: CheckingClient, letterbox: Letterbox, known: Known
) -> None:
    invite(admin)
    link = link_in(letterbox, app)
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert "good for 7 days" in CheckingClient(app).get(link).text
        assert accept(app, link).status_code == 410
        assert officers.type_in(CheckingClient(app), EMAIL, PASSWORD).status_code == 422
        officers.sign_in(admin, known)
        assert "Ended on" in admin.get(PEOPLE).text
        assert "is on its way" in press(admin, "again").text
        newer = link_in(letterbox, app)
        assert accept(app, link).status_code == 404
        assert accept(app, newer).status_code == 303


def test_an_invitation_that_was_taken_back_says_so(
    app: Flask, admin: CheckingClient, letterbox: Letterbox
) -> None:
    invite(admin)
    link = link_in(letterbox, app)
    assert "was taken back" in press(admin, "take-back").text
    closed = CheckingClient(app).get(link)
    assert closed.status_code == 410
    assert "Ask the people who invited you" in closed.text
    press(admin, "again")
    assert accept(app, link).status_code == 410


@pytest.mark.parametrize("how", ["end", "roles"])
def test_what_somebody_sent_closes_when_they_leave_or_lose_the_role(
    app: Flask, admin: CheckingClient, letterbox: Letterbox, known: Known, how: str
) -> None:
    invite(admin)
    link = link_in(letterbox, app)
    officers.add(ADMIN, "publisher", email="next@example.org")
    more = ["--role", "publisher"] if how == "roles" else []
    done = app.test_cli_runner().invoke(args=["officer", how, known.email, *more])
    assert done.exit_code == 0, done.output
    assert accept(app, link).status_code == 410
    assert db.session.scalars(select(Officer).where(Officer.email == EMAIL)).all() == []


@pytest.mark.parametrize("key", ["x", "a" * 64])
def test_a_link_that_is_no_ones_is_not_there(app: Flask, key: str) -> None:
    for answer in (
        CheckingClient(app).get(f"/en/officer/invitation/{key}"),
        accept(app, f"/en/officer/invitation/{key}"),
    ):
        assert answer.status_code == 404
        assert "Look for our newest e-mail" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"guest": ""}, "Type their name"),
        ({"mail_to": ""}, "Type their e-mail address"),
        ({"mail_to": "no address"}, "Type an e-mail address like"),
        ({"mail_to": "x" * 400 + "@example.org"}, "Type an e-mail address like"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["auditor"]}, "look after the whole site"),
        ({"mail_to": "organisation-admin@example.org"}, "has an account here already"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    admin: CheckingClient, typed: dict[str, object], said: str
) -> None:
    refused = invite(admin, **typed)
    assert refused.status_code == 422
    assert said in refused.text
    assert "Dilys Price" in refused.text or not typed.get("guest", "x")
    assert db.session.scalars(select(Invitation)).all() == []


def test_people_of_another_organisation_find_none_of_it(
    app: Flask, admin: CheckingClient, letterbox: Letterbox, known: Known
) -> None:
    invite(admin)
    away = CheckingClient(app)
    elsewhere = officers.elsewhere()
    officers.sign_in(away, officers.add(ADMIN, email="z@example.org", organisation_id=elsewhere))
    (invitation,) = db.session.scalars(select(Invitation))
    numbers = (invitation.organisation_id, invitation.id)
    db.session.rollback()
    token = officers.token_on(away.get(PEOPLE))
    for address in (f"organisations/{numbers[0]}/people", f"people/{known.id}"):
        assert away.get(f"/en/officer/{address}").status_code == 404
    for address in (f"organisations/{numbers[0]}/invite", f"invitations/{numbers[1]}/take-back"):
        closed = away.post(f"/en/officer/{address}", data={"csrf_token": token})
        assert closed.status_code == 404
    assert accept(app, link_in(letterbox, app)).status_code == 303


def test_nobody_is_invited_twice(admin: CheckingClient) -> None:
    assert invite(admin).status_code == 303
    again = invite(admin)
    assert again.status_code == 422
    assert "is invited already" in again.text


def test_an_admin_is_not_told_who_works_elsewhere(
    app: Flask, admin: CheckingClient, letterbox: Letterbox
) -> None:
    officers.add("officer", email=EMAIL, organisation_id=officers.elsewhere())
    assert invite(admin).status_code == 303
    refused = accept(app, link_in(letterbox, app))
    assert refused.status_code == 410
    assert "has an account on this site already" in refused.text


def test_a_site_that_sends_no_mail_says_who_can_help(app: Flask) -> None:
    client = CheckingClient(app)
    officers.sign_in(client, officers.add(ADMIN))
    refused = invite(client)
    assert refused.status_code == 422
    assert "sends no e-mail yet" in refused.text
