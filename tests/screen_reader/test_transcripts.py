"""Pages sound as somebody has reviewed them, in English and in Urdu."""

import pytest
from flask import Flask

from tests.factories import opened
from tests.screen_reader.golden import AROUND, WHAT_TO_DO, differences
from tests.screen_reader.journey import Listener, park_document
from tests.support.browsers import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_sounds_as_reviewed(
    app: Flask, site: str, open_page: OpenPage, language: str
) -> None:
    slug = opened(app, park_document())
    # Our pages let no script run; the reader is one.
    page = open_page(java_script_enabled=True, bypass_csp=True, locale="en-GB")
    heard = Listener(page, f"{site}/{language}/consultations/{slug}").listen_to_everything()

    found = differences(language, heard)
    assert not found, "\n".join([WHAT_TO_DO, *found])
    first, *others = heard.values()
    assert [other.title for other in others if other.around != first.around] == [], AROUND
