"""How a person wants pages to look, from a cookie that anybody could have written."""

import pytest
from flask import Flask

from consult.core.reading import Reading, chosen, in_large_letters


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
        (
            "150.dark.wide.45.off.off",
            "size-150 theme-dark spacing-wide line-45 pictures-off motion-off",
        ),
        ("100..normal....easy", "size-100 spacing-normal words-easy"),
        ("100..normal..off", "size-100 spacing-normal pictures-off"),
        ("100..normal.60.on.on", "size-100 spacing-normal"),
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


@pytest.mark.parametrize(
    "reading",
    [
        Reading(),
        Reading(size="200", theme="", spacing="wide"),
        Reading(line="75", motion="off"),
        Reading(theme="cream", pictures="off"),
        Reading(words="easy"),
    ],
)
def test_choices_can_be_kept_and_read_again(reading: Reading) -> None:
    with Flask(__name__).test_request_context(headers={"Cookie": f"reading={reading.cookie}"}):
        assert chosen() == reading


@pytest.mark.parametrize(
    ("address", "large"),
    [
        ("/en/", "/en/?view=large"),
        ("/en/words?a=1&b=", "/en/words?a=1&b=&view=large"),
        ("/en/?view=large", "/en/?view=large"),
        ("/ur/?q=ا ب&view=small", "/ur/?q=%D8%A7+%D8%A8&view=large"),
    ],
)
def test_an_address_can_be_shared_in_large_letters(address: str, large: str) -> None:
    assert in_large_letters(address) == large
