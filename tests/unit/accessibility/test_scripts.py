"""A text’s letters tell its script, a language’s tag tells what it should be."""

import pytest

from accessibility.scripts import (
    letters_by_script,
    main_script,
    primary_language,
    script_of_language,
)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Hello, دنیا", "LATIN"),
        ("سلام x", "ARABIC"),
        ("ਪੰਜਾਬੀ", "GURMUKHI"),
        ("12 – £3", None),
        ("", None),
    ],
)
def test_the_main_script_has_most_letters(text: str, script: str | None) -> None:
    assert main_script(text) == script


def test_letters_are_counted_by_script_without_digits_and_signs() -> None:
    assert letters_by_script("ab 1, سلا") == {"LATIN": 2, "ARABIC": 3}


@pytest.mark.parametrize(
    ("tag", "script"), [("en-GB", "LATIN"), ("ur", "ARABIC"), ("so", "LATIN"), ("TA-IN", "TAMIL")]
)
def test_a_tag_tells_its_script_whatever_the_region(tag: str, script: str) -> None:
    assert script_of_language(tag) == script


def test_the_region_of_a_tag_is_left_out() -> None:
    assert primary_language("en-GB") == "en"
