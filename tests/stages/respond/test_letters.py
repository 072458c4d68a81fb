"""Letters that people ask for: a way back, a receipt, word of the outcome."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.core.mail import Letter
from consult.core.queue import Job
from consult.core.sealing import unseal_json
from consult.core.settings import read_settings
from consult.plan.queries import consultation_at
from consult.respond.actions.letters import tell_outcome
from consult.respond.models import Contact
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows

TO = "ann@example.org"


@pytest.fixture
def person(app: Flask, client: CheckingClient, own_folder: Path) -> Resident:
    """Give somebody who has saved an answer, where letters can be sent."""
    wanted = {"MAIL_URL": "smtp://localhost:1025", "BASE_URL": "http://localhost"}
    wanted["DATA"] = str(own_folder)
    app.config["MAIL_SERVER"] = read_settings(wanted)["MAIL_SERVER"]
    app.config["BASE_URL"] = "http://localhost"
    someone = Resident(client, opened(app, document(question("why", "long_text"))))
    someone.begin()
    someone.answer("why", "Because")
    return someone


def letters(app: Flask) -> list[tuple[str, dict[str, str]]]:
    """Return the kind and the facts of every letter that waits."""
    with app.app_context():
        return [
            (one.kind, {**told["facts"], "to": told["to"]})
            for one in db.session.scalars(select(Letter).order_by(Letter.id))
            if (told := unseal_json("letter", one.once_key, one.sealed or b""))
        ]


def test_a_way_back_is_mailed_with_a_code_and_a_link_that_needs_a_press(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    page = client.get(person.address("saved"))
    assert "Send me the code" in page.text
    typed = {"draft": person.key, "email": TO}
    posted = client.post(person.address("saved"), data=typed)
    assert (posted.status_code, "posted=1" in posted.location) == (303, True)
    assert "on its way" in client.get(posted.location).text
    ((kind, facts),) = letters(app)
    assert (kind, facts["to"]) == ("come_back", TO)

    other = app.test_client()
    for _turn in range(3):  # a program that checks mails looks, and uses nothing up
        assert "Press the button" in other.get(facts["link"]).text
    assert other.get_cookie(f"draft-{person.slug}") is None
    back = other.post(person.address("come-back"), data={"key": facts["link"].split("/")[-1]})
    assert back.location == person.address("answer?back=1")
    assert "Because" in other.get(person.address("answer", "why")).text


def test_the_same_letter_is_posted_once_and_many_are_refused(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    for _turn in range(3):
        client.post(person.address("saved"), data={"draft": person.key, "email": TO})
    assert len(letters(app)) == 1
    for number in range(20):
        last = client.post(
            person.address("saved"), data={"draft": person.key, "email": f"x{number}@example.org"}
        )
    assert last.status_code == 422
    assert "Many letters were sent from here" in last.text
    assert len(letters(app)) == 18


@pytest.mark.parametrize("email", ["", "nobody", "a@b\r\nBcc: x@example.org", "x" * 300 + "@a.org"])
def test_a_wrong_address_is_told_and_nothing_is_posted(
    app: Flask, client: CheckingClient, person: Resident, email: str
) -> None:
    page = client.post(person.address("saved"), data={"draft": person.key, "email": email})
    assert page.status_code == 422
    assert letters(app) == []


def test_a_receipt_by_mail_tells_neither_the_answers_nor_the_code(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    person.send()
    code = person.receipt()
    address = person.address("receipt", "mail")
    assert client.post(address, data={"code": code, "email": TO}).status_code == 303
    ((kind, facts),) = letters(app)
    assert kind == "receipt"
    assert "Because" not in str(facts)
    assert code not in str(facts)


def test_who_asked_hears_of_the_outcome_once_and_is_forgotten(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    person.send()
    code = person.receipt()
    address = person.address("receipt", "contact")
    assert client.post(address, data={"code": code, "email": TO}).status_code == 303
    assert TO in client.get(person.address("receipt")).text
    (kept,) = rows(app, select(Contact))
    assert TO.encode() not in kept.sealed
    for _turn in range(2):
        with app.app_context():
            found = consultation_at(person.slug)
            assert found
            tell_outcome(found.id)
            db.session.commit()
    assert [(kind, facts["to"]) for kind, facts in letters(app)] == [("outcome", TO)]
    assert count(app, Contact) == 0


def test_an_emptied_box_forgets_the_address(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    person.send()
    typed = {"code": person.receipt(), "email": TO}
    for email in (TO, ""):
        client.post(person.address("receipt", "contact"), data={**typed, "email": email})
    assert count(app, Contact) == 0


def test_no_address_stands_in_the_rows_of_the_queue(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    client.post(person.address("saved"), data={"draft": person.key, "email": TO})
    kept = [vars(job) for job in rows(app, select(Job))]
    assert TO not in str(kept)


def test_without_a_mail_server_nothing_is_offered(
    app: Flask, client: CheckingClient, person: Resident
) -> None:
    app.config["MAIL_SERVER"] = None
    assert "Send me the code" not in client.get(person.address("saved")).text
    typed = {"draft": person.key, "email": TO}
    assert client.post(person.address("saved"), data=typed).status_code == 404
