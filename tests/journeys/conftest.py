"""What the journeys share: a watched browser, and a site with examples on it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from playwright.sync_api import Browser, BrowserContext, Page

from tests.factories import library_document, opened
from tests.support import every_state
from tests.support.browsers import OpenPage
from tests.support.visitors import Visitor
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
def library(app: Flask, site: str) -> str:
    """Serve the library consultation, open since a week ago, and give its address."""
    return f"{site}/en/consultations/{opened(app, library_document())}"


@pytest.fixture
def rendered(app: Flask) -> Iterator[set[str]]:
    """Give the names of the templates that were shown."""
    names: set[str] = set()

    def note(_app: Flask, template: Template, **_more: object) -> None:
        names.add(template.name or "")

    with template_rendered.connected_to(note, app):
        yield names


@pytest.fixture
def visit(site: str, open_page: OpenPage) -> Callable[[str], Visitor]:
    """Give a function that sends somebody with a phone to the site."""

    def start(language: str) -> Visitor:
        page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=True)
        return Visitor(page, site, language)

    return start


@pytest.fixture
def filled(app: Flask, site: str) -> str:
    """Serve a site with everything on it."""
    every_state.fill(app)
    every_state.publish(app)
    return site
