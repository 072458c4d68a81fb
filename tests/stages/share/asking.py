"""Somebody who asks for formats, in a browser without scripts."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.share.models import RequestedFormat
from tests.checking_client import CheckingClient
from tests.factories import code_on, rows
from tests.support import officers
from tests.support.pressing import press

POST = {"name": "Zenobia Quill", "address": "7 Canary Walk\nIlford IG1 1DD"}
EMAIL = {"email": "zenobia@canary.example"}
PHONE = {"phone": "020 7946 0999", "phone_by": "relay"}


def address(slug: str, *parts: str, language: str = "en") -> str:
    """Return an address of the pages on which people ask."""
    return "/".join(("", language, "consultations", slug, "ask", *parts))


def tick(client: FlaskClient, slug: str, **ticked: Any) -> TestResponse:
    """Open the first page, tick, and press “Continue”. Who names a language has ticked it."""
    if "language" in ticked:
        ticked["in_language"] = [*ticked.get("in_language", ()), "translation"]
    return press(client.get(address(slug)), client, **ticked)


def ask(client: FlaskClient, slug: str, reach: Mapping[str, str], **ticked: Any) -> str:
    """Ask for something, and return the reference."""
    sent = press(tick(client, slug, **ticked), client, **reach)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return code_on(client.get(sent.location))


def items(app: Flask) -> list[RequestedFormat]:
    """Return everything that was asked for."""
    return rows(app, select(RequestedFormat).order_by(RequestedFormat.id))


def officer(app: Flask, *, email: str = "") -> CheckingClient:
    """Give an officer who is signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    with app.app_context():
        known = officers.add("officer", email=email)
    officers.sign_in(client, known)
    return client


def take(desk: FlaskClient, item: RequestedFormat, step: str, **typed: str) -> TestResponse:
    """Press one of the buttons on the page of a request."""
    at = f"/en/officer/requests/{item.request_id}"
    token = officers.token_on(desk.get(at))
    own = {f"format-{item.id}-{name}": value for name, value in typed.items()}
    fields = {"csrf_token": token, "item": str(item.id), "step": step, **own}
    return desk.post(at, data=fields)


def send(desk: FlaskClient, item: RequestedFormat) -> None:
    """Make something, check it and send it."""
    for step in ("made", "checked", "sent"):
        assert take(desk, item, step, name="Bola Ade").status_code == 303


def words_on(page: TestResponse) -> str:
    """Return what a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))
