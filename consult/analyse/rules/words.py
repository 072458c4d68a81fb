"""Telling an answer from a blank in words: “Nothing.” and “N/A” say nothing to quote."""

import re

# Said in full, after small letters and marks are taken off.
BLANK_WORDS = frozenset(
    {
        "n a",
        "na",
        "n",
        "nil",
        "no",
        "none",
        "nope",
        "nothing",
        "nothing at all",
        "nothing really",
        "nothing at present",
        "nothing to add",
        "nothing else",
        "no nothing",
        "absolutely nothing",
        "not a thing",
        "not really",
        "no not really",
        "no comment",
        "no comments",
        "no thanks",
        "no thank you",
        "no idea",
        "no opinion",
        "not applicable",
        "not sure",
        "not known",
        "don t know",
        "dont know",
        "do not know",
        "dk",
        "unsure",
        "none that i can think of",
        "nothing i can think of",
        "nothing comes to mind",
        "can t think of anything",
        "i can t think of anything",
        "i don t think so",
        "as above",
        "see above",
        "same",
        "same as above",
        "blank",
        "left blank",
        "test",
        "yes",
        "ok",
        "x",
        "xx",
        "xxx",
    }
)
# A quote is never cut, so a longer text is not offered as one.
LONGEST_QUOTE = 600


def is_blank_in_words(text: str) -> bool:
    """Say whether a text holds words and says nothing."""
    letters = re.sub(r"[\W_]+", " ", text.lower()).strip()
    return not letters or letters in BLANK_WORDS


def may_be_quoted(text: object) -> bool:
    """Say whether an answer could stand as a quote; whether it may is the person’s choice."""
    return isinstance(text, str) and len(text) <= LONGEST_QUOTE and not is_blank_in_words(text)
