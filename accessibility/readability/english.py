"""English words: where they stand in a text, what they may be a form of, which are easy."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_NOT_TEXT = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_SHORTENED = re.compile(r"(?:n[’']t|[’'](?:s|ll|re|ve|d|m))$")
_SHORTEST_STEM = 3  # letters: “being” is no form of “b”

# How a regular form ends, and what its stem ends with instead.
_ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("iness", "y")),
    *(("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", "le"), ("bly", "ble")),
    *(("ness", ""), ("ful", ""), ("less", ""), ("th", "")),
)
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")  # “stopp”, once “ed” is off


@dataclass(frozen=True)
class Token:
    """A word as written, with its place in the text: characters from `start` up to `end`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text; the parts of “co-production” are words, addresses are not."""
    text = _NOT_TEXT.sub(lambda address: " " * len(address.group()), text)
    for match in _WORD.finditer(text):
        yield Token(match.group(), match.start(), match.end())


@lru_cache(maxsize=20_000)  # forms; a language has so many in daily use
def bases(word: str) -> frozenset[str]:
    """Return what a word may be a regular form of, itself too, in small letters.

    “hopefully” may be a form of “hopeful” and of “hope”. Some guesses are no words at all.
    """
    whole = word.casefold()
    plain = _SHORTENED.sub("", whole)
    nearer = frozenset(_stems(plain))
    return nearer | {whole, plain} | {stem for one in nearer for stem in _stems(one)}


def _stems(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem + instead) >= _SHORTEST_STEM:
            yield stem + instead
            if not instead and _DOUBLED.search(stem):
                yield stem[:-1]


def singular(word: str) -> str:
    """Return one name for the singular and the plural of a word, in small letters."""
    plain = _SHORTENED.sub("", word.casefold())
    if plain.endswith("ies"):
        return plain.removesuffix("ies") + "y"
    return plain if plain.endswith("ss") else plain.removesuffix("s")


def is_easy(word: str) -> bool:
    """Tell whether a word, or what it is a form of, stands in the lists of easy words."""
    known = _easy_words()
    possible = bases(word)
    return not known.isdisjoint(possible | {one.removeprefix("un") for one in possible})


@cache
def _easy_words() -> frozenset[str]:
    """Return the words of Dale and Chall, 1948, and what has come into daily use since."""
    listed = (files("textstat") / "resources" / "en" / "easy_words.txt").read_text("utf-8")
    ours = Path(__file__).with_name("everyday_words.txt").read_text("utf-8")
    return frozenset(word.casefold() for word in (listed + ours).split())


# A phrase, and the forms that each of its words may have.
_Listed = tuple[str, tuple[frozenset[str], ...]]


class Phrases:
    """Words and phrases to look for in every regular form of theirs, the longest first.

    With `any_form` they stand for each other’s forms too: “volunteering” finds “volunteers”.
    """

    def __init__(self, phrases: Collection[str], *, any_form: bool = False) -> None:
        self._by_form: dict[str, list[_Listed]] = {}
        for phrase in phrases:
            words = (token.text for token in tokens(phrase))
            forms = tuple(bases(word) if any_form else {word.casefold()} for word in words)
            for form in forms[0] if forms else ():
                self._by_form.setdefault(form, []).append((phrase, tuple(map(frozenset, forms))))

    def found_in(self, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Yield the places of the first and after the last word, and the phrase as listed."""
        after = 0
        for at, word in enumerate(words):
            if at < after:
                continue
            for phrase, forms in self._starting_with(word.text):
                there = words[at : at + len(forms)]
                if len(there) == len(forms) and all(
                    not one.isdisjoint(bases(word.text))
                    for one, word in zip(forms, there, strict=True)
                ):
                    after = at + len(forms)
                    yield at, after, phrase
                    break

    def _starting_with(self, word: str) -> list[_Listed]:
        """Return the phrases that may start with a word, the longest first."""
        found = [one for form in bases(word) for one in self._by_form.get(form, ())]
        return sorted(found, key=lambda one: -len(one[1]))
