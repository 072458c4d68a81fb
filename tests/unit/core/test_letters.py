"""Letters that no file or database can hold are taken out; all others stay as typed."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.core.letters import cleaned, has_unstorable, is_storable, letters_in_longest
from consult.core.settings import LONGEST_TEXT

KEPT = [
    "Tabs\tand\nlines",
    "😀 👩‍👩‍👧‍👦 Ŵyl y Gwanwyn",
    "اردو اور \u202e الٹا",
    "e" + "\u0301" * 2000,
    "\x7f\x85",
    "",
]


@pytest.mark.parametrize("text", KEPT)
def test_I8_what_people_write_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text
    assert not has_unstorable(text)


@pytest.mark.parametrize("letter", ["\0", "\x01", "\x0b", "\x1b", "\ud800", "\ufffe"])
def test_I3_what_cannot_be_stored_is_taken_out(letter: str) -> None:
    assert has_unstorable(f"a{letter}b")
    assert cleaned(f"a{letter}b") == "ab"


def test_a_line_end_is_one_letter() -> None:
    assert cleaned("a\r\nb") == "a\nb"
    assert not has_unstorable("a\r\nb")


def test_lists_and_mappings_are_cleaned_inside() -> None:
    value = {"a": ["x\0", 5], "b": {"c": "y\0"}}
    assert has_unstorable(value)
    assert cleaned(value) == {"a": ["x", 5], "b": {"c": "y"}}
    assert not has_unstorable(5)


@pytest.mark.parametrize(
    ("value", "longest"),
    [("abc", 3), (["a", "abcd"], 4), ({"x": ["ab"]}, 2), ([], 0), ({}, 0), (12345, 0), (None, 0)],
)
def test_the_longest_text_counts(value: Any, longest: int) -> None:
    assert letters_in_longest(value) == longest


def test_I2_a_text_just_under_the_limit_can_be_stored() -> None:
    assert is_storable("x" * LONGEST_TEXT)
    assert not is_storable(["x" * (LONGEST_TEXT + 1)])


@given(st.text(st.characters(), max_size=50))
def test_I9_what_is_left_can_stand_in_any_file(text: str) -> None:
    left = cleaned(text)
    assert not has_unstorable(left)
    assert left.encode("utf-8").decode("utf-8") == left
    element = ET.Element("text")
    element.text = left
    ET.fromstring(ET.tostring(element, "utf-8"))  # noqa: S314 - we made it ourselves
