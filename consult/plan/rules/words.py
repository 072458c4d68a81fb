"""Which words of the word list stand in a text, and where they stand first."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from consult.plan.rules.definition import Word


@dataclass(frozen=True)
class Piece:
    """A part of a text; with a word where the page mentions that word first."""

    text: str
    word: Word | None = None


@dataclass(frozen=True)
class Explained:
    """A paragraph or the points of a list, and the words that a box after it explains."""

    texts: tuple[tuple[Piece, ...], ...]
    words: tuple[Word, ...]


def in_alphabet(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return words in the order of the alphabet."""
    return tuple(sorted(words, key=lambda word: (word.term.casefold(), word.term)))


def words_in(texts: Iterable[str], words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words of a list that stand in some texts, by the alphabet."""
    return explained({"": texts}, words)[""].words


def explained(groups: Mapping[str, Iterable[str]], words: tuple[Word, ...]) -> dict[str, Explained]:
    """Return the paragraphs and lists of a page, in its order, with their words.

    A word is explained where the page mentions it first, and only there. The longest
    match counts: “mobile library” is no mention of “library”.
    """
    seen: set[Word] = set()
    made = {}
    for name, texts in groups.items():
        before = frozenset(seen)
        pieces = tuple(tuple(_pieces(text, words, seen)) for text in texts)
        made[name] = Explained(pieces, in_alphabet(seen - before))
    return made


def _pieces(text: str, words: tuple[Word, ...], seen: set[Word]) -> Iterator[Piece]:
    """Cut a text at first mentions, and note them among the words that were seen."""
    end = 0
    for start, stop, word in _mentions(text, words):
        if word in seen:
            continue
        seen.add(word)
        if start > end:
            yield Piece(text[end:start])
        yield Piece(text[start:stop], word)
        end = stop
    if end < len(text):
        yield Piece(text[end:])


def _mentions(text: str, words: tuple[Word, ...]) -> Iterator[tuple[int, int, Word]]:
    if words:
        pattern, by_group = _compiled(words)
        for match in pattern.finditer(text):
            yield match.start(), match.end(), by_group[(match.lastindex or 1) - 1]


# A question set’s list never changes, and each of its pages asks for it.
@lru_cache(maxsize=256)
def _compiled(words: tuple[Word, ...]) -> tuple[re.Pattern[str], tuple[Word, ...]]:
    """Return a pattern with a group for each form, and the word of each group."""
    forms = [(form, word) for word in words for form in (word.term, *word.variants)]
    forms.sort(key=lambda one: -len(one[0]))
    groups = "|".join(f"({_one(form)})" for form, _word in forms)
    pattern = re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)
    return pattern, tuple(word for _form, word in forms)


def _one(form: str) -> str:
    """Return a pattern for a form that may run over the end of a line."""
    return r"\s+".join(map(re.escape, form.split()))
