"""What pages promise: kept, sent, forgotten, counted."""

import re
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import delete, select

from consult.core.database import db
from consult.core.mail import Letter
from consult.core.security import network_of
from consult.core.settings import LONGEST_TEXT, read_settings
from consult.plan.queries import consultation_at
from consult.respond.models import Answer, Draft, EarlierVersion, Response, Upload
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows
from tests.stages.respond.posts import ONE
from tests.stages.respond.test_desk import desk, press  # noqa: F401 - a fixture
from tests.stages.respond.test_files import ASKED as WITH_FILE
from tests.stages.respond.test_files import photo, send_file
from tests.support.every_state import close_yesterday

SECRET = "Words for nobody else"


def sent_by(app: Flask, client: CheckingClient) -> Resident:
    person = Resident(client, opened(app, ONE))
    person.walk({"why": {"answer": SECRET}})
    assert person.send().status_code == 303
    return person


def test_who_begins_afresh_is_mailed_a_way_back_of_their_own(
    app: Flask, client: CheckingClient, own_folder: Path
) -> None:
    wanted = {"MAIL_URL": "smtp://localhost:1025", "DATA": str(own_folder)}
    app.config["MAIL_SERVER"] = read_settings(wanted)["MAIL_SERVER"]
    app.config["BASE_URL"] = "http://localhost"
    person = Resident(client, opened(app, ONE))
    for letters in (1, 2):
        person.begin()
        person.answer("why", SECRET)
        typed = {"draft": person.key, "email": "ann@example.org"}
        client.post(person.address("saved"), data=typed)
        assert count(app, Letter) == letters
        client.post(person.address("leave"), data={"draft": person.key, "delete": "yes"})


@pytest.mark.parametrize("go", ["later", "switch"])
def test_nobody_is_told_that_a_text_is_saved_which_is_too_long_to_keep(
    app: Flask, client: CheckingClient, go: str
) -> None:
    person = Resident(client, opened(app, ONE))
    person.begin()
    page = person.answer("why", "x" * (LONGEST_TEXT + 1), go=go)
    assert page.status_code == 422
    assert "x" * (LONGEST_TEXT + 1) in page.text
    every = {"draft": person.key, "go": go, "why-seen": "", "why-answer": "x" * (LONGEST_TEXT + 1)}
    assert client.post(person.address("answer-all"), data=every).status_code == 422


def test_nobody_is_told_that_a_file_is_saved_which_we_did_not_take(
    app: Flask, client: CheckingClient
) -> None:
    person = Resident(client, opened(app, WITH_FILE))
    person.begin()
    assert send_file(person, b"MZ\x90\x00" * 50, "run.exe", go="later").status_code == 422
    assert send_file(person, photo(), "plan.jpg", go="later").location == person.address("saved")


def test_P21_an_old_page_sent_again_after_forgetting_shows_no_receipt(
    app: Flask, client: CheckingClient
) -> None:
    person = sent_by(app, client)
    client.post(person.address("receipt/leave"), data={"code": person.receipt()})
    again = person.answer("why", "Who answered before me?")
    assert again.status_code == 409
    assert client.get_cookie(f"receipt-{person.slug}") is None
    assert SECRET not in client.get(person.address("receipt/answers")).text


def test_the_button_behind_a_mailed_link_works_in_browsers_of_any_age(
    app: Flask, client: CheckingClient
) -> None:
    """Without any referrer browsers send “Origin: null”; old ones send nothing beside it."""
    person = Resident(client, opened(app, ONE))
    person.begin()
    at = person.address("come-back", person.key)
    assert app.test_client().get(at).headers["Referrer-Policy"] == "strict-origin"


def test_T3_who_saved_all_on_one_page_had_come_to_the_check_in_time(
    app: Flask, client: CheckingClient
) -> None:
    person = Resident(client, opened(app, ONE))
    person.begin()
    fields = {"draft": person.key, "why-seen": "", "why-answer": SECRET, "go": "later"}
    client.post(person.address("answer-all"), data=fields)
    (draft,) = rows(app, select(Draft))
    assert draft.checked_at is not None


def test_A3_one_line_into_a_house_is_one_network() -> None:
    lines = ("2001:db8:1:2::1", "2001:db8:1:2:ffff:a:b:c", "2001:db8:1:3::1")
    assert [network_of(one) for one in lines] == [
        "2001:db8:1:2::/64",
        "2001:db8:1:2::/64",
        "2001:db8:1:3::/64",
    ]
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("") == ""


