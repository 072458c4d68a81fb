"""An officer who gives a preview, and somebody who was sent its address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core.database import db, reading
from consult.preview.models import Trial
from tests.checking_client import CheckingClient
from tests.factories import Resident, drafted, library_document
from tests.support import officers

SLUG = "library-hours"
DESK = f"/en/officer/consultations/{SLUG}/preview"
_ADDRESS = re.compile(r'href="http://localhost(/en/preview/[\w-]+)"')


def given(client: FlaskClient, desk: str = DESK) -> str:
    """Press “Make an address”, and return the path that the page shows this once."""
    token = officers.token_on(client.get(desk))
    made = client.post(desk, data={"csrf_token": token})
    found = _ADDRESS.search(made.get_data(as_text=True))
    assert found, made.status
    return found[1]


@dataclass
class Previewer(Resident):
    """A person who tries the pages of residents in a preview."""

    def address(self, *parts: str) -> str:
        """Return an address of the preview."""
        return "/".join(("", self.language, "preview", self.slug, *parts))

    def look(self, at: str) -> TestResponse:
        """Open a page and remember the secret in its form."""
        response = super().look(at)
        held = self.client.get_cookie(f"trial-{self.slug}")
        self.key = held.value if held else self.key
        return response


@pytest.fixture
def officer(as_: Callable[..., CheckingClient]) -> CheckingClient:
    return as_("officer", "Amina Khan")


@pytest.fixture
def draft(app: Flask) -> str:
    """Give a consultation that nobody can see yet, with a route and questions about people."""
    return drafted(app, library_document())


@pytest.fixture
def address(draft: str, officer: CheckingClient) -> str:  # noqa: ARG001 - what is previewed
    """Give the private address of its preview."""
    return given(officer)


@pytest.fixture
def previewer(app: Flask, draft: str, address: str) -> Previewer:
    """Give somebody who has opened the address."""
    client = CheckingClient(app)
    assert client.get(address).status_code == 303
    return Previewer(client, draft)


def typed_now(app: Flask) -> dict[str, Any]:
    """Return the test answers of the one browser that has begun."""
    with app.app_context(), reading():
        answers: dict[str, Any] = db.session.scalars(select(Trial)).one().typed.answers
        return answers
