"""Two devices, or two windows, at once: what either of them typed can be had again."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.respond.models import Draft, Typed
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, every_kind, opened, question, rows
from tests.stages.respond.posts import all_at_once
from tests.support.pressing import press

ASKED = document(*every_kind(), question("where", "place"))
PRESSES = 6
TOLD = "This answer was changed in another place"

Case = tuple[str, dict[str, Any], dict[str, Any], list[str]]
# By page: what the first device saves, what the second one types, and what it is shown then.
TWICE: list[Case] = [
    ("one", {"answer": "ash"}, {"answer": "birch"}, ["Ash"]),
    ("one", {"answer": "cedar", "other_cedar": "A fig"}, {"answer": "cedar"}, ["Cedar", "A fig"]),
    ("many", {"answer": ["ash", "cedar"]}, {"answer": ["birch"]}, ["Ash", "Cedar"]),
    ("line", {"answer": "Mill <b>Lane</b>"}, {"answer": "Quay"}, ["Mill <b>Lane</b>"]),
    ("essay", {"answer": "Two\nlines, دو"}, {"answer": "One"}, ["Two\nlines, دو"]),
    ("count", {"answer": "12"}, {"answer": "30"}, ["12"]),
    ("grid/north", {"answer": "ash"}, {"answer": "cedar"}, ["Ash"]),
    (
        "order",
        {"answer_0": "birch", "answer_1": "ash"},
        {"answer_0": "ash"},
        ["Birch", "Ash"],
    ),
    ("born", {"answer_day": "31", "answer_month": "3"}, {"answer_day": "1"}, ["31 3"]),
    ("where", {"answer_words": "By the bridge"}, {"answer_postcode": "IG1"}, ["By the bridge"]),
]


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who has begun on one device."""
    begun = Resident(client, opened(app, ASKED))
    begun.begin()
    return begun


@pytest.fixture
def other(app: Flask, person: Resident) -> FlaskClient:
    """Give their other device, on which they came back."""
    device = app.test_client()
    device.post(person.address("come-back"), data={"key": person.key})
    return device


def typed(app: Flask) -> Typed:
    """Return what the one draft holds."""
    (draft,) = rows(app, select(Draft))
    found: Typed = draft.typed
    return found


def shown_there(page: TestResponse) -> str:
    """Return what the page says was typed in the other place."""
    (said,) = HTMLParser(page.text).css("blockquote.said")
    return said.text()


@pytest.mark.parametrize("case", TWICE, ids=lambda case: case[0])
def test_what_one_device_wrote_over_is_shown_on_the_other(
    app: Flask, person: Resident, other: FlaskClient, case: Case
) -> None:
    page, first, second, shown = case
    address = person.address("answer", page)
    here, there = person.client.get(address), other.get(address)
    assert press(here, person.client, **first).status_code in (303, 422)

    told = press(there, other, **second)
    assert TOLD in told.text
    assert told.status_code == (422 if "There is a problem" in told.text else 409)
    assert all(words in shown_there(told) for words in shown)

    assert TOLD not in press(told, other).text
    (kept,) = typed(app).earlier
    assert kept["page"] == page


def test_the_same_answer_twice_is_nothing_to_tell(person: Resident, other: FlaskClient) -> None:
    address = person.address("answer", "essay")
    here, there = person.client.get(address), other.get(address)
    press(here, person.client, answer="The same words")
    assert press(there, other, answer="The same words").status_code == 303


def test_where_nothing_stood_nothing_is_told(person: Resident, other: FlaskClient) -> None:
    address = person.address("answer", "essay")
    here, there = person.client.get(address), other.get(address)
    press(here, person.client)
    assert press(there, other, answer="The only words").status_code == 303


@pytest.mark.parametrize("go", ["later", "switch"])
def test_who_is_about_to_leave_is_told_too(person: Resident, other: FlaskClient, go: str) -> None:
    for address in (person.address("answer", "essay"), person.address("answer-all")):
        name = "essay-answer" if "all" in address else "answer"
        here, there = person.client.get(address), other.get(address)
        press(here, person.client, **{name: f"From here, {address}"})
        told = press(there, other, go=go, **{name: f"From there, {address}"})
        assert told.status_code == 409
        assert shown_there(told).strip() == f"From here, {address}"
        assert press(told, other, go=go).status_code == 303


def test_on_the_one_page_only_what_was_changed_is_told(
    app: Flask, person: Resident, other: FlaskClient
) -> None:
    address = person.address("answer-all")
    here, there = person.client.get(address), other.get(address)
    press(here, person.client, **{"line-answer": "From here", "essay-answer": "The same"})
    typed_there = {"line-answer": "From there", "essay-answer": "The same", "count-answer": "3"}

    told = press(there, other, **typed_there)
    assert told.status_code == 409
    assert "Some answers were changed in another place" in told.text
    assert told.text.count(TOLD) == 1
    assert shown_there(told).strip() == "From here"
    assert 'value="From there"' in told.text
    assert press(told, other).location == person.address("check-your-answers")
    assert [one["value"] for one in typed(app).earlier] == ["From here"]


def test_one_device_on_a_page_and_one_on_all_pages(person: Resident, other: FlaskClient) -> None:
    single = person.client.get(person.address("answer", "essay"))
    everything = other.get(person.address("answer-all"))
    press(single, person.client, answer="On the single page")
    told = press(everything, other, **{"essay-answer": "Among all"})
    assert shown_there(told).strip() == "On the single page"


def test_what_one_device_cleared_comes_back_with_the_other(
    app: Flask, person: Resident, other: FlaskClient
) -> None:
    address = person.address("answer", "essay")
    press(person.client.get(address), person.client, answer="First words")
    here, there = person.client.get(address), other.get(address)
    press(here, person.client, answer="")
    assert press(there, other).status_code == 303
    assert typed(app).answers["essay"] == "First words"


def test_a_device_that_comes_after_sending_gets_its_words_back(
    person: Resident, other: FlaskClient
) -> None:
    for name in ("answer/essay", "answer-all"):
        page = other.get(person.address(name))
        field = "essay-answer" if "all" in name else "answer"
        person.send()
        told = press(page, other, **{field: "Too late for this one"})
        assert told.status_code == 409
        assert "Too late for this one" in told.text
        person.begin()
        other.post(person.address("come-back"), data={"key": person.key})


@pytest.mark.parametrize("view", ["answer/essay", "answer-all"])
def test_C16_devices_that_press_at_the_same_moment_lose_no_text(
    app: Flask, person: Resident, view: str
) -> None:
    page = person.client.get(person.address(view))
    name = "essay-answer" if view == "answer-all" else "answer"
    texts = [f"From device {number}" for number in range(PRESSES)]

    def from_device(number: int) -> TestResponse:
        return press(page, app.test_client(), **{name: texts[number]})

    answered = all_at_once(PRESSES, from_device)

    assert sorted(one.status_code for one in answered) == [303] + [409] * (PRESSES - 1)
    now = typed(app)
    kept = [now.answers["essay"], *(one["value"] for one in now.earlier)]
    assert sorted(kept) == texts
