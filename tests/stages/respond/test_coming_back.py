"""Saving and coming back: with a code or a link, on another device, in another language."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core.security import CODE_LETTERS
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, all_counts, count, document, opened, question, rows
from tests.stages.respond.posts import CANARY
from tests.support.pressing import press

ASKED = document(question("why", "long_text"), question("where"), question("count", "number"))
GIVEN = "میں چھ بجے تک کام کرتا ہوں۔ I can’t come before."


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who has answered one question of three."""
    begun = Resident(client, opened(app, ASKED))
    begun.begin()
    begun.answer("why", GIVEN)
    return begun


def code_of(person: Resident) -> str:
    """Return the code that is shown to who saves for later."""
    page = person.look(person.at)
    saved = person.client.get(press(page, person.client, go="later").location)
    found = re.search(r'class="receipt"[^>]*>([^<]+)<', saved.text)
    assert found
    return found[1]


def elsewhere(app: Flask, person: Resident, *, language: str = "ur") -> Resident:
    """Return the same person at another device, that knows nothing yet."""
    return Resident(app.test_client(), person.slug, language=language)


def come_back(there: Resident, code: str, **options: Any) -> TestResponse:
    """Type the code in."""
    return there.client.post(there.address("come-back"), data={"code": code}, **options)


def test_the_code_has_eight_letters_that_nobody_mixes_up(person: Resident) -> None:
    code = code_of(person)
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    assert set(code) <= {*CODE_LETTERS, "-"}
    assert not set(code) & set("01258BILOSZ")


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code} ".replace("-", " "),
    ],
    ids=["as shown", "small", "without dash", "with blanks"],
)
def test_a_code_opens_the_answers_on_another_device_in_any_language(
    app: Flask, person: Resident, typed: Any, language: str
) -> None:
    there = elsewhere(app, person, language=language)
    back = come_back(there, typed(code_of(person)))
    assert back.location == there.address("answer?back=1")
    page = there.client.get(back.location)
    assert there.address("answer", "where") in page.text  # goes on where they stopped
    assert "afresh" not in page.text
    assert GIVEN in there.client.get(there.address("answer", "why")).text
    assert GIVEN in there.client.get(there.address("answer-all")).text
    assert count(app, Draft) == 1


def test_a_code_comes_in_whatever_way_a_browser_sends_it(app: Flask, person: Resident) -> None:
    code = code_of(person)
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        there = elsewhere(app, person)
        assert come_back(there, code, content_type=kind).status_code == 303
    wide = code.translate({ord(letter): ord(letter) + 0xFEE0 for letter in CODE_LETTERS})
    assert come_back(elsewhere(app, person), wide).status_code == 303


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Write the code that you were given"),
        ("ACDE-FGHJ", "We find no answers with this code"),
        ("0-1", "We find no answers with this code"),
    ],
)
def test_a_wrong_code_opens_nothing_and_stays_to_be_put_right(
    app: Flask, person: Resident, code: str, told: str
) -> None:
    there = elsewhere(app, person, language="en")
    page = come_back(there, code)
    assert page.status_code == 422
    assert told in page.text
    assert f'value="{code}"' in page.text
    assert there.client.get_cookie(f"draft-{person.slug}") is None


def test_a_code_belongs_to_one_consultation(app: Flask, person: Resident) -> None:
    other = opened(app, document(question("why"), title="Benches in our parks"))
    assert come_back(Resident(app.test_client(), other), code_of(person)).status_code == 422


def test_who_tries_codes_has_to_wait(app: Flask, person: Resident) -> None:
    code, there = code_of(person), elsewhere(app, person, language="en")
    for _turn in range(30):
        assert come_back(there, "ACDE-FGHJ").status_code == 422
    refused = come_back(there, code)
    assert (refused.status_code, "wait an hour" in refused.text) == (429, True)
    at_home = {"REMOTE_ADDR": "203.0.113.7"}
    assert come_back(there, code, environ_base=at_home).status_code == 303


def test_the_code_of_answers_that_were_sent_says_so(app: Flask, person: Resident) -> None:
    code = code_of(person)
    person.send()
    page = come_back(elsewhere(app, person, language="en"), code)
    assert page.status_code == 409
    assert "These answers have been sent" in page.text
    assert person.address("receipt") in page.text
    assert GIVEN not in page.text


