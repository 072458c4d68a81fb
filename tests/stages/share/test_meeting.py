"""An officer’s queue: what is due first, each step with its name, and did it work?"""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core.audit import AuditEvent
from consult.core.days import LONDON
from tests.checking_client import CheckingClient
from tests.factories import count, document, opened, question, rows
from tests.stages.share.asking import (
    EMAIL,
    PHONE,
    POST,
    address,
    ask,
    items,
    officer,
    send,
    take,
    words_on,
)
from tests.support.statements import counting

WEDNESDAY = datetime(2026, 1, 14, 10, tzinfo=LONDON)
QUEUE = "/en/officer/requests"
CANARIES = ("Zenobia", "Canary", "canary.example", "7946 0999")


@pytest.fixture
def desk(app: Flask) -> CheckingClient:
    """Give an officer who is signed in."""
    return officer(app)


def first_cells(text: str) -> list[str]:
    """Return what each row of the tables is about."""
    cells = re.findall(r'<th scope="row">(.*?)</th>', text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).partition(": ")[2] for cell in cells]


def test_before_anybody_asked_the_queue_says_so(desk: CheckingClient, slug: str) -> None:
    assert "Nobody is waiting for anything." in desk.get(QUEUE).text
    assert "Nobody is waiting" in desk.get(f"/en/officer/consultations/{slug}/requests").text


