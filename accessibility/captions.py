"""Captions of a film in WebVTT: can they be read, do they fit it, and is it all there?

A film in a sign language has no speech to measure. What is said lasts from the first caption
to the last one; both are near the ends of the film, and all but 5 % of the time between has
a caption. Up to two seconds without one are a breath, not a hole.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from accessibility.scripts import letters_by_script, script_of_language

MOST_LINES = 2  # of a caption
MOST_LETTERS = 37  # of a line
LEAST_COVERED = 0.95  # of the time in which something is said
LEAST_IN_TRANSCRIPT = 0.9  # of the words of the captions
BREATH = 2.0  # seconds between two captions that are not a hole
# How far from the ends of the film they may begin and end: a title, a farewell.
EDGE_SECONDS, EDGE_SHARE = 5.0, 0.05
_PAST_THE_END = 1.0  # seconds
_LEAST_OF_ITS_SCRIPT = 0.5  # of the letters

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_TIMES = re.compile(r"[\d:.,]+ *--> *[\d:.,]+|\d+:[\d:.,]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CaptionFault(StrEnum):
    """What can be wrong, for the site to put into words."""

    EMPTY = "empty"
    CONTROL = "control"
    UNREADABLE = "unreadable"  # no WebVTT at all
    CUE = "cue"  # one caption in it that cannot be read; the detail is its line of times
    SCRIPT = "script"
    BACKWARDS = "backwards"  # ends before it begins
    ORDER = "order"  # begins before the one before it has ended
    SILENT = "silent"  # a caption without words
    LINES = "lines"
    LETTERS = "letters"
    BEGINS_LATE = "begins-late"
    ENDS_EARLY = "ends-early"
    PAST_THE_END = "past-the-end"
    HOLES = "holes"


@dataclass(frozen=True)
class CaptionProblem:
    """One thing that does not fit: where, in seconds of the film, and a figure or a line."""

    fault: CaptionFault
    at: float = 0.0
    detail: str = ""


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when in seconds, and its lines without marks."""

    start: float
    end: float
    lines: tuple[str, ...]


class CaptionsUnreadable(ValueError):  # noqa: N818 (it names what happened, not a fault of ours)
    """Not WebVTT; or a caption in it cannot be read, and the text is its line of times."""


def read_captions(text: str) -> tuple[Cue, ...]:
    """Return the captions of a WebVTT text. Raises CaptionsUnreadable."""
    try:
        found = webvtt.WebVTT.from_string(text, strict=True)
        return tuple(
            Cue(_seconds(one.start), _seconds(one.end), tuple(one.text.splitlines()))
            for one in found.captions
        )
    except MalformedFileError:
        raise CaptionsUnreadable from None
    except MalformedCaptionError as error:
        times = _TIMES.search(str(error))
        raise CaptionsUnreadable(times[0] if times else "") from None


def problems_in_captions(
    text: str, *, seconds: float, language: str = "en"
) -> tuple[CaptionProblem, ...]:
    """Return what is wrong with the captions of a film of so many seconds."""
    if _CONTROL.search(text):
        return (CaptionProblem(CaptionFault.CONTROL),)
    try:
        cues = read_captions(text)
    except CaptionsUnreadable as error:
        fault = CaptionFault.CUE if str(error) else CaptionFault.UNREADABLE
        return (CaptionProblem(fault, detail=str(error)),)
    if not cues:
        return (CaptionProblem(CaptionFault.EMPTY),)
    return (
        *_problems_of_letters(cues, language),
        *(problem for cue in cues for problem in _problems_of_one(cue)),
        *_problems_of_order(cues),
        *_problems_of_time(cues, seconds),
    )


def share_in_transcript(cues: Sequence[Cue], transcript: str) -> float:
    """Return the share (0 to 1) of the captions’ words that a transcript has in this order."""
    words = _words(" ".join(line for cue in cues for line in cue.lines))
    return _in_order(words, _words(transcript)) / len(words) if words else 0.0


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _problems_of_letters(cues: Sequence[Cue], language: str) -> Iterator[CaptionProblem]:
    letters = letters_by_script("".join(line for cue in cues for line in cue.lines))
    its_own = letters[script_of_language(language)]
    if its_own <= letters.total() * _LEAST_OF_ITS_SCRIPT:
        yield CaptionProblem(CaptionFault.SCRIPT)


def _problems_of_one(cue: Cue) -> Iterator[CaptionProblem]:
    if cue.end <= cue.start:
        yield CaptionProblem(CaptionFault.BACKWARDS, cue.start)
    if not "".join(cue.lines).strip():
        yield CaptionProblem(CaptionFault.SILENT, cue.start)
    if len(cue.lines) > MOST_LINES:
        yield CaptionProblem(CaptionFault.LINES, cue.start, str(len(cue.lines)))
    for line in cue.lines:
        if len(line) > MOST_LETTERS:
            yield CaptionProblem(CaptionFault.LETTERS, cue.start, str(len(line)))


def _problems_of_order(cues: Sequence[Cue]) -> Iterator[CaptionProblem]:
    for before, cue in pairwise(cues):
        if cue.start < before.end:
            yield CaptionProblem(CaptionFault.ORDER, cue.start)


def _problems_of_time(cues: Sequence[Cue], seconds: float) -> Iterator[CaptionProblem]:
    edge = max(EDGE_SECONDS, seconds * EDGE_SHARE)
    first, last = cues[0].start, max(cue.end for cue in cues)
    if first > edge:
        yield CaptionProblem(CaptionFault.BEGINS_LATE, first)
    if last > seconds + _PAST_THE_END:
        yield CaptionProblem(CaptionFault.PAST_THE_END, last)
    elif last < seconds - edge:
        yield CaptionProblem(CaptionFault.ENDS_EARLY, last)
    holes = [cue.start - before.end for before, cue in pairwise(cues)]
    covered = 1 - sum(hole for hole in holes if hole > BREATH) / max(last - first, 0.001)
    if covered < LEAST_COVERED:
        longest = max(range(len(holes)), key=holes.__getitem__)
        share = str(max(0, int(covered * 100)))
        yield CaptionProblem(CaptionFault.HOLES, cues[longest].end, share)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _WORD.findall(plain)


def _in_order(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words stand in both texts in the same order (Hyyrö 2004, by bits)."""
    places: dict[str, int] = {}
    for at, word in enumerate(others):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(others)) - 1
    row = full
    for word in words:
        here = row & places.get(word, 0)
        row = (row + here | row - here) & full
    return len(others) - row.bit_count()
