"""What the journeys share: a watched browser, and a site with examples on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.factories import library_document, opened
from tests.support.browsers import OpenPage
from tests.support.watching import Watch


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Give the watch over the browser; what it saw fails the test at its end."""
    watching = Watch()
    yield watching
    assert not watching.seen, "\n".join(watching.seen)


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Open clean, watched pages: no cookies, and scripts off unless asked for."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        chosen = {"java_script_enabled": False, "locale": "en-GB", **options}
        context = browser.new_context(**chosen)
        context.set_default_timeout(10_000)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def library(app: Flask, live_server: str) -> str:
    """Serve the library consultation, open since a week ago, and give its address."""
    return f"{live_server}/en/consultations/{opened(app, library_document())}"
