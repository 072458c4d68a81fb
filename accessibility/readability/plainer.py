"""Official words that have a plainer one, from a list of our own. English only."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accessibility.readability.english import Phrases, tokens
from accessibility.scripts import primary_language

_STOP = re.compile(r"[.,;:!?()]")  # what parts words that would be a phrase together


@dataclass(frozen=True)
class PlainerWord:
    """Words as written, what to say instead, and their place: characters of the text."""

    found: str
    instead: str
    start: int
    end: int


def plainer_words(text: str, *, language: str) -> tuple[PlainerWord, ...] | None:
    """Return the words that have a plainer one, as they come, in any regular form.

    Returns None for a language that we have no list for.
    """
    if primary_language(language) != "en":
        return None
    words = tuple(tokens(text))
    found = []
    for first, after_last, phrase in _listed().found_in(words):
        start, end = words[first].start, words[after_last - 1].end
        if not _STOP.search(text, start, end):
            found.append(PlainerWord(text[start:end], _suggestions()[phrase], start, end))
    return tuple(found)


@cache
def _listed() -> Phrases:
    return Phrases(_suggestions())


@cache
def _suggestions() -> dict[str, str]:
    listed: dict[str, str] = json.loads(
        Path(__file__).with_name("plainer_words.json").read_text("utf-8")
    )
    return listed