def test_who_took_their_answers_back_can_have_them_deleted_unread(
    app: Flask,
    client: CheckingClient,
    desk: CheckingClient,  # noqa: F811
) -> None:
    person = sent_by(app, client)
    code = {"code": person.receipt()}
    client.post(person.address("receipt/withdraw"), data=code)
    close_yesterday(app, person.slug)
    client.post(person.address("receipt/erase"), data=code)
    (response,) = rows(app, select(Response))
    start = f"/en/officer/consultations/{person.slug}/responses/"
    assert response.reference in desk.get(start).text
    page = desk.get(f"{start}{response.reference}")
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "nobody reads them" in page.text
    assert press(desk, f"{start}{response.reference}/erase", sure="y").status_code == 303
    assert count(app, Answer) == 0


def test_H4_a_problem_on_the_long_page_is_worded_alike_at_its_question(
    app: Flask, client: CheckingClient
) -> None:
    asked = document(question("n", "number"), question("grid", "matrix", required=True))
    person = Resident(client, opened(app, asked))
    person.begin()
    fields = {"draft": person.key, "n-seen": "", "n-answer": "abc", "grid/north-seen": ""}
    # The client checks each page by our house rules.
    page = client.post(person.address("answer-all"), data=fields)
    assert page.status_code == 422
    assert page.text.count("Question 1: Write a number in digits") == 2


def test_officers_see_no_file_that_was_taken_away(
    app: Flask,
    client: CheckingClient,
    desk: CheckingClient,  # noqa: F811
) -> None:
    person = Resident(client, opened(app, WITH_FILE))
    person.begin()
    send_file(person, photo(), "plan.jpg")
    person.answer("line", "")
    assert person.send().status_code == 303
    (response,) = rows(app, select(Response))
    at = f"/en/officer/consultations/{person.slug}/responses/{response.reference}"
    found = re.search(r'href="([^"]*/files/[^"]*)"', desk.get(at).text)
    assert found
    code = person.receipt()
    client.post(person.address("receipt/correct"), data={"code": code})
    person.look(person.address("answer", "plan"))
    fields = {"draft": person.key, "then": "check", "remove": "y"}
    client.post(person.address("answer", "plan"), data=fields)
    assert person.send().status_code == 303
    assert "plan.jpg" not in desk.get(at).text
    assert desk.get(found[1]).status_code == 404


def test_C16_both_files_of_two_windows_are_kept(app: Flask, client: CheckingClient) -> None:
    person = Resident(client, opened(app, WITH_FILE))
    person.begin()
    at = person.address("answer", "plan")
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(at).text)
    assert seen
    send_file(person, photo("blue"), "first.jpg", seen=seen[1])
    both = send_file(person, photo("red"), "second.jpg", seen=seen[1])
    assert both.status_code == 409
    found = re.search(r'href="([^"]*)">Another file<', both.text)
    assert found
    assert client.get(found[1]).status_code == 200
    # Sent from a page that shows it, a file takes the place of the one before.
    again = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(at).text)
    assert again
    send_file(person, photo("green"), "third.jpg", seen=again[1])
    assert sorted(one.name for one in rows(app, select(Upload))) == ["first.jpg", "third.jpg"]
    person.answer("line", "")
    assert person.send().status_code == 303
    assert [one.name for one in rows(app, select(Upload))] == ["third.jpg"]


def test_T8_a_late_answer_put_right_while_it_is_open_again_counts(
    app: Flask, client: CheckingClient
) -> None:
    person = Resident(client, opened(app, ONE))
    person.walk({"why": {"answer": SECRET}})
    with app.app_context():
        open_now = consultation_at(person.slug)
        assert open_now
        closes = open_now.closes
    close_yesterday(app, person.slug)
    person.send()
    with app.app_context():
        over = consultation_at(person.slug)
        assert over
        over.closes = closes
        db.session.commit()
    client.post(person.address("receipt/correct"), data={"code": person.receipt()})
    person.look(person.address("check-your-answers"))
    assert person.send().status_code == 303
    (response,) = rows(app, select(Response))
    assert response.standing == "counted"


def test_a_correction_waits_for_who_settles_the_same_response(
    app: Flask, client: CheckingClient
) -> None:
    person = sent_by(app, client)
    client.post(person.address("receipt/correct"), data={"code": person.receipt()})
    person.look(person.address("answer", "why"))
    person.answer("why", "Put right by the person", then="check")
    sender = Thread(target=person.send)
    with app.app_context():
        held = db.session.scalars(select(Response).with_for_update()).one()
        db.session.execute(delete(Answer).where(Answer.response_id == held.id))
        db.session.add(
            Answer(response_id=held.id, question="why", value="Settled", other=None, language=None)
        )
        db.session.flush()
        sender.start()
        sleep(1)
        db.session.commit()
    sender.join()
    assert [one.value for one in rows(app, select(Answer))] == ["Put right by the person"]
    (before,) = rows(app, select(EarlierVersion))
    assert [one["value"] for one in before.answers] == ["Settled"]
