"""The doors through which officers change a consultation, for tests."""

import html
from datetime import UTC, datetime

from click.testing import Result
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.compact.models import Departure
from tests.checking_client import CheckingClient
from tests.factories import BY
from tests.support import officers

WHY = "The hall is closed in spring."
SLUG = "trees-in-our-streets"
DATES = f"/en/officer/consultations/{SLUG}/dates"
OPEN = f"/en/officer/consultations/{SLUG}/open"
MOVED = {"opens": "2026-01-12", "closes": "2026-03-31"}
# A week before its first day.
BEFORE = datetime(2026, 1, 5, 12, tzinfo=UTC)
DEPARTURES = select(Departure).order_by(Departure.id)


def press(client: CheckingClient, at: str, **fields: str) -> TestResponse:
    """Open a page and send its form."""
    page = client.get(at)
    carried = {"csrf_token": officers.token_on(page), **officers.hidden_on(page, action=at)}
    return client.post(at, data={**carried, **fields})


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["consultation", *words, "--by", BY])


def words_on(page: TestResponse) -> str:
    return html.unescape(page.get_data(as_text=True))
