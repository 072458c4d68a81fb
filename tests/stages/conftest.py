"""What the tests of several stages stand on."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.support import officers


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
