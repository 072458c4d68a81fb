"""A consultation to write Easy Read of, and people who may."""

import pytest
from flask import Flask

from tests.factories import document, opened, question

TREES = document(
    question("plant", "single", text="Should we plant 20 trees?", required=True),
    question("where", "text", text="Where?"),
    slug="trees",
    words=[{"term": "levy", "meaning": "Money that you pay."}],
)


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, TREES)
