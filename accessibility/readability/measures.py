"""The lengths of a text, a formula for its ease where one is true, and where it misses a bar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from textstat.textstat import textstatistics  # noqa: TID251 (the one module that asks it)

from accessibility.readability.sentences import (
    Sentence,
    is_long,
    letters_in,
    sentences_of,
    words_of,
)
from accessibility.scripts import primary_language

FLESCH_READING_EASE = "Flesch reading ease"

# R. Flesch, "A new readability yardstick", 1948: made for English and true only there.
_FLESCH_BASE, _FLESCH_PER_WORD, _FLESCH_PER_SYLLABLE = 206.835, 1.015, 84.6
_HARDEST_SHOWN = 5


class NoScore(StrEnum):
    """Why a text has no score."""

    NO_FORMULA = "no-formula"
    NO_TEXT = "no-text"


class ReadingProblemKind(StrEnum):
    """What is wrong with a text, for the site to put into words."""

    SCORE_TOO_LOW = "score-too-low"
    SENTENCES_TOO_LONG = "sentences-too-long"
    SENTENCE_TOO_LONG = "sentence-too-long"
    PERCENTAGE = "percentage"
    BRACKETS = "brackets"


@dataclass(frozen=True)
class Bar:
    """What a text must reach: scores at least, words in a sentence at most.

    A sentence over `refused_over` words must not be published at all, where one is set.
    """

    score: float
    mean_words: float
    most_words: int
    refused_over: int | None = None


# What Easy Read does without: “1 in 4 people”, and a second sentence.
_BANNED = {
    ReadingProblemKind.PERCENTAGE: re.compile(r"%|٪|\bper\s?cent", re.IGNORECASE),
    ReadingProblemKind.BRACKETS: re.compile(r"[(\[{]"),
}

STANDARD = Bar(score=60, mean_words=15, most_words=25)
EASY_READ = Bar(score=80, mean_words=12, most_words=15, refused_over=20)
TARGET_SCORE, TARGET_MEAN_WORDS = STANDARD.score, STANDARD.mean_words
MOST_WORDS = STANDARD.most_words


@dataclass(frozen=True)
class ReadingProblem:
    """One way in which a text misses the bar; `sentence` is set when one sentence does.

    `is_refused` says that such a text must not be published at all.
    """

    kind: ReadingProblemKind
    value: float
    limit: float
    sentence: Sentence | None = None
    is_refused: bool = False


@dataclass(frozen=True)
class Reading:
    """What was measured; `formula` and `score` are None exactly when `reason` says why."""

    language: str
    formula: str | None
    score: float | None
    reason: NoScore | None
    # Every sentence, bullet and heading, in the order of the text.
    parts: tuple[Sentence, ...]
    # Of a word, on average, and the share of words of more than six: to compare texts of
    # one language, where no formula is true. Never to compare languages.
    mean_letters: float
    long_words: float

    @property
    def words(self) -> int:
        """Return the number of words."""
        return sum(part.words for part in self.parts)

    @property
    def sentences(self) -> int:
        """Return the number of sentences, bullets and headings."""
        return len(self.parts)

    @property
    def mean_words(self) -> float:
        """Return the words of a sentence, on average."""
        return self.words / max(self.sentences, 1)

    @property
    def longest_words(self) -> int:
        """Return the words of the longest sentence."""
        return max((part.words for part in self.parts), default=0)

    @property
    def hardest(self) -> tuple[Sentence, ...]:
        """Return the five longest sentences: a formula says nothing of one alone."""
        return self.longer_than(0)[:_HARDEST_SHOWN]

    def longer_than(self, words: int) -> tuple[Sentence, ...]:
        """Return the sentences of more words, the longest first."""
        long = (part for part in self.parts if part.words > words)
        return tuple(sorted(long, key=lambda part: -part.words))

    @cached_property
    def is_easy(self) -> bool:
        """Tell whether no problem was found, which is not yet proof that it is easy."""
        return not problems_with_reading(self)


def measure(text: str, *, language: str) -> Reading:
    """Measure a text whose every line is a paragraph, bullet or heading of its own.

    Words are what white space parts, so languages written without it are not served.
    """
    parts = tuple(sentences_of(text, language))
    reason = _reason_for_no_score(parts, language)
    words = [word for part in parts for word in words_of(part.text)]
    return Reading(
        language=language,
        formula=None if reason else FLESCH_READING_EASE,
        score=None if reason else _flesch(parts),
        reason=reason,
        parts=parts,
        mean_letters=sum(map(letters_in, words)) / max(len(words), 1),
        long_words=sum(map(is_long, words)) / max(len(words), 1),
    )


def problems_with_reading(
    reading: Reading, *, easy_read: bool = False
) -> tuple[ReadingProblem, ...]:
    """Return every way in which a text misses the bar, the whole text's first.

    Easy Read has a higher bar, and no percentages or brackets.
    """
    bar = EASY_READ if easy_read else STANDARD
    banned = _banned(reading) if easy_read else ()
    return (*_whole_text(reading, bar), *_long_sentences(reading, bar), *banned)


def _whole_text(reading: Reading, bar: Bar) -> Iterator[ReadingProblem]:
    if reading.score is not None and reading.score < bar.score:
        yield ReadingProblem(ReadingProblemKind.SCORE_TOO_LOW, reading.score, bar.score)
    if reading.mean_words > bar.mean_words:
        yield ReadingProblem(
            ReadingProblemKind.SENTENCES_TOO_LONG, reading.mean_words, bar.mean_words
        )


def _long_sentences(reading: Reading, bar: Bar) -> Iterator[ReadingProblem]:
    for part in reading.longer_than(bar.most_words):
        refused = bar.refused_over is not None and part.words > bar.refused_over
        yield ReadingProblem(
            ReadingProblemKind.SENTENCE_TOO_LONG, part.words, bar.most_words, part, refused
        )


def _banned(reading: Reading) -> Iterator[ReadingProblem]:
    for part in reading.parts:
        for kind, pattern in _BANNED.items():
            times = len(pattern.findall(part.text))
            if times:
                yield ReadingProblem(kind, times, 0, part)


def _reason_for_no_score(parts: tuple[Sentence, ...], language: str) -> NoScore | None:
    if primary_language(language) != "en":
        return NoScore.NO_FORMULA
    return None if parts else NoScore.NO_TEXT


def _flesch(parts: tuple[Sentence, ...]) -> float:
    """Score by our own count of sentences: textstat takes a list of bullets for one."""
    words = sum(part.words for part in parts)
    syllables: int = _counter("en_GB").syllable_count(" ".join(part.text for part in parts))
    return (
        _FLESCH_BASE
        - _FLESCH_PER_WORD * words / len(parts)
        - _FLESCH_PER_SYLLABLE * syllables / words
    )


@lru_cache
def _counter(language: str) -> textstatistics:
    """Keep one counter per language: textstat's own is shared by the whole process."""
    counter = textstatistics()
    counter.set_lang(language)
    return counter
