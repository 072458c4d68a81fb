"""The first page comes quickly on a poor line: few bytes, few requests, no script."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from bench.landing_page import MOST_BYTES, MOST_REQUESTS, cold_sizes
from tests.factories import library_document, opened

pytestmark = pytest.mark.browser

LIGHT_QUESTION = 20_000  # bytes over the wire, with style and picture


def test_a_first_visit_is_light(app: Flask, live_server: str, browser: Browser) -> None:
    slug = opened(app, library_document())

    for path in ("", f"consultations/{slug}", f"consultations/{slug}/questions"):
        for language in ("en", "ur"):
            sizes = cold_sizes(browser, f"{live_server}/{language}/{path}")
            assert sum(sizes) <= MOST_BYTES, path
            assert len(sizes) <= MOST_REQUESTS, path


def test_a_question_is_light_on_a_first_visit(
    app: Flask, live_server: str, browser: Browser
) -> None:
    slug = opened(app, library_document())
    for language in ("en", "ur"):
        sizes = cold_sizes(browser, f"{live_server}/{language}/consultations/{slug}", begin=True)
        assert sum(sizes) <= LIGHT_QUESTION
