"""A consultation that opened today, and people with accounts."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import document, opened, question
from tests.support import officers

TREES = document(question("where", "text"), slug="trees")


@pytest.fixture
def trees(app: Flask) -> str:
    """Open the consultation today, so that nothing is late, and give its officer’s page."""
    opened(app, TREES, days_ago=0)
    return "/en/officer/consultations/trees/bsl"


@pytest.fixture
def as_(app: Flask) -> Callable[[str], CheckingClient]:
    """Sign somebody in, in a browser of their own."""

    def signed_in(role: str) -> CheckingClient:
        with app.app_context():
            known = officers.add(role, name=f"A {role}")
        client = CheckingClient(app)
        officers.sign_in(client, known)
        return client

    return signed_in


@pytest.fixture
def publisher(as_: Callable[[str], CheckingClient]) -> CheckingClient:
    return as_("publisher")
