"""What a text is made of: sentences, bullets and headings, each with its words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from accessibility.scripts import primary_language

_MARKER = re.compile(r"\s*(?:[-*•◆♦▪–]|#{1,6}|\(?\d{1,3}[.)])\s+")
_LONG_WORD = 6  # letters: a longer word is a long one. C. H. Björnsson, “Läsbarhet”, 1968


@dataclass(frozen=True)
class Sentence:
    """A sentence, bullet or heading, with the number of its words."""

    text: str
    words: int


def sentences_of(text: str, language: str) -> Iterator[Sentence]:
    """Yield the parts of a text whose every line is a paragraph, bullet or heading."""
    for line in text.splitlines():
        content = _MARKER.sub("", line, count=1) if _MARKER.match(line) else line
        for part in sentencex.segment(primary_language(language), content.strip()):
            words = len(words_of(part))
            if words:
                yield Sentence(part.strip(), words)


def words_of(text: str) -> list[str]:
    """Return what white space parts and has a letter or a digit in it."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def letters_in(word: str) -> int:
    """Count letters and digits; vowel signs and accents of their own are none."""
    return sum(unicodedata.category(letter)[0] in "LN" for letter in word)


def is_long(word: str) -> bool:
    """Tell whether a word has more than six letters."""
    return letters_in(word) > _LONG_WORD
