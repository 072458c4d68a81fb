"""What is wrong with a word list: terms that stand twice, meanings that need explaining."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise, takewhile

from accessibility.readability.english import singular
from accessibility.readability.measures import STANDARD, measure
from accessibility.readability.unexplained import hard_words
from accessibility.scripts import primary_language

LONGEST_MEANING = 20  # words: more is a text, not a meaning
# “Diverse” and “Diversity” begin alike: with so many letters, and so much of the longer one.
_LETTERS_ALIKE, _SHARE_ALIKE = 5, 0.6


@dataclass(frozen=True)
class Entry:
    """A term of a word list, its one meaning, and other forms of the term."""

    term: str
    meaning: str
    variants: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the term and its other forms."""
        return (self.term, *self.variants)


class WordListProblemKind(StrEnum):
    """What is wrong with a word list, for the site to put into words."""

    TWICE = "twice"
    TWO_MEANINGS = "two-meanings"
    NEARLY_TWICE = "nearly-twice"
    LONG_MEANING = "long-meaning"
    HARD_WORD = "hard-word"
    HARD_MEANINGS = "hard-meanings"
    OUT_OF_ORDER = "out-of-order"


@dataclass(frozen=True)
class WordListProblem:
    """One thing wrong: at which term, with which other term or word, and a number.

    `value` is the words of a long meaning, or the score of all meanings together.
    """

    kind: WordListProblemKind
    term: str = ""
    other: str = ""
    value: float = 0


def problems_in_word_list(
    entries: Sequence[Entry], *, language: str
) -> tuple[WordListProblem, ...]:
    """Return everything that is wrong with a word list, in the order in which it stands.

    Order is that of small letters without accents and punctuation, which is the alphabet
    of English and not quite that of Welsh or Polish. Hard words and a score are for
    English only; other languages are spared what we cannot tell.
    """
    return (
        *_pairs(entries, language),
        *_meanings(entries, language),
        *_all_meanings(entries, language),
        *_order(entries),
    )


def _pairs(entries: Sequence[Entry], language: str) -> Iterator[WordListProblem]:
    names = [frozenset(_name(form, language) for form in entry.forms) for entry in entries]
    for (one, named), (other, also) in combinations(zip(entries, names, strict=True), 2):
        same_meaning = _plain(one.meaning) == _plain(other.meaning)
        if named & also:
            kind = WordListProblemKind.TWICE if same_meaning else WordListProblemKind.TWO_MEANINGS
            yield WordListProblem(kind, other.term, one.term)
        elif same_meaning or any(_begin_alike(a, b) for a in named for b in also):
            yield WordListProblem(WordListProblemKind.NEARLY_TWICE, other.term, one.term)


def _meanings(entries: Sequence[Entry], language: str) -> Iterator[WordListProblem]:
    explained = [form for entry in entries for form in entry.forms]
    for entry in entries:
        words = len(entry.meaning.split())
        if words > LONGEST_MEANING:
            yield WordListProblem(WordListProblemKind.LONG_MEANING, entry.term, value=words)
        for hard in hard_words(entry.meaning, language=language, explained=explained) or ():
            yield WordListProblem(WordListProblemKind.HARD_WORD, entry.term, hard.word)


def _all_meanings(entries: Sequence[Entry], language: str) -> Iterator[WordListProblem]:
    """Judge all meanings together: the score of one short sentence is noise."""
    reading = measure("\n".join(entry.meaning for entry in entries), language=language)
    if reading.score is not None and reading.score < STANDARD.score:
        yield WordListProblem(WordListProblemKind.HARD_MEANINGS, value=reading.score)


def _order(entries: Sequence[Entry]) -> Iterator[WordListProblem]:
    """Find the first entry that stands too late: those after it have lost their place too."""
    for one, following in pairwise(entries):
        if _plain(following.term) < _plain(one.term):
            yield WordListProblem(WordListProblemKind.OUT_OF_ORDER, following.term, one.term)
            return


def _name(term: str, language: str) -> str:
    """Return one name for a term in singular and plural, where we know the plural."""
    if primary_language(language) != "en":
        return _plain(term)
    return " ".join(singular(word) for word in _plain(term).split())


def _plain(text: str) -> str:
    """Return small letters and digits with single spaces; accents and punctuation are gone."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in letters
        if letter.isspace() or unicodedata.category(letter)[0] in "LN"
    )
    return " ".join(kept.split())


def _begin_alike(one: str, other: str) -> bool:
    if " " in one or " " in other:
        return False
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    return alike >= max(_LETTERS_ALIKE, _SHARE_ALIKE * max(len(one), len(other)))
