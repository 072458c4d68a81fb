"""The receipt: a copy of what was sent, and what a person can still do about it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.analyse.queries import counts
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import reading
from consult.plan.queries import consultation_at, current_version
from consult.respond.models import EarlierVersion, Response
from consult.respond.queries import count_by_channel, count_responses
from tests.factories import Resident, count, document, opened, question, rows
from tests.stages.respond import everything
from tests.stages.respond.everything import LOCKED, SAID, elsewhere
from tests.support.pressing import press

CHANGES = ("correct", "withdraw", "put-back", "erase", "confirm")


@pytest.fixture
def sender(app: Flask) -> Resident:
    """Give somebody who has sent an answer to every question."""
    return everything.sender(app)


def do(person: Resident, what: str, code: str) -> int:
    """Press a button of the receipt, and return the status."""
    return person.client.post(person.address("receipt", what), data={"code": code}).status_code


def figures(app: Flask, slug: str) -> tuple[int, dict[str, int], tuple[int, ...]]:
    """Return what a report would say: responses, channels, yes and no."""
    with app.app_context(), reading():
        found = consultation_at(slug)
        assert found
        definition = current_version(found.id).definition
        tallies = counts(found.id, definition, progress=lambda *_step: None)
        return (
            count_responses(found.id),
            count_by_channel(found.id),
            tallies["agree"].counts(""),
        )


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_code_opens_the_receipt_on_another_device(
    app: Flask, sender: Resident, typed: Any, language: str
) -> None:
    there = elsewhere(app, sender, typed(sender.receipt()), language=language)
    assert there.receipt() == sender.receipt()
    assert "By the bridge" in there.client.get(there.address("receipt", "answers")).text


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Write the code that you were given"),
        ("ACDEF-GHJKM-NPQRT", "We find no answers with this receipt code"),
        ("0O1", "We find no answers with this receipt code"),
    ],
)
def test_a_wrong_receipt_code_opens_nothing(
    app: Flask, sender: Resident, code: str, told: str
) -> None:
    stranger = app.test_client()
    page = stranger.post(sender.address("receipt"), data={"code": code})
    assert page.status_code == 422
    assert told in page.text
    assert f'value="{code}"' in page.text
    assert stranger.get_cookie(f"receipt-{sender.slug}") is None


def test_a_receipt_code_belongs_to_one_consultation(app: Flask, sender: Resident) -> None:
    other = Resident(
        app.test_client(), opened(app, document(question("a"), title="Benches in our parks"))
    )
    typed = {"code": sender.receipt()}
    assert other.client.post(other.address("receipt"), data=typed).status_code == 422


def test_who_tries_receipt_codes_has_to_wait(app: Flask, sender: Resident) -> None:
    stranger, address = app.test_client(), sender.address("receipt")
    for _turn in range(30):
        assert stranger.post(address, data={"code": "ACDEF"}).status_code == 422
    assert stranger.post(address, data={"code": sender.receipt()}).status_code == 429


def test_without_the_code_nothing_is_shown_and_nothing_changes(
    app: Flask, sender: Resident
) -> None:
    stranger = app.test_client()
    assert "Your receipt code" in stranger.get(sender.address("receipt")).text
    for address in ("answers", "answers.txt", "answers.pdf", "withdraw"):
        page = stranger.get(sender.address("receipt", address))
        assert page.status_code == 410
        assert "See what you sent" in page.text
    for what in (*CHANGES, "contact", "mail"):
        # A cookie alone changes nothing either: another site could use it.
        for browser in (stranger, sender.client):
            assert browser.post(sender.address("receipt", what)).status_code == 410
    (response,) = rows(app, select(Response))
    assert (response.standing, response.erasure_asked_at) == ("counted", None)


def test_a_browser_forgets_the_receipt_after_half_an_hour(sender: Resident) -> None:
    cookie = sender.client.get_cookie(f"receipt-{sender.slug}")
    assert cookie
    assert cookie.max_age == 30 * 60
    assert cookie.http_only
    assert sender.client.get_cookie(f"draft-{sender.slug}") is None


def test_a_device_forgets_the_receipt_when_asked(app: Flask, sender: Resident) -> None:
    code = sender.receipt()
    left = sender.client.post(sender.address("receipt", "leave"))
    assert "This device has forgotten you" in sender.client.get(left.location).text
    assert code not in sender.client.get(sender.address("receipt")).text
    assert elsewhere(app, sender, code).receipt() == code


def test_only_the_newest_answers_count_and_every_version_is_kept(
    app: Flask, sender: Resident
) -> None:
    code = sender.receipt()
    (before,) = rows(app, select(Response))
    assert figures(app, sender.slug) == (1, {"online": 1}, (1, 0))
    for turn, (agrees, publish) in enumerate((("no", "no"), ("yes", "no"))):
        assert do(sender, "correct", code) == 303
        sender.look(sender.address("check-your-answers"))
        assert figures(app, sender.slug)[2] == ((1, 0), (0, 1))[turn]  # it stands until sent
        sender.answer("agree", agrees, then="check")
        sender.answer("publish", publish, then="check")
        assert sender.send().status_code == 303
    assert figures(app, sender.slug) == (1, {"online": 1}, (1, 0))

    (response,) = rows(app, select(Response))
    assert (response.number, response.reference) == (3, before.reference)
    assert sender.receipt() == code
    kept = rows(app, select(EarlierVersion).order_by(EarlierVersion.number))
    assert [(one.number, one.publish) for one in kept] == [(1, "with_name"), (2, "no")]
    said = [{part["question"]: part["value"] for part in one.answers} for one in kept]
    assert [one["agree"] for one in said] == ["yes", "no"]
    assert all(one["essay"] == SAID["essay"]["answer"] for one in said)
    assert LOCKED not in str([one.answers for one in kept])
    page = sender.client.get(sender.address("receipt", "answers")).text
    assert "What you sent before" in page
    assert page.count("Version ") == 2


def test_what_is_taken_back_is_not_counted_and_can_be_put_back(
    app: Flask, sender: Resident
) -> None:
    code = sender.receipt()
    asked = sender.client.get(sender.address("receipt", "withdraw"))
    assert "Do you want to take your answers back?" in asked.text
    assert figures(app, sender.slug)[0] == 1
    for _turn in range(2):
        assert press(asked, sender.client).status_code == 303
        assert figures(app, sender.slug) == (0, {}, (0, 0))
    page = sender.client.get(sender.address("receipt"))
    assert "You took your answers back" in page.text

    for _turn in range(2):
        assert do(sender, "put-back", code) == 303
        assert figures(app, sender.slug) == (1, {"online": 1}, (1, 0))
    told = rows(app, select(AuditEvent.what).where(AuditEvent.subject == "response"))
    assert told == ["response.sent", "response.withdrawn", "response.put-back"]


def test_who_sends_again_after_taking_back_is_counted_again(app: Flask, sender: Resident) -> None:
    code = sender.receipt()
    do(sender, "withdraw", code)
    do(sender, "correct", code)
    sender.look(sender.address("check-your-answers"))
    sender.send()
    assert figures(app, sender.slug)[0] == 1


def test_after_the_end_only_deleting_can_be_asked_for(app: Flask, sender: Resident) -> None:
    code = sender.receipt()
    assert "Change my answers" in sender.client.get(sender.address("receipt")).text
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        there = elsewhere(app, sender, code)
        page = there.client.get(there.address("receipt")).text
        assert "Ask us to delete my answers" in page
        assert "Change my answers" not in page
        assert {do(there, what, code) for what in ("correct", "withdraw", "put-back")} == {410}
        for _turn in range(2):
            assert do(there, "erase", code) == 303
        page = there.client.get(there.address("receipt")).text
        assert "We do it within one month" in page
        assert "Ask us to delete my answers" not in page
        assert len(rows(app, select(AuditEvent).where(AuditEvent.what == "erasure.asked"))) == 1
        # Until an officer has seen to it, nothing is gone.
        assert figures(app, sender.slug)[0] == 1
    assert count(app, Response) == 1
