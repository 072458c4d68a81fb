"""Asking for another format or language: what, by when, how to reach you; nothing more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core.days import LONDON
from consult.share.models import FormatRequest
from consult.share.queries import contact_of
from tests.checking_client import CheckingClient
from tests.factories import count, document, drafted, opened, question, rows
from tests.stages.share.asking import EMAIL, PHONE, POST, address, ask, items, tick, words_on
from tests.support.pressing import fields_on, press

WEDNESDAY = datetime(2026, 1, 14, 10, tzinfo=LONDON)


def test_the_page_of_a_consultation_leads_to_it(client: CheckingClient, slug: str) -> None:
    page = client.get(f"/en/consultations/{slug}").text
    assert page.count(f'href="{address(slug)}"') == 2  # beside the other ways to read, and below


def test_the_day_is_promised_before_anything_is_typed_and_before_sending(
    client: CheckingClient, app: Flask
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        slug = opened(app, document(question("why")))
        first = words_on(client.get(address(slug)))
        assert "By Wednesday 14 January 2026" in first  # large print
        assert "By Wednesday 21 January 2026" in first  # Braille
        assert "By Wednesday 4 February 2026" in first  # British Sign Language
        second = tick(client, slug, to_hear=["braille-contracted"], language="Somali")
        assert "Braille, contracted (grade 2) – Somali" in words_on(second)
        assert "By Wednesday 4 February 2026" in words_on(second)
        assert count(app, FormatRequest) == 0
        sent = press(second, client, **POST)
        assert "By Wednesday 4 February 2026" in words_on(client.get(sent.location))
    assert [(one.format, one.language, one.promised_by) for one in items(app)] == [
        ("braille-contracted", "so", date(2026, 2, 4))
    ]


@pytest.mark.parametrize(
    ("ticked", "reach", "asked_for"),
    [
        ({"to_read": ["large-print-24"]}, POST, ["name", "address"]),
        ({"on_device": ["word", "e-book"]}, EMAIL, ["email"]),
        ({"in_person": ["phone-help"]}, PHONE, ["phone", "phone_by"]),
        ({"in_language": ["bsl"]}, EMAIL, ["name", "address", "email", "phone", "phone_by"]),
        ({"in_language": ["bsl"]}, PHONE, ["name", "address", "email", "phone", "phone_by"]),
        ({"to_read": ["easy-read"]}, POST, ["name", "address", "email", "phone", "phone_by"]),
        (
            {"to_hear": ["audio-cd", "audio-file"]},
            {**POST, **EMAIL},
            ["name", "address", "email"],
        ),
    ],
    ids=str,
)
def test_a_person_is_asked_only_for_what_it_takes_and_can_finish(
    app: Flask,
    client: CheckingClient,
    slug: str,
    ticked: dict[str, list[str]],
    reach: dict[str, str],
    asked_for: list[str],
) -> None:
    page = tick(client, slug, **ticked)
    contact = {"name", "address", "email", "phone", "phone_by"}
    assert set(fields_on(page)) & contact == set(asked_for)
    assert press(page, client, **reach).status_code == 303
    assert len(items(app)) == sum(map(len, ticked.values()))


def test_the_reference_is_on_the_page_and_opens_it_on_another_device(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    code = ask(client, slug, POST, to_read=["giant-print-28"])
    there = app.test_client()
    assert "Giant print" not in there.get(address(slug, "request")).text
    typed = code.lower().replace("-", " ")
    opened_there = there.post(address(slug, "request"), data={"code": typed})
    assert opened_there.status_code == 303
    page = there.get(opened_there.location)
    assert "Giant print (28 points)" in page.text
    assert code in page.text
    assert "Canary" not in page.text


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Write the reference that you were given"),
        ("ACDEF-GHJKM-NPQRT", "We find no request with this reference"),
    ],
)
def test_a_wrong_reference_opens_nothing(
    client: CheckingClient, slug: str, code: str, told: str
) -> None:
    refused = client.post(address(slug, "request"), data={"code": code})
    assert refused.status_code == 422
    assert told in refused.text


def test_references_cannot_be_guessed_all_day(client: CheckingClient, slug: str) -> None:
    for _try in range(30):
        client.post(address(slug, "request"), data={"code": "ACDEF-GHJKM-NPQRT"})
    refused = client.post(address(slug, "request"), data={"code": "ACDEF-GHJKM-NPQRT"})
    assert refused.status_code == 429


def test_a_reference_opens_nothing_at_another_consultation(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    code = ask(client, slug, POST, to_hear=["audio-cd"])
    other = opened(app, document(question("why"), title="Buses"))
    refused = client.post(address(other, "request"), data={"code": code})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        ({}, "Tick what you need"),
        ({"to_read": ["no-such-thing"]}, "Tick what you need"),
        ({"to_read": ["other-size"]}, "Say what you need"),
        ({"in_language": ["translation"]}, "Write the name of the language"),
        ({"in_person": ["other"]}, "Say what you need"),
        ({"in_person": ["other"], "words": "x" * 501}, "Make it 500 or fewer"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_is_missing_on_the_first_page_is_said_and_nothing_is_lost(
    app: Flask, client: CheckingClient, slug: str, ticked: dict[str, str], told: str
) -> None:
    refused = tick(client, slug, **ticked)
    assert refused.status_code == 422
    assert told in refused.text
    assert ticked.get("words", "") in refused.text
    assert count(app, FormatRequest) == 0


def nothing_is_lost(page: TestResponse, typed: dict[str, str]) -> None:
    found = fields_on(page)
    assert {name: found[name][0].replace("\r\n", "\n") for name in typed} == typed


@pytest.mark.parametrize(
    ("ticked", "reach", "told"),
    [
        ({"to_hear": ["audio-cd"]}, {**POST, "name": ""}, "Write your name"),
        ({"to_hear": ["audio-cd"]}, {**POST, "address": ""}, "Write your address"),
        ({"on_device": ["word"]}, {"email": ""}, "Write your e-mail address"),
        ({"on_device": ["word"]}, {"email": "zenobia at home"}, "Write an address like"),
        ({"in_person": ["phone-help"]}, {"phone": "home"}, "Write a phone number in digits"),
        ({"in_language": ["bsl"]}, {"helper": "Bola"}, "Fill in one of these"),
        ({"in_language": ["bsl"]}, {"name": "", "address": "7 Walk"}, "Write your name"),
        ({"in_language": ["bsl"]}, {"phone": "123"}, "Write a phone number in digits"),
        ({"to_hear": ["audio-cd"]}, {**POST, "address": "x" * 501}, "Make it 500 or fewer"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_is_missing_on_the_second_page_is_said_and_nothing_is_lost(
    app: Flask,
    client: CheckingClient,
    slug: str,
    ticked: dict[str, list[str]],
    reach: dict[str, str],
    told: str,
) -> None:
    refused = press(tick(client, slug, **ticked), client, **reach)
    assert refused.status_code == 422
    assert told in refused.text
    nothing_is_lost(refused, reach)
    assert count(app, FormatRequest) == 0
    mended = press(refused, client, **POST, **EMAIL, **PHONE)
    assert mended.status_code == 303


def test_going_back_to_change_the_ticks_loses_nothing(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    second = tick(client, slug, to_read=["other-size"], size="26 points")
    first = press(second, client, **POST, go="back")
    assert fields_on(first)["to_read"] == ["other-size"]
    nothing_is_lost(first, {"size": "26 points", **POST})
    again = press(first, client, to_read=["paper-form"], size="")
    nothing_is_lost(again, POST)
    assert press(again, client).status_code == 303
    assert [one.format for one in items(app)] == ["paper-form"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("somali", "so"), ("  Urdu ", "ur"), ("اردو", "ur"), ("ਪੰਜਾਬੀ", "pa"), ("Rhubarb", "und")],
)
def test_a_language_is_known_by_its_names_and_otherwise_kept_as_typed(
    app: Flask, client: CheckingClient, slug: str, typed: str, code: str
) -> None:
    ask(client, slug, EMAIL, language=typed)
    assert [one.language for one in items(app)] == [code]


def test_the_pages_work_in_urdu(client: CheckingClient, slug: str) -> None:
    first = client.get(address(slug, language="ur"))
    second = press(first, client, to_hear=["audio-cd"])
    sent = press(second, client, **POST)
    assert sent.status_code == 303
    assert '<bdi class="receipt" dir="ltr">' in client.get(sent.location).text


def test_who_gives_a_name_and_a_number_needs_no_address(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    ask(client, slug, {"name": "Zenobia Quill", **PHONE}, in_language=["bsl"])
    (request,) = rows(app, select(FormatRequest))
    with app.app_context():
        assert contact_of(request) == {"name": "Zenobia Quill", **PHONE}


def test_pressing_twice_sends_one(app: Flask, client: CheckingClient, slug: str) -> None:
    page = tick(client, slug, to_hear=["audio-cd"], in_language=["bsl"])
    codes = {press(page, client, **POST).headers["Set-Cookie"].split(";")[0] for _twice in "12"}
    assert len(codes) == 1
    assert count(app, FormatRequest) == 1
    assert len(items(app)) == 2


def test_pressing_at_the_same_moment_sends_one(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    page = tick(client, slug, to_hear=["audio-cd"])
    fields, start = {**fields_on(page), **POST}, Barrier(8)

    def one_press(_number: int) -> int:
        browser = app.test_client()
        start.wait()
        return browser.post(address(slug), data=fields).status_code

    with ThreadPoolExecutor(8) as people:
        assert set(people.map(one_press, range(8))) == {303}
    assert count(app, FormatRequest) == 1
    assert len(items(app)) == 1


def test_the_same_page_filled_in_anew_is_a_new_request(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    page = tick(client, slug, to_hear=["audio-cd"])
    press(page, client, **POST)
    press(page, client, **{**POST, "name": "Her neighbour"})
    assert count(app, FormatRequest) == 2


def test_words_beside_a_thing_that_is_not_ticked_ask_for_nothing(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    page = client.get(address(slug))
    second = press(page, client, to_hear=["audio-cd"], words="A canary", language="Somali")
    assert press(second, client, **POST).status_code == 303
    assert [(one.format, one.language) for one in items(app)] == [("audio-cd", "en")]
    (request,) = rows(app, select(FormatRequest))
    with app.app_context():
        assert contact_of(request) == POST


@pytest.mark.parametrize("days_ago", [-5, 90])
def test_people_can_ask_before_it_opens_and_after_it_closed(
    app: Flask, client: CheckingClient, days_ago: int
) -> None:
    slug = opened(app, document(question("why")), days_ago=days_ago)
    assert ask(client, slug, EMAIL, on_device=["plain-text"])


def test_a_draft_is_nowhere(app: Flask, client: CheckingClient) -> None:
    slug = drafted(app, document(question("why")))
    assert client.get(address(slug)).status_code == 404
    assert client.post(address(slug), data={"to_read": "easy-read"}).status_code == 404
    assert client.get(address(slug, "request")).status_code == 404
