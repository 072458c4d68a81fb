"""A consultation to translate, and people who may."""

import pytest
from flask import Flask

from tests.factories import document, opened, question

TREES = document(
    question("plant", "single", text="Should we plant 20 trees?", required=True, hint="Tick one."),
    question("where", "text", text="Where?"),
    slug="trees",
    why="Streets are hot.",
    who_is_affected="Everybody who lives here.",
    words=[{"term": "levy", "meaning": "Money that you pay.", "variants": ["levies"]}],
    can_change=["The places. There is a levy."],
)


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, TREES)
