"""“Nothing” is an answer and says nothing to quote."""

import pytest

from consult.analyse.rules.words import LONGEST_QUOTE, is_blank_in_words, may_be_quoted


@pytest.mark.parametrize(
    "text", ["Nothing.", "N/A", "n/a", " none ", "No comment!", "???", "…", "Don’t know", "NIL", ""]
)
def test_blank_in_words(text: str) -> None:
    assert is_blank_in_words(text)
    assert not may_be_quoted(text)


@pytest.mark.parametrize("text", ["Nothing works", "No buses", "کچھ روشنی چاہیے", "Seats"])
def test_words_that_say_something(text: str) -> None:
    assert not is_blank_in_words(text)
    assert may_be_quoted(text)


def test_only_texts_that_fit_whole_are_quotes() -> None:
    assert not may_be_quoted("a" * (LONGEST_QUOTE + 1))
    assert not may_be_quoted(["walk"])
