"""Nobody buries people’s requests under made-up ones; a person who is refused can ring us."""

from datetime import timedelta

import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from consult.core import clock
from consult.share.models import FormatRequest
from tests.checking_client import CheckingClient
from tests.factories import count
from tests.stages.share.asking import POST, address, tick, words_on
from tests.support.pressing import fields_on

ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def send(client: CheckingClient, slug: str, key: str, **elsewhere: str) -> TestResponse:
    fields = fields_on(tick(client, slug, to_read=["large-print-24"]))
    typed = {**fields, **POST, "key": key}
    return client.post(address(slug), data=typed, environ_overrides=elsewhere)


def send_twenty(client: CheckingClient, slug: str) -> None:
    fields = fields_on(tick(client, slug, to_read=["large-print-24"]))
    for place in range(20):
        sent = client.post(address(slug), data={**fields, **POST, "key": f"press {place}"})
        assert sent.status_code == 303


def test_twenty_requests_in_an_hour_are_enough_from_one_network(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    send_twenty(client, slug)
    refused = send(client, slug, "one more")
    assert refused.status_code == 429
    assert count(app, FormatRequest) == 20
    with app.app_context():
        phone = app.config["ORGANISATION"]["phone"]
    assert "Please call us instead" in words_on(refused)
    assert words_on(refused).count(phone) >= 1


def test_who_is_refused_keeps_what_was_typed_and_can_send_it_later(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    with time_machine.travel(clock.now(), tick=False) as clocks:
        send_twenty(client, slug)
        refused = send(client, slug, "one more")
        kept = fields_on(refused)
        assert kept["name"] == [POST["name"]]
        assert kept["address"] == [POST["address"].replace("\n", "\r\n")]
        assert kept["to_read"] == ["large-print-24"]
        clocks.shift(timedelta(hours=1, seconds=1))
        again = client.post(address(slug), data=kept)
    assert again.status_code == 303
    assert count(app, FormatRequest) == 21


def test_people_elsewhere_are_not_held_back(app: Flask, client: CheckingClient, slug: str) -> None:
    send_twenty(client, slug)
    assert send(client, slug, "one more", **ELSEWHERE).status_code == 303
    assert count(app, FormatRequest) == 21
