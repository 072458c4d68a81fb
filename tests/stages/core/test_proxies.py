"""Whose word we take for the address of a person: nobody’s, or that of our own proxies."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, request

from consult.app import create_app
from consult.core.database import db

AppBehind = Callable[[int], Flask]


@pytest.fixture
def behind(app: Flask) -> Iterator[AppBehind]:
    """Make the app as it stands behind so many proxies."""
    made: list[Flask] = []

    def make(proxies: int) -> Flask:
        made.append(create_app({**app.config, "PROXIES": proxies}))
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            db.engine.dispose()


@pytest.mark.parametrize(
    ("proxies", "found"), [(0, "127.0.0.1"), (1, "192.0.2.7"), (2, "198.51.100.9")]
)
def test_I23_a_made_up_address_is_believed_only_from_our_own_proxies(
    behind: AppBehind, proxies: int, found: str
) -> None:
    app = behind(proxies)
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))

    # What the sender made up stands first; each proxy adds whom it heard it from.
    forwarded = "203.0.113.1, 198.51.100.9, 192.0.2.7"
    app.test_client().get("/en/", headers={"X-Forwarded-For": forwarded})

    assert seen == [found]


@pytest.mark.parametrize("proxies", [0, 1])
def test_I23_no_proxy_says_which_host_we_are(behind: AppBehind, proxies: int) -> None:
    app = behind(proxies)
    seen: list[str] = []
    app.before_request(lambda: seen.append(request.host_url))

    poisoned = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    app.test_client().get("/en/", headers=poisoned)

    assert seen == ["http://localhost/"]
