"""Machines are noticed and nobody is shut out: a library, a refuge, somebody in a hurry."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.database import reading
from consult.plan.queries import consultation_at
from consult.respond.models import CodeTry, Response
from consult.respond.queries import count_responses
from tests.factories import Resident, count, opened, rows
from tests.stages.respond.posts import CANARY, ONE, all_at_once, raw_bytes

LIBRARY, ELSEWHERE = "203.0.113.77", "198.51.100.23"
WRONG = "AAAA-AAAA"
TOO_MANY, NOT_FOUND = 429, 422


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, ONE)


def somebody(app: Flask, slug: str, *, at: str = LIBRARY) -> Resident:
    """Return a person at an address of the internet."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = at
    return Resident(client, slug)


def answers(person: Resident, said: str = CANARY, *, seconds: float = 60) -> Resident:
    """Let a person begin, take their time, and write."""
    person.begin()
    with time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False):
        assert person.answer("why", said).status_code == 303
    return person


def sends(person: Resident, *, seconds: float = 60, **fields: str) -> TestResponse:
    with time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False):
        at = person.address("check-your-answers")
        return person.client.post(at, data={"draft": person.key, **fields})


def how_many_count(app: Flask, slug: str) -> int:
    with app.app_context(), reading():
        found = consultation_at(slug)
        assert found
        return count_responses(found.id)


def test_F8_who_fills_in_what_nobody_sees_is_noticed_and_counted(app: Flask, slug: str) -> None:
    person = answers(somebody(app, slug))
    check = person.look(person.at).text
    # Out of reach of the eye, the ear and the keyboard.
    assert '<div class="trap" aria-hidden="true">' in check
    assert 'tabindex="-1" autocomplete="off"' in check
    page = sends(person, website="http://spam.example")
    assert (page.status_code, page.location) == (303, person.address("receipt"))
    (response,) = rows(app, select(Response))
    assert (response.signals, response.standing) == (["hidden-field"], "counted")
    assert how_many_count(app, slug) == 1