def test_what_is_due_first_stands_first_and_late_is_said_in_words_and_shape(
    app: Flask, client: CheckingClient
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        slug = opened(app, document(question("why")))
        ask(client, slug, EMAIL, in_language=["bsl"])
        ask(client, slug, POST, to_hear=["braille-contracted"])
        ask(client, slug, EMAIL, on_device=["word"])
        clock.shift(timedelta(days=2))
        page = officer(app).get(QUEUE)
    assert first_cells(page.text) == [
        "Word document",
        "Braille, contracted (grade 2)",
        "British Sign Language video",
    ]
    late = page.text.split("</tr>")[1]
    assert "2</bdi> days late" in late
    assert 'class="tag is-warn"><svg' in late
    assert page.text.count("days late") == 1
    assert page.text.count("In time") == 2


def test_the_queue_shows_no_way_to_reach_anybody(
    client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    ask(client, slug, {**POST, **EMAIL, **PHONE}, in_language=["bsl"])
    for at in (QUEUE, f"/en/officer/consultations/{slug}/requests"):
        assert not [one for one in CANARIES if one in desk.get(at).text]


def test_a_queue_of_one_consultation_holds_only_its_own(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    other = opened(app, document(question("why"), title="Buses"))
    ask(client, slug, POST, to_hear=["audio-cd"])
    ask(client, other, POST, to_read=["paper-form"])
    assert first_cells(desk.get(QUEUE).text) == ["Audio on a CD", "Paper form to fill in"]
    of_other = desk.get(f"/en/officer/consultations/{other}/requests").text
    assert first_cells(of_other) == ["Paper form to fill in"]


def test_the_page_of_a_request_shows_how_to_reach_the_person(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    typed = {**POST, **PHONE, "helper": "Bola"}
    ask(client, slug, typed, to_read=["other-size"], size="26 points", in_person=["phone-help"])
    shown = words_on(desk.get(f"{QUEUE}/{items(app)[0].request_id}"))
    for words in ("Zenobia Quill", "7 Canary Walk", "020 7946 0999", "Through Relay UK", "Bola"):
        assert words in shown
    assert "26 points" in shown


def test_each_step_is_in_the_history_by_whom_and_holds_nothing_about_the_person(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    code = ask(client, slug, POST, to_hear=["audio-cd"], language="Somali")
    (item,) = items(app)
    assert "It is checked" not in desk.get(f"{QUEUE}/{item.request_id}").text
    send(desk, item)
    reply = {"code": code, "item": item.id, f"format-{item.id}-worked": "no"}
    client.post(address(slug, "request", "reply"), data=reply)
    events = rows(app, select(AuditEvent).where(AuditEvent.subject == "format_request"))
    assert [(one.what.split(".")[1], one.who.split(",")[0]) for one in events] == [
        ("asked", "resident"),
        ("made", "Amina Khan"),
        ("checked", "Amina Khan"),
        ("sent", "Amina Khan"),
        ("did-not-work", "resident"),
    ]
    assert {one.facts["language"] for one in events} == {"so"}
    assert "Zenobia" not in str([one.facts for one in events])
    assert "Bola Ade" in desk.get(f"{QUEUE}/{item.request_id}").text


def test_a_step_out_of_order_or_taken_already_changes_nothing(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    ask(client, slug, POST, to_hear=["audio-cd"])
    (item,) = items(app)
    refused = take(desk, item, "sent")
    assert refused.status_code == 409
    assert "Somebody else was quicker" in refused.text
    assert take(desk, item, "made").status_code == 303
    made_at = items(app)[0].made_at
    assert take(desk, item, "made").status_code == 303  # pressed twice
    assert items(app)[0].made_at == made_at
    assert (
        count(app, AuditEvent)
        - len(rows(app, select(AuditEvent).where(AuditEvent.subject != "format_request")))
        == 2
    )
    assert take(desk, item, "eaten").status_code == 404


@pytest.mark.parametrize(
    ("step", "told"), [("checked", "Write who checked it"), ("refused", "Say why, in a sentence")]
)
def test_a_check_takes_a_name_and_a_refusal_a_reason(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str, step: str, told: str
) -> None:
    ask(client, slug, POST, to_hear=["audio-cd"])
    (item,) = items(app)
    take(desk, item, "made")
    refused = take(desk, item, step, name=" ", reason="")
    assert refused.status_code == 422
    assert told in refused.text
    (after,) = items(app)
    assert (after.checked_at, after.refused_at) == (None, None)


def test_the_person_sees_each_step_and_why_something_cannot_be_made(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    code = ask(client, slug, {**POST, **EMAIL}, to_hear=["audio-cd"], on_device=["word"])
    cd, word = items(app)
    take(desk, cd, "refused", reason="Our burner is broken.")
    send(desk, word)
    client.post(address(slug, "request"), data={"code": code})
    shown = words_on(client.get(address(slug, "request")))
    assert "We cannot make this" in shown
    assert "Our burner is broken." in shown
    assert "Did it work for you?" in shown


def test_help_by_phone_takes_one_step(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    ask(client, slug, PHONE, in_person=["phone-help"])
    (item,) = items(app)
    assert take(desk, item, "sent").status_code == 303
    assert items(app)[0].sent_at is not None


def test_who_waits_too_long_is_proposed_more_time_with_the_day(
    app: Flask, client: CheckingClient
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        slow = opened(app, document(question("why"), title="Buses"), days_ago=70)
        fast = opened(app, document(question("why")), days_ago=0)
        for slug in (slow, fast):
            ask(client, slug, EMAIL, to_read=["easy-read"])
        desk = officer(app)
        # It closes on 27 January, 14 days from now, and takes 14 days.
        text = words_on(desk.get(f"{QUEUE}/{items(app)[0].request_id}"))
        assert "Let them answer until Tuesday 10 February 2026." in text
        assert "Let them answer" not in desk.get(f"{QUEUE}/{items(app)[1].request_id}").text
    assert items(app)[0].promised_by == date(2026, 1, 28)


def test_a_longer_queue_asks_the_database_no_more_often(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    asked = []
    for number in range(2):
        for _request in range(1 + 4 * number):
            ask(client, slug, {**POST, **EMAIL}, to_hear=["audio-cd"], on_device=["word"])
        with counting(app) as said:
            desk.get(QUEUE)
        asked.append(len(said))
    assert asked[0] == asked[1] <= 3
    first = f"{QUEUE}/{items(app)[0].request_id}"
    with counting(app) as said:
        desk.get(first)
    assert len(said) <= 4, said
    with counting(app) as said:
        client.get(address(slug, "request"))
    assert len(said) <= 2, said
