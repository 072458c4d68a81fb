"""How a person wants pages to look, from a cookie that anybody could have written."""

import pytest
from flask import Flask

from consult.core.reading import Reading, chosen


@pytest.mark.parametrize(
    ("cookie", "classes"),
    [
        ("", "size-100 spacing-normal"),
        ("150.dark.wide", "size-150 theme-dark spacing-wide"),
        ("300", "size-300 spacing-normal"),
        ("999.pink.huge", "size-100 spacing-normal"),
        ('"><script>..', "size-100 spacing-normal"),
        ("150.dark.wide.more.and.more", "size-150 theme-dark spacing-wide"),
        ("..wide", "size-100 spacing-wide"),
    ],
)
def test_I28_only_known_choices_become_classes(cookie: str, classes: str) -> None:
    with Flask(__name__).test_request_context(headers={"Cookie": f"reading={cookie}"}):
        assert chosen().classes == classes


@pytest.mark.parametrize(
    ("query", "size"), [("?view=large", "200"), ("?view=Large", "100"), ("?view=../etc", "100")]
)
def test_a_link_can_ask_for_large_letters(query: str, size: str) -> None:
    with Flask(__name__).test_request_context(f"/{query}"):
        assert chosen().size == size


def test_choices_can_be_kept_and_read_again() -> None:
    reading = Reading(size="200", theme="", spacing="wide")
    with Flask(__name__).test_request_context(headers={"Cookie": f"reading={reading.cookie}"}):
        assert chosen() == reading
