"""Admins look after the accounts of their organisation, which never loses its last one."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.accounts import queries
from consult.accounts.actions import people
from consult.accounts.actions.last_ones import PeopleRefusedError
from consult.accounts.forms.words import PROBLEM_WORDS, ROLE_WORDS
from consult.accounts.models import Officer
from consult.accounts.permissions import ACCOUNT_ROLES
from consult.accounts.queries import Person
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.checking_client import CheckingClient
from tests.support import officers, second_step
from tests.support.officers import Known

pytestmark = pytest.mark.usefixtures("context")

PEOPLE = "/en/officer/people"
ADMIN = "organisation admin"


@pytest.fixture
def admin(app: Flask) -> CheckingClient:
    client = CheckingClient(app)
    officers.sign_in(client, officers.add(ADMIN, "publisher", name="Bela Rees"))
    return client


def post(client: CheckingClient, known: Known, *what: str, **typed: object) -> TestResponse:
    address = "/".join((PEOPLE, str(known.id), *what))
    token = officers.token_on(client.get(f"{PEOPLE}/{known.id}"))
    return client.post(address, data={"csrf_token": token, **typed})


def roles_of(known: Known) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Officer.roles).where(Officer.id == known.id)).one())


def history() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.what).order_by(AuditEvent.id)))


def test_every_role_has_a_name_and_a_sentence() -> None:
    assert set(ROLE_WORDS) == set(ACCOUNT_ROLES)


def test_the_list_names_everybody_and_says_who_one_is(admin: CheckingClient) -> None:
    officers.add("translator", name="Cai Evans")
    rows = [row.text() for row in HTMLParser(admin.get(PEOPLE).text).css("tbody tr")]
    assert len(rows) == 2
    assert all(word in rows[0] for word in ("Bela Rees", "(you)"))
    assert all(word in rows[1] for word in ("Cai Evans", "Translator", "Never", "Can sign in"))


@pytest.mark.parametrize(
    ("order", "first"),
    [("name", "Bela"), ("email", "Cai"), ("signed-in", "Bela"), ("state", "Bela"), ("x", "Bela")],
)
def test_the_list_is_sorted_by_its_links(admin: CheckingClient, order: str, first: str) -> None:
    officers.add("officer", name="Cai Evans", email="a@example.org")
    body = HTMLParser(admin.get(PEOPLE, query_string={"sort": order}).text)
    assert first in body.css("tbody tr")[0].text()


def test_the_column_of_the_order_says_so(admin: CheckingClient) -> None:
    for order, column, said in (("email", 1, "ascending"), ("signed-in", 3, "descending")):
        body = HTMLParser(admin.get(PEOPLE, query_string={"sort": order}).text)
        assert [one.attributes.get("aria-sort") for one in body.css("th[scope=col]")] == [
            said if place == column else None for place in range(5)
        ]


def test_only_what_can_have_been_done_is_announced(admin: CheckingClient) -> None:
    assert "The letter is on its way." in admin.get(f"{PEOPLE}?done=invited").text
    assert 'role="status"' not in admin.get(f"{PEOPLE}?done=nonsense").text


def test_roles_are_changed_and_the_first_stays_the_one_that_is_shown(
    admin: CheckingClient,
) -> None:
    known = officers.add("translator")
    changed = post(admin, known, roles=["officer", "translator", "champion"])
    assert changed.status_code == 303
    assert roles_of(known) == ["translator", "officer", "champion"]
    assert history()[-1] == "officer.roles-changed"


def test_a_page_without_a_role_is_given_back(admin: CheckingClient) -> None:
    known = officers.add()
    refused = post(admin, known)
    assert refused.status_code == 422
    assert "Choose at least one role" in refused.text
    assert roles_of(known) == ["officer"]


def test_nobody_gives_themselves_a_role(app: Flask) -> None:
    client, known = CheckingClient(app), officers.add(ADMIN)
    officers.sign_in(client, known)
    refused = post(client, known, roles=[ADMIN, "publisher"])
    assert refused.status_code == 422
    assert "You cannot give yourself a role" in refused.text
    assert roles_of(known) == [ADMIN]
    assert history()[-1] == "officer.change-refused"


@pytest.mark.parametrize("role", ["platform admin", "auditor"])
def test_an_admin_of_one_organisation_gives_no_role_for_all(
    admin: CheckingClient, role: str
) -> None:
    known = officers.add()
    refused = post(admin, known, roles=["officer", role])
    assert refused.status_code == 422
    assert "look after the whole site" in refused.text
    assert roles_of(known) == ["officer"]
    theirs = officers.add(role)
    assert post(admin, theirs, "end").status_code == 422
    assert history()[-1] == "officer.change-refused"


def test_who_looks_after_the_site_gives_any_role_anywhere(app: Flask) -> None:
    away = officers.add("officer", organisation_id=officers.elsewhere())
    client = CheckingClient(app)
    officers.sign_in(client, officers.add("platform admin"))
    assert post(client, away, roles=["officer", "auditor"]).status_code == 303
    assert roles_of(away) == ["officer", "auditor"]


def test_an_unknown_role_is_not_kept(admin: CheckingClient) -> None:
    known = officers.add()
    assert post(admin, known, roles=["officer", "king"]).status_code == 303
    assert roles_of(known) == ["officer"]


@pytest.mark.parametrize("role", [ADMIN, "publisher"])
def test_the_last_one_of_a_role_keeps_it_until_somebody_else_has_it(
    admin: CheckingClient, role: str
) -> None:
    bela = Known(id_of("Bela Rees"), "")
    kept = [one for one in (ADMIN, "publisher") if one != role]
    refused = post(admin, bela, roles=kept)
    assert refused.status_code == 422
    assert "Give somebody else this role first" in refused.text
    assert role in roles_of(bela)
    officers.retire(officers.add(role, email="gone@example.org"))
    officers.add(role, email="away@example.org", organisation_id=officers.elsewhere())
    assert post(admin, bela, roles=kept).status_code == 422
    officers.add(role, email="here@example.org")
    assert post(admin, bela, roles=kept).status_code == 303


def test_two_admins_who_demote_each_other_at_once_leave_one(app: Flask) -> None:
    both = [officers.add(ADMIN, email=f"{number}@example.org") for number in range(2)]
    said = at_once(
        app, both, lambda one, by: people.change_roles(one, ["officer"], by=by, at=clock.now())
    )
    assert sorted(said) == ["done", "last"]
    assert sorted(roles_of(one)[0] for one in both) == ["officer", ADMIN]


def test_two_publishers_whose_accounts_are_ended_at_once_leave_one(app: Flask) -> None:
    both = [officers.add("publisher", email=f"{number}@example.org") for number in range(2)]
    said = at_once(app, both, lambda one, by: people.end_account(one, by=by, at=clock.now()))
    assert sorted(said) == ["done", "last"]


def at_once(app: Flask, both: list[Known], change: Callable[[Officer, Person], None]) -> list[str]:
    together, said = threading.Barrier(2), []

    def press(known: Known) -> None:
        with app.app_context():
            officer = db.session.get_one(Officer, known.id)
            db.session.commit()
            together.wait()
            try:
                change(officer, queries.FROM_COMMAND_LINE)
                said.append("done")
            except PeopleRefusedError as error:
                said.append(error.why)
            db.session.commit()

    threads = [threading.Thread(target=press, args=[one]) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said


def test_an_ended_account_is_signed_out_at_once_and_can_come_back(
    app: Flask, admin: CheckingClient
) -> None:
    client, known = CheckingClient(app), officers.add()
    officers.sign_in(client, known)
    assert post(admin, known, "end").status_code == 303
    assert client.get("/en/officer/").status_code == 302
    assert officers.type_in(client, known.email, officers.PASSWORD).status_code == 422
    assert "Ended" in admin.get(PEOPLE).text
    assert post(admin, known, "let-back-in").status_code == 303
    officers.sign_in(client, known)


def test_nobody_ends_their_own_account(admin: CheckingClient) -> None:
    officers.add(ADMIN, "publisher", email="other@example.org")
    refused = post(admin, Known(id_of("Bela Rees"), ""), "end")
    assert refused.status_code == 422
    assert "You cannot end your own account" in refused.text


def test_a_lost_phone_is_reset_by_an_admin_and_the_history_says_by_whom(
    app: Flask, admin: CheckingClient
) -> None:
    app.config["REQUIRE_SECOND_FACTOR"] = True
    client, known = CheckingClient(app), officers.add()
    second_step.set_up(client, known)
    assert "Take their app away" in admin.get(f"{PEOPLE}/{known.id}").text
    assert post(admin, known, "reset-second-factor").status_code == 303
    assert "Take their app away" not in admin.get(f"{PEOPLE}/{known.id}").text
    assert client.get("/en/officer/").status_code == 302
    again = officers.type_in(client, known.email, officers.PASSWORD)
    assert again.location == second_step.FIRST
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event
    assert (event.what, event.who) == (
        "officer.second-factor-reset",
        "Bela Rees, organisation admin",
    )


def test_nobody_takes_away_their_own_app_or_that_of_who_looks_after_the_site(
    admin: CheckingClient,
) -> None:
    for known in (Known(id_of("Bela Rees"), ""), officers.add("platform admin")):
        assert post(admin, known, "reset-second-factor").status_code == 422
        assert history()[-1] == "officer.change-refused"
        db.session.rollback()


def test_after_ten_minutes_the_password_is_asked_again(admin: CheckingClient) -> None:
    known = officers.add()
    token = officers.token_on(admin.get(f"{PEOPLE}/{known.id}"))
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        for address in (PEOPLE, f"{PEOPLE}/{known.id}"):
            assert admin.get(address).location.startswith(second_step.AGAIN)
        refused = admin.post(f"{PEOPLE}/{known.id}/end", data={"csrf_token": token})
        assert refused.status_code == 403
        assert "Type your password again" in refused.text


def test_the_command_line_goes_through_the_same_action(app: Flask) -> None:
    known, run = officers.add("publisher"), app.test_cli_runner().invoke
    refused = run(args=["officer", "roles", known.email, "--role", "officer"])
    assert refused.exit_code == 1
    assert "Nobody else here is “publisher”" in refused.stderr
    assert history()[-1] == "officer.change-refused"
    db.session.rollback()
    assert run(args=["officer", "end", known.email]).exit_code == 1
    officers.add("publisher", email="two@example.org")
    assert run(args=["officer", "end", known.email]).exit_code == 0
    assert run(args=["officer", "end", "x@example.org"]).stderr == "x@example.org has no account.\n"


def test_every_reason_has_words_that_say_how_to_go_on() -> None:
    for words in PROBLEM_WORDS.values():
        assert str(words % {"role": "Publisher"})


def test_who_has_no_desk_begins_with_the_people(app: Flask) -> None:
    known = officers.add("platform admin")
    signed_in = officers.type_in(CheckingClient(app), known.email, officers.PASSWORD)
    assert signed_in.location == PEOPLE


def id_of(name: str) -> int:
    found = db.session.scalars(select(Officer.id).where(Officer.name == name)).one()
    db.session.rollback()
    return int(found)
