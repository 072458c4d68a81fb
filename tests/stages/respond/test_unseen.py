"""What a stranger must not see, and what a person must not be told wrongly."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.plan.queries import consultation_at, current_version
from consult.respond.actions.bringing_in import bring_in
from consult.respond.models import Answer
from consult.respond.rules.answers import Channel
from consult.respond.rules.replies import Reply
from tests.checking_client import CheckingClient
from tests.factories import BY, Resident, document, drafted, opened, rows
from tests.stages.respond.posts import END, LAST_SECOND, ONE

SECRET = "A plan that nobody has announced"


def test_A4_a_draft_consultation_is_unknown_to_people_who_try_to_answer(
    app: Flask, client: CheckingClient
) -> None:
    stranger = Resident(client, drafted(app, document(title=SECRET)))
    for tried in (
        client.post(stranger.address("answer")),
        stranger.answer("one", "ash"),
        client.get(stranger.address("answer", "one")),
        stranger.send(),
    ):
        assert tried.status_code in (404, 410)
        assert SECRET not in tried.text
        assert "12 January 2026" not in tried.text


def test_A4_the_receipt_of_what_nobody_knows_is_not_found(
    app: Flask, client: CheckingClient
) -> None:
    slug = drafted(app, document(title=SECRET))
    for unknown in (Resident(client, slug), Resident(client, "no%0D%0Athing")):
        for at in ("receipt", "receipt/answers", "receipt/answers.txt", "receipt/withdraw"):
            page = client.get(unknown.address(at))
            assert page.status_code == 404
            assert SECRET not in page.text
        for at in ("receipt", "receipt/correct", "receipt/contact", "receipt/leave", "leave"):
            assert client.post(unknown.address(at), data={"code": "x"}).status_code == 404


@pytest.fixture
def sent(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who has sent their answers."""
    person = Resident(client, opened(app, ONE))
    person.walk({"why": {"answer": "For the shade"}})
    person.send()
    return person


def test_nobody_who_sent_is_told_that_they_did_not(sent: Resident) -> None:
    for page in ("answer", "answer/why", "answer-all", "check-your-answers", "saved"):
        told = sent.client.get(sent.address(page))
        assert told.status_code == 410
        assert "Nothing you sent is lost" in told.text
        assert f'href="{sent.address("receipt")}"' in told.text
    assert sent.receipt()


def test_who_is_still_in_an_old_page_is_led_to_the_receipt(app: Flask, sent: Resident) -> None:
    """Another browser holds the draft too, and learns there that it was sent."""
    other = app.test_client()
    other.set_cookie(f"draft-{sent.slug}", sent.key)
    for page in ("answer", "answer/why", "answer-all", "check-your-answers", "about-you", "saved"):
        led = other.get(sent.address(page))
        assert (led.status_code, led.location) == (303, sent.address("receipt"))
    told = other.post(sent.address("answer", "why"), data={"draft": sent.key, "answer": "More"})
    assert told.status_code == 409
    assert "You have already sent your answers" in told.text


def test_who_gives_up_changing_is_told_that_what_was_sent_stands(
    app: Flask, sent: Resident
) -> None:
    sent.client.post(sent.address("receipt/correct"), data={"code": sent.receipt()})
    sent.look(sent.address("answer", "why"))
    left = sent.client.post(sent.address("leave"), data={"draft": sent.key, "delete": "yes"})
    assert "If you sent answers before, they stand" in sent.client.get(left.location).text
    assert [one.value for one in rows(app, select(Answer))] == ["For the shade"]


def test_who_saved_for_later_is_not_told_to_be_in_time_when_it_is_over(
    app: Flask, january: str
) -> None:
    person = Resident(app.test_client(), january)
    with time_machine.travel(LAST_SECOND, tick=False):
        person.begin()
        in_time = person.client.get(person.address("saved")).text
        assert "Send them by the end of Sunday 5 April 2026" in in_time
    with time_machine.travel(END, tick=False):
        too_late = person.client.get(person.address("saved")).text
        assert "Send them by the end of" not in too_late
        assert "It is marked as late" in too_late


def test_A3_a_browser_keeps_a_code_and_nothing_that_was_typed_around_it(sent: Resident) -> None:
    code = sent.receipt()
    for typed in (f" {code.lower()} ", code.replace("-", ""), "\u2013".join(code) + "!" * 10_000):
        opened_again = sent.client.post(sent.address("receipt"), data={"code": typed})
        assert opened_again.status_code == 303
        cookie = sent.client.get_cookie(f"receipt-{sent.slug}")
        assert cookie
        assert cookie.value == code.replace("-", "")
        assert sent.receipt() == code


def test_A3_what_came_on_paper_is_opened_by_no_name_that_can_be_guessed(
    app: Flask, sent: Resident
) -> None:
    with app.app_context():
        found = consultation_at(sent.slug)
        assert found
        reply = Reply("file.csv row 1", Channel.PAPER, {"why": SECRET}, clock.now(), "no", "en")
        list(bring_in(found, current_version(found.id), [reply], by=BY))
        key = f"{found.id}:{reply.source}"
        db.session.commit()
    stranger = Resident(app.test_client(), sent.slug, key=key)
    assert stranger.send().status_code == 410
    assert stranger.client.get_cookie(f"receipt-{sent.slug}") is None