def test_F8_who_is_faster_than_anybody_can_read_is_noticed_and_counted(
    app: Flask, slug: str
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        for seconds in (0, 1.9, 2):
            person = answers(somebody(app, slug), seconds=0)
            assert sends(person, seconds=seconds).status_code == 303
    sent = rows(app, select(Response).order_by(Response.id))
    assert [one.signals for one in sent] == [["fast"], ["fast"], []]
    assert how_many_count(app, slug) == 3


def test_F1_of_a_flood_nothing_is_dropped_and_each_carries_its_signs(app: Flask, slug: str) -> None:
    with time_machine.travel(clock.now(), tick=False):
        for _turn in range(25):
            machine = answers(somebody(app, slug, at=ELSEWHERE), "Build it", seconds=0)
            assert sends(machine, seconds=0, website="x").status_code == 303
    assert sends(answers(somebody(app, slug))).status_code == 303
    sent = rows(app, select(Response))
    assert how_many_count(app, slug) == len(sent) == 26
    assert sorted(len(one.signals) for one in sent) == [0] + [2] * 25
    assert len({one.network for one in sent}) == 2


def test_F3_60_honest_people_in_one_library_are_all_heard(app: Flask, slug: str) -> None:
    people = [answers(somebody(app, slug), f"{CANARY} {place}") for place in range(60)]
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        pages = all_at_once(60, lambda place: people[place].send())
    assert [page.status_code for page in pages] == [303] * 60
    sent = rows(app, select(Response))
    assert how_many_count(app, slug) == 60
    assert {str(one.signals) for one in sent} == {"[]"}
    assert len({one.network for one in sent}) == 1


def test_F11_one_after_the_other_answers_at_the_only_device_of_a_refuge(
    app: Flask, slug: str
) -> None:
    person, codes = somebody(app, slug), set()
    for place in range(8):
        answers(person, f"{CANARY} {place}")
        assert sends(person).status_code == 303
        page = person.client.get(person.address("receipt"))
        assert "Start new answers" in page.text
        codes.add(person.receipt())
    assert len(codes) == how_many_count(app, slug) == 8


@pytest.mark.parametrize(
    "last",
    [datetime(2026, 2, 1, 23, 59, 59, tzinfo=UTC), datetime(2026, 4, 1, 22, 59, 59, tzinfo=UTC)],
)
def test_P11_a_network_has_another_name_each_london_day(
    app: Flask, january: str, last: datetime
) -> None:
    for at, address in (
        (last - timedelta(hours=20), LIBRARY),
        (last, LIBRARY),
        (last, ELSEWHERE),
        (last + timedelta(seconds=1), LIBRARY),
    ):
        with time_machine.travel(at, tick=False):
            person = somebody(app, january, at=address)
            person.walk({})
            person.send()
    morning, night, other, next_day = (
        one.network for one in rows(app, select(Response).order_by(Response.id))
    )
    assert morning == night
    assert len({night, other, next_day}) == 3


def test_P11_the_address_itself_is_nowhere(
    app: Flask, slug: str, caplog: pytest.LogCaptureFixture
) -> None:
    person = answers(somebody(app, slug))
    sends(person)
    person.client.post(person.address("come-back"), data={"code": WRONG})
    person.client.post(person.address("receipt"), data={"code": WRONG})
    person.client.get(person.address("nothing/here"))
    assert LIBRARY.encode() not in raw_bytes(app)
    assert LIBRARY not in caplog.text
    assert (count(app, Response), count(app, CodeTry)) == (1, 2)


def test_F18_nobody_can_speak_in_the_name_of_another_network(app: Flask, slug: str) -> None:
    for pretended in (None, ELSEWHERE, "127.0.0.1"):
        person = somebody(app, slug)
        if pretended:
            person.client.environ_base["HTTP_X_FORWARDED_FOR"] = pretended
        answers(person)
        sends(person)
    assert len({one.network for one in rows(app, select(Response))}) == 1


def test_A3_after_30_wrong_codes_a_network_waits_an_hour_and_no_other_does(
    app: Flask, slug: str
) -> None:
    begun, sent = answers(somebody(app, slug)), answers(somebody(app, slug))
    begun.answer("why", CANARY, go="later")
    right = begun.client.get(begun.address("saved")).text.split('class="receipt"')[1]
    right = right.split(">")[1].split("<")[0]
    sends(sent)
    receipt = sent.receipt()
    guesser = somebody(app, slug)

    def tries(who: Resident, page: str, code: str) -> int:
        return who.client.post(who.address(page), data={"code": code}).status_code

    for _turn in range(15):
        assert tries(guesser, "come-back", WRONG) == NOT_FOUND
        assert tries(guesser, "receipt", "AAAAA-AAAAA-AAAAA") == NOT_FOUND
    for page, code in (("come-back", right), ("receipt", receipt), ("come-back", WRONG)):
        refused = guesser.client.post(guesser.address(page), data={"code": code})
        assert refused.status_code == TOO_MANY
        assert "Please wait an hour, or call us" in refused.text
    # To wait costs no row, and shuts nobody up: answering goes on, here and elsewhere.
    assert count(app, CodeTry) == 30
    assert sends(answers(guesser)).status_code == 303
    for page, code in (("come-back", right), ("receipt", receipt)):
        assert tries(somebody(app, slug, at=ELSEWHERE), page, code) == 303
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert tries(guesser, "come-back", right) == 303


def test_F6_no_page_asks_people_to_prove_that_they_are_human(app: Flask, slug: str) -> None:
    person = answers(somebody(app, slug))
    for page in ("", "answer/why", "answer-all", "check-your-answers", "come-back", "receipt"):
        text = person.client.get(person.address(page) if page else person.address()).text.lower()
        assert "captcha" not in text
        assert "<script" not in text
        assert "robot" not in text.replace('name="robots"', "")
