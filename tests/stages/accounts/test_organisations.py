"""Organisations share a site and see nothing of one another’s work."""

import io
import json
from datetime import timedelta

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.accounts.actions.organisations import OrganisationRefusedError
from consult.accounts.models import Officer, Organisation
from consult.accounts.permissions import ROLES, Permission
from consult.core import clock
from consult.core.database import db
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.models import Consultation
from consult.share import actions as share
from consult.share.rules.formats import Item
from tests.checking_client import CheckingClient
from tests.factories import APPROVER
from tests.support import officers
from tests.support.walked import DEFINITION

pytestmark = pytest.mark.usefixtures("walk")

DESK, WALK = "/en/officer/", "/en/officer/consultations/walk"


@pytest.fixture
def walk(context: object) -> None:  # noqa: ARG001 - the database session needs it
    """Have an open consultation of the first organisation, and one request about it."""
    at = clock.now() - timedelta(days=4)
    made = import_definition(document("walk"), by="Amina Khan, officer", at=at)
    open_consultation(made, by=APPROVER, at=at, reason="Test")
    contact = {"name": "Zenobia Quill", "address": "7 Elm Walk"}
    share.ask(made, [Item("large-print-18", "en")], contact, key="k", language="en", at=at)
    db.session.commit()


def document(slug: str) -> dict[str, object]:
    return {**DEFINITION, "slug": slug, "opens": clock.now().date().isoformat()}


def somebody(app: Flask, *roles: str, at: int | None = None) -> CheckingClient:
    client = CheckingClient(app)
    officers.sign_in(client, officers.add(*roles, organisation_id=at))
    return client


def main_of(client: CheckingClient, address: str) -> str:
    (main,) = HTMLParser(client.get(address).text).css("main")
    return str(main.text())


def test_what_is_of_another_organisation_looks_like_nothing_at_all(app: Flask) -> None:
    client = somebody(app, "publisher", at=officers.elsewhere())
    for address in (WALK, f"{WALK}/report", "/en/officer/requests/1"):
        nothing = client.get(address.replace("walk", "never-was").replace("/1", "/77"))
        closed = client.get(address)
        assert (closed.status_code, nothing.status_code) == (404, 404)
        assert closed.text.replace("walk", "never-was").replace("/1", "/77") == nothing.text


def test_lists_show_only_what_is_ones_own(app: Flask) -> None:
    away, home = somebody(app, "publisher", at=officers.elsewhere()), somebody(app, "officer")
    for address, shown in ((DESK, "Where should we walk?"), ("/en/officer/requests", "Where")):
        assert shown in main_of(home, address)
        assert shown not in main_of(away, address)


def test_a_file_with_the_address_of_anothers_consultation_is_refused(app: Flask) -> None:
    client = somebody(app, "publisher", at=officers.elsewhere())
    refused = send_file(client, document("walk"))
    assert refused.status_code == 422
    assert "has this address" in refused.text
    taken = send_file(client, document("our-own"))
    assert taken.status_code == 303
    assert "Where should we walk?" in main_of(client, DESK)
    whose = select(Consultation.slug, Organisation.name).join(Organisation)
    assert sorted(map(tuple, db.session.execute(whose))) == [
        ("our-own", "Elsewhere"),
        ("walk", "Our organisation"),
    ]


def send_file(client: CheckingClient, definition: dict[str, object]) -> TestResponse:
    token = officers.token_on(client.get("/en/officer/add-consultation"))
    file = (io.BytesIO(json.dumps(definition).encode()), "file.json")
    data = {"csrf_token": token, "file": file, "reason": "Only a test."}
    return client.post("/en/officer/add-consultation", data=data)


def test_an_auditor_sees_every_desk_and_changes_nothing(app: Flask) -> None:
    client = somebody(app, "auditor", at=officers.elsewhere())
    assert "Where should we walk?" in main_of(client, DESK)
    assert client.get(WALK).status_code == 200
    token = officers.token_on(client.get(DESK))
    assert client.post(f"{WALK}/dates", data={"csrf_token": token}).status_code == 403


def test_who_looks_after_the_site_reads_nothing_of_what_is_asked_on_it() -> None:
    reading = {
        *(Permission.SEE_DESK, Permission.READ_RESPONSES, Permission.READ_EQUALITY),
        *(Permission.TAKE_IN, Permission.EXPORT_CONSULTATION, Permission.TRANSLATE_ANSWERS),
    }
    assert not ROLES["platform admin"] & reading


def test_roles_at_home_are_not_taken_along(app: Flask) -> None:
    client = somebody(app, "publisher", "auditor", at=officers.elsewhere())
    links = {one.attributes["href"] for one in HTMLParser(client.get(WALK).text).css("main a")}
    assert f"{WALK}/dates" not in links
    token = officers.token_on(client.get(DESK))
    assert client.post(f"{WALK}/dates", data={"csrf_token": token}).status_code == 404


def test_an_officer_of_another_organisation_is_added_from_the_command_line(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    email = "one@example.org"
    refused = run(args=["officer", "add", "One", email, "--organisation", "Elm Council"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "There is no organisation “Elm Council”" in refused.stderr
    assert run(args=["officer", "organisation", "Elm Council"]).exit_code == 0
    assert "already" in run(args=["officer", "organisation", " Elm  Council "]).stderr
    done = run(args=["officer", "add", "One", email, "--organisation", "Elm Council"])
    assert done.exit_code == 0, done.output
    of = select(Organisation.name).join(Officer).where(Officer.email == email)
    assert db.session.scalars(of).one() == "Elm Council"


@pytest.mark.parametrize("name", ["", " \n ", "x" * 201])
def test_an_organisation_needs_a_name(name: str) -> None:
    with pytest.raises(OrganisationRefusedError, match="needs a name"):
        officers.elsewhere(name)


def test_organisations_are_listed_and_added_by_who_looks_after_the_site(app: Flask) -> None:
    client, address = CheckingClient(app), "/en/officer/organisations"
    officers.sign_in(client, officers.add("platform admin"))
    token = officers.token_on(client.get(address))
    made = client.post(address, data={"csrf_token": token, "called": "Elm Council"})
    assert made.status_code == 303
    assert "Elm Council" in client.get(made.location).text
    for name in ("Elm Council", " ", "x" * 300):
        again = client.post(address, data={"csrf_token": token, "called": name})
        assert again.status_code == 422
        assert "no other organisation has" in again.text
