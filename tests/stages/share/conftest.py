"""What the tests of format requests share: a consultation that is open."""

import pytest
from flask import Flask

from tests.factories import document, opened, question


@pytest.fixture
def slug(app: Flask) -> str:
    """Give a consultation that opened a week ago."""
    return opened(app, document(question("why")))