def test_a_mailed_link_uses_nothing_up(app: Flask, person: Resident) -> None:
    there = elsewhere(app, person, language="en")
    address = there.address("come-back", person.key)
    before = all_counts(app)
    for _turn in range(3):  # a program that looks for bad links
        page = there.client.get(address)
        assert page.headers["Referrer-Policy"] == "strict-origin"
        assert GIVEN not in page.text
    assert all_counts(app) == before
    assert there.client.get_cookie(f"draft-{person.slug}") is None

    for _turn in range(2):  # the button opens it, today and tomorrow
        assert press(there.client.get(address), there.client).status_code == 303
    assert GIVEN in there.client.get(there.address("answer", "why")).text


def test_a_mailed_link_to_nothing_says_what_else_to_do(app: Flask, person: Resident) -> None:
    there = elsewhere(app, person, language="en")
    page = press(there.client.get(there.address("come-back", "gone")), there.client)
    assert page.status_code == 422
    assert "This link opens nothing any more" in page.text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_D18_an_expired_cookie_costs_no_press_and_no_text(
    app: Flask, person: Resident, language: str
) -> None:
    person.language = language
    page = person.look(person.address("answer", "where"))
    person.client.delete_cookie(f"draft-{person.slug}")
    assert press(page, person.client, answer=CANARY).status_code == 303
    assert CANARY in person.client.get(person.address("answer", "where")).text
    assert count(app, Draft) == 1


@pytest.mark.parametrize("language", ["en", "ur"])
def test_D18_a_draft_that_is_gone_costs_one_press_and_no_text(
    app: Flask, person: Resident, language: str
) -> None:
    person.language = language
    page = person.look(person.address("answer", "where"))
    data = {"draft": person.key, "delete": "yes"}
    app.test_client().post(person.address("leave"), data=data)
    assert count(app, Draft) == 0
    again = press(page, person.client, answer=CANARY)
    assert again.status_code == 410
    assert f'value="{CANARY}"' in again.text
    assert press(again, person.client).status_code == 303
    assert person.client.get(person.address("check-your-answers")).text.count(CANARY) == 1


def test_a_browser_without_the_cookie_is_told_how_to_come_back(person: Resident) -> None:
    person.client.delete_cookie(f"draft-{person.slug}")
    for address in ("answer", "answer/why", "answer-all", "check-your-answers", "saved"):
        page = person.client.get(person.address(address))
        assert page.status_code == 410
        assert person.address("come-back") in page.text
        assert GIVEN not in page.text


def test_a_device_that_forgets_a_person_loses_nothing(app: Flask, person: Resident) -> None:
    code = code_of(person)
    left = person.client.post(person.address("leave"), data={"draft": person.key})
    assert "This device has forgotten you" in person.client.get(left.location).text
    assert person.client.get(person.address("answer", "why")).status_code == 410
    assert come_back(elsewhere(app, person), code).status_code == 303


def test_answers_that_are_deleted_are_gone(app: Flask, person: Resident) -> None:
    code = code_of(person)
    left = person.client.post(person.address("leave"), data={"draft": person.key, "delete": "yes"})
    assert "What you had begun is deleted" in person.client.get(left.location).text
    assert count(app, Draft) == 0
    assert come_back(elsewhere(app, person), code).status_code == 422


def test_nobody_is_asked_who_they_are_after_their_code(app: Flask, person: Resident) -> None:
    here = person.client.get(person.address("answer"))
    assert "Was it somebody else?" in here.text
    there = elsewhere(app, person, language="en")
    back = there.client.get(come_back(there, code_of(person)).location)
    assert "Here are your answers" in back.text
    assert "Was it somebody else?" not in back.text


def test_the_language_can_change_in_the_middle(app: Flask, person: Resident) -> None:
    person.answer("where", "By the bridge")
    person.language = "ur"
    page = person.look(person.address("answer", "where"))
    assert '<html lang="ur" dir="rtl"' in page.text
    assert re.search(r'name="answer" value="By the bridge" dir="auto"', page.text)
    press(page, person.client, answer="پل کے پاس")
    # Looked through again in Urdu, and not changed: it is English still.
    page = press(person.look(person.address("answer", "why")), person.client)
    press(person.look(person.address("answer-all")), person.client)
    assert person.send().status_code == 303

    spoken = {one.question: (one.value, one.language) for one in rows(app, select(Answer))}
    assert spoken == {"why": (GIVEN, "en"), "where": ("پل کے پاس", "ur")}
    (response,) = rows(app, select(Response))
    assert response.language == "ur"
    copy = person.client.get(person.address("receipt", "answers")).text
    assert f'<p dir="auto">{GIVEN}</p>' in copy
