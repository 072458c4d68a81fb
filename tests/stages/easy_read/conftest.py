"""A consultation to write Easy Read of, and people who may."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import document, opened, question
from tests.support import officers

TREES = document(
    question("plant", "single", text="Should we plant 20 trees?", required=True),
    question("where", "text", text="Where?"),
    slug="trees",
    words=[{"term": "levy", "meaning": "Money that you pay."}],
)


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, TREES)


@pytest.fixture
def as_(app: Flask) -> Callable[..., CheckingClient]:
    """Sign somebody in, in a browser of their own."""

    def signed_in(role: str, name: str) -> CheckingClient:
        with app.app_context():
            known = officers.add(role, name=name, email=f"{name.split(maxsplit=1)[0]}@example.org")
        client = CheckingClient(app)
        officers.sign_in(client, known)
        return client

    return signed_in
