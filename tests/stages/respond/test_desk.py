"""What officers see of what came in, and what they may do about it."""

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.respond.models import Answer, Contact, EarlierVersion, EqualityAnswers, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows
from tests.support import officers
from tests.support.every_state import close_yesterday

ASKED = document(question("why", "long_text"), equality_questions=[question("age", "single")])
SAID = "Because the buses are late"


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, ASKED)


@pytest.fixture
def desk(app: Flask) -> CheckingClient:
    """Give a publisher who is signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    with app.app_context():
        known = officers.add("publisher")
    officers.sign_in(client, known)
    return client


@pytest.fixture
def late(app: Flask, client: CheckingClient, slug: str) -> Resident:
    """Give a person who sends the day after."""
    person = Resident(client, slug)
    person.walk({"why": {"answer": SAID}, "age": {"answer": "ash"}})
    close_yesterday(app, slug)
    assert person.send().status_code == 303
    return person


def sent(app: Flask) -> Response:
    (found,) = rows(app, select(Response))
    assert isinstance(found, Response)
    return found


def press(desk: CheckingClient, at: str, **fields: str) -> TestResponse:
    """Press a button of the page of a response."""
    token = officers.token_on(desk.get(at.rpartition("/")[0]))
    return desk.post(at, data={"csrf_token": token, **fields})


def test_before_anybody_answered_the_page_says_so(desk: CheckingClient, slug: str) -> None:
    text = desk.get(f"/en/officer/consultations/{slug}/responses/").text
    assert "Nobody has answered yet." in text
    assert "None came late." in text
    assert "We saw none." in text


@pytest.mark.usefixtures("late")
def test_T3_a_late_answer_waits_and_counts_only_when_somebody_says_why(
    app: Flask, desk: CheckingClient, slug: str
) -> None:
    response = sent(app)
    assert response.standing == "late"
    base = f"/en/officer/consultations/{slug}/responses"
    assert response.reference in desk.get(f"{base}/").text
    page = desk.get(f"{base}/{response.reference}")
    assert SAID in page.text
    assert "Ash" not in page.text
    refused = press(desk, f"{base}/{response.reference}/count", reason=" ")
    assert refused.status_code == 422
    assert sent(app).standing == "late"
    counted = press(desk, f"{base}/{response.reference}/count", reason="Our site was down.")
    assert counted.status_code == 303
    assert sent(app).standing == "counted"
    events = rows(app, select(AuditEvent).where(AuditEvent.what == "response.late-counted"))
    assert events[0].facts == {"reason": "Our site was down."}


def test_what_a_person_asked_to_delete_is_gone_everywhere(
    app: Flask, desk: CheckingClient, slug: str, late: Resident
) -> None:
    code = late.receipt()
    address = late.address("receipt")
    contact = {"code": code, "email": "ann@example.org", "phone": ""}
    assert late.client.post(f"{address}/contact", data=contact).status_code == 303
    assert late.client.post(f"{address}/erase", data={"code": code}).status_code == 303
    base = f"/en/officer/consultations/{slug}/responses"
    reference = sent(app).reference
    assert reference in desk.get(f"{base}/").text
    assert press(desk, f"{base}/{reference}/erase").status_code == 422
    assert count(app, Answer) == 1
    assert press(desk, f"{base}/{reference}/erase", sure="y").status_code == 303
    for table in (Answer, EqualityAnswers, Contact, EarlierVersion):
        assert count(app, table) == 0
    assert desk.get(f"{base}/{reference}").status_code == 404
    assert "Deleted because the person asked" in desk.get(f"{base}/").text
    gone = late.client.post(address, data={"code": code})
    assert gone.status_code == 422


def test_F1_many_from_one_network_are_shown_as_a_group_and_all_count(
    app: Flask, desk: CheckingClient, client: CheckingClient, slug: str
) -> None:
    person = Resident(client, slug)
    person.walk({"why": {"answer": SAID}})
    person.send()
    with app.app_context():
        first = db.session.scalars(select(Response)).one()
        for number in range(50):
            copy = {
                column.name: getattr(first, column.name)
                for column in Response.__table__.columns
                if column.name != "id"
            }
            copy |= {"key": str(number), "reference": str(number), "receipt_hash": None}
            db.session.add(Response(**copy))
        db.session.commit()
    text = desk.get(f"/en/officer/consultations/{slug}/responses/").text
    assert "Many answers from one network" in text
    assert ">51<" in text.replace("</bdi>", "<").replace('<bdi dir="ltr">', ">")
    assert "Sent faster than people can read" in text


def test_nobody_reads_what_a_person_took_back(
    app: Flask, desk: CheckingClient, client: CheckingClient, slug: str
) -> None:
    person = Resident(client, slug)
    person.walk({"why": {"answer": SAID}})
    person.send()
    address = f"/en/officer/consultations/{slug}/responses/{sent(app).reference}"
    assert SAID in desk.get(address).text
    code = person.receipt()
    client.post(person.address("receipt", "withdraw"), data={"code": code})
    assert desk.get(address).status_code == 404
    client.post(person.address("receipt", "put-back"), data={"code": code})
    assert SAID in desk.get(address).text
