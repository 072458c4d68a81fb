"""How hard a text is to read: lengths in every language, a formula only where one is true.

A formula counts syllables and full stops, not meaning. It finds text that is
surely hard; only readers can say that a text is easy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

import sentencex
from textstat.textstat import textstatistics  # noqa: TID251 (the one module that asks it)

from accessibility.scripts import primary_language

TARGET_SCORE = 60.0
TARGET_MEAN_WORDS = 15.0
MOST_WORDS = 25
FLESCH_READING_EASE = "Flesch reading ease"

# R. Flesch, "A new readability yardstick", 1948: made for English and true only there.
_FLESCH_BASE, _FLESCH_PER_WORD, _FLESCH_PER_SYLLABLE = 206.835, 1.015, 84.6
_HARDEST_SHOWN = 5
_MARKER = re.compile(r"\s*(?:[-*•◆▪–]|#{1,6}|\(?\d{1,3}[.)])\s+")


class NoScore(StrEnum):
    """Why a text has no score."""

    NO_FORMULA = "no-formula"
    NO_TEXT = "no-text"


class ReadingProblemKind(StrEnum):
    """What is wrong with a text, for the site to put into words."""

    SCORE_TOO_LOW = "score-too-low"
    SENTENCES_TOO_LONG = "sentences-too-long"
    SENTENCE_TOO_LONG = "sentence-too-long"


@dataclass(frozen=True)
class Sentence:
    """A sentence, bullet or heading, with the number of its words."""

    text: str
    words: int


@dataclass(frozen=True)
class ReadingProblem:
    """One way in which a text misses the bar; `sentence` is set when one sentence does."""

    kind: ReadingProblemKind
    value: float
    limit: float
    sentence: Sentence | None = None


@dataclass(frozen=True)
class Reading:
    """What was measured; `formula` and `score` are None exactly when `reason` says why."""

    language: str
    formula: str | None
    score: float | None
    reason: NoScore | None
    words: int
    sentences: int
    mean_words: float
    longest_words: int
    hardest: tuple[Sentence, ...]

    @cached_property
    def is_easy(self) -> bool:
        """Tell whether no problem was found, which is not yet proof that it is easy."""
        return not problems_with_reading(self)


def measure(text: str, *, language: str) -> Reading:
    """Measure a text whose every line is a paragraph, bullet or heading of its own.

    Words are what white space parts, so languages written without it are not served.
    """
    sentences = tuple(_sentences(text, language))
    words = sum(sentence.words for sentence in sentences)
    reason = _reason_for_no_score(sentences, language)
    return Reading(
        language=language,
        formula=None if reason else FLESCH_READING_EASE,
        score=None if reason else _flesch(sentences),
        reason=reason,
        words=words,
        sentences=len(sentences),
        mean_words=words / max(len(sentences), 1),
        longest_words=max((sentence.words for sentence in sentences), default=0),
        hardest=tuple(_longest_first(sentences)[:_HARDEST_SHOWN]),
    )


def problems_with_reading(reading: Reading) -> tuple[ReadingProblem, ...]:
    """Return every way in which a text misses the bar, the whole text's first."""
    return tuple(_problems(reading))


def _problems(reading: Reading) -> Iterator[ReadingProblem]:
    if reading.score is not None and reading.score < TARGET_SCORE:
        yield ReadingProblem(ReadingProblemKind.SCORE_TOO_LOW, reading.score, TARGET_SCORE)
    if reading.mean_words > TARGET_MEAN_WORDS:
        yield ReadingProblem(
            ReadingProblemKind.SENTENCES_TOO_LONG, reading.mean_words, TARGET_MEAN_WORDS
        )
    for sentence in reading.hardest:
        if sentence.words > MOST_WORDS:
            yield ReadingProblem(
                ReadingProblemKind.SENTENCE_TOO_LONG, sentence.words, MOST_WORDS, sentence
            )


def _sentences(text: str, language: str) -> Iterator[Sentence]:
    for line in text.splitlines():
        content = _MARKER.sub("", line, count=1) if _MARKER.match(line) else line
        for part in sentencex.segment(primary_language(language), content.strip()):
            words = _count_words(part)
            if words:
                yield Sentence(part.strip(), words)


def _count_words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _longest_first(sentences: tuple[Sentence, ...]) -> list[Sentence]:
    return sorted(sentences, key=lambda sentence: -sentence.words)


def _reason_for_no_score(sentences: tuple[Sentence, ...], language: str) -> NoScore | None:
    if primary_language(language) != "en":
        return NoScore.NO_FORMULA
    return None if sentences else NoScore.NO_TEXT


def _flesch(sentences: tuple[Sentence, ...]) -> float:
    """Score by our own count of sentences: textstat takes a list of bullets for one."""
    words = sum(sentence.words for sentence in sentences)
    syllables: int = _counter("en_GB").syllable_count(" ".join(s.text for s in sentences))
    return (
        _FLESCH_BASE
        - _FLESCH_PER_WORD * words / len(sentences)
        - _FLESCH_PER_SYLLABLE * syllables / words
    )


@lru_cache
def _counter(language: str) -> textstatistics:
    """Keep one counter per language: textstat's own is shared by the whole process."""
    counter = textstatistics()
    counter.set_lang(language)
    return counter
