"""A promised language or format is ready while it says what is said now, and not before."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from consult.core import clock
from consult.plan.checks.readiness import readiness
from consult.plan.queries import consultation_at, working_row
from tests.factories import SAID, document, drafted, question
from tests.stages.plan.test_readiness import PLAIN, WAY_OUT
from tests.support import easy_reading, signing, translations

pytestmark = pytest.mark.usefixtures("january")

PROMISED = {"languages_promised": ["en", "ur", "bfi"], "formats_promised": ["easy-read"]}
LATER = question("plant", "single", text="Shall we plant many trees?", options=WAY_OUT)


def draft_of(app: Flask, asked: Mapping[str, Any]) -> str:
    return drafted(app, document(asked, **SAID, **PROMISED, slug="trees"))


def not_ready(app: Flask, slug: str) -> object:
    """Return the codes of what was promised and is not there."""
    with app.app_context():
        found = consultation_at(slug)
        assert found
        tasks = readiness(found, working_row(found.id), at=clock.now()).tasks
        (task,) = (one for one in tasks if one.code == "everything-promised")
        return task.facts.get("not_ready", ()) if not task.is_done else ()


def test_what_was_never_made_is_not_ready(app: Flask) -> None:
    assert not_ready(app, draft_of(app, PLAIN)) == ["ur", "bfi", "easy-read"]


def test_a_whole_translation_is_ready_until_the_words_change(app: Flask) -> None:
    slug = draft_of(app, PLAIN)
    translations.translated(app, slug)
    assert not_ready(app, slug) == ["bfi", "easy-read"]
    assert draft_of(app, LATER) == slug
    assert not_ready(app, slug) == ["ur", "bfi", "easy-read"]


def test_easy_read_is_ready_once_people_checked_these_very_words(app: Flask) -> None:
    slug = draft_of(app, PLAIN)
    easy_reading.offered(app, slug, check=False)
    assert not_ready(app, slug) == ["ur", "bfi", "easy-read"]
    easy_reading.offered(app, slug)
    assert not_ready(app, slug) == ["ur", "bfi"]
    draft_of(app, LATER)
    assert not_ready(app, slug) == ["ur", "bfi", "easy-read"]


def test_a_signed_video_of_other_words_is_not_ready(app: Flask) -> None:
    slug = draft_of(app, PLAIN)
    signing.offer_a_video(app, slug, is_current=True)
    assert not_ready(app, slug) == ["ur", "easy-read"]
    draft_of(app, LATER)
    assert not_ready(app, slug) == ["ur", "bfi", "easy-read"]
