"""A real browser for the journeys: Debian’s Chromium, driven by Playwright."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # The browser may not leave this machine either.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]

NO_BROWSER = "This needs a browser. Install it: sudo apt-get install chromium-headless-shell"

OpenPage = Callable[..., Page]


def chromium() -> str | None:
    """Return Debian’s Chromium; without the windows around pages where that is installed.

    Both show pages with the same engine. The one without windows does half the work for each.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for this process of the tests."""
    program = chromium()
    if program is None:
        pytest.fail(NO_BROWSER)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a clean page: no cookies, scripts off unless asked for.

    Anything ``browser.new_context`` takes can be said: viewport, locale, forced_colors…
    """
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"java_script_enabled": False, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give a page as most people have it, with scripts allowed."""
    return open_page(java_script_enabled=True)
