"""A document as an MP3 in a computer voice, with chapters."""

import json
import math
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import lameenc  # type: ignore[import-not-found]  # it says nothing of its types
import numpy as np
import numpy.typing as npt

from accessibility.audio_chapters import MOST_CHAPTERS, Chapter, chapters_tag
from accessibility.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.scripts import primary_language
from accessibility.speech import SPOKEN_LANGUAGES, pace, speakable, spoken

# Arabic is left out: without vowel marks, which nobody writes, the voice drops most vowels
# (espeak-ng issues 961 and 1064). Somali has no voice at all. English and Welsh are usable;
# the others are offered until listeners say that they cannot be followed.
READ_ALOUD = SPOKEN_LANGUAGES - {"ar"}

RATE = 22_050  # samples a second, as espeak-ng makes them
_KILOBITS = 64  # a second: 0.48 MB a minute
_QUALITY = 5  # of 0 to 9: sounds like 2 for speech, in a quarter of the time
_PROGRAM = Path(__file__).with_name("_speaking.py")
_CHAPTER = 2

_USUAL_MINUTES = 10  # said while we measure: other numbers take as long, to a second or two
_PAUSE, _LONG_PAUSE = 0.6, 1.2  # seconds before a piece, and before one that opens something

_LOUDNESS = -18.5  # dB under full scale, as the loud parts’ mean power; within 1 of LUFS for speech
_GATE = -10.0  # dB: what is so much quieter than the rest is a pause (ITU-R BS.1770)
_BLOCK = RATE * 2 // 5
_STEP = 0.5  # dB
# Under this a sample is left alone; over it, it is bent so as never to pass the ceiling.
_KNEE, _CEILING = 0.5, 10 ** (-2.5 / 20)
_FULL = 32_768
_SILENT = 100  # samples under this cannot be heard

Samples = npt.NDArray[np.int16]


class NoVoice(Exception):  # noqa: N818 (it names what is missing, not a fault of ours)
    """No voice here can read this language aloud, or nobody has said how its sums are spoken."""

    def __init__(self, language: str) -> None:
        super().__init__(f"no voice for {language}")
        self.language = language


class NotSpeakable(ValueError):  # noqa: N818 (the same)
    """The document holds no word, or more chapters than an MP3 can list."""


class SpeechFailed(RuntimeError):  # noqa: N818 (the same)
    """The voice fell over or took too long. Its text is not told."""


class _Piece(NamedTuple):
    """What is said in one breath, after how long a pause, and the chapter it opens."""

    text: str
    pause: float = _PAUSE
    chapter: str = ""


def audio_mp3(document: Document) -> bytes:
    """Read a document aloud: mono, about 140 English words a minute, one chapter a section.

    Holds the sound of one paragraph at a time, so that a length which its opening tells is
    measured by saying all of it twice. Raises NoVoice, NotSpeakable or SpeechFailed rather
    than make a file with parts missing.
    """
    if primary_language(document.language) not in SPOKEN_LANGUAGES:
        raise NoVoice(document.language)
    titles = chapter_titles(document)
    if len(titles) > MOST_CHAPTERS:
        raise NotSpeakable(f"{len(titles)} chapters")
    minutes = _measured(document) if document.labels.length else 0
    return _recorded(document, length_said(document, minutes))


def chapter_titles(document: Document) -> tuple[str, ...]:
    """Return the chapters a listener can go to: the title, then each section."""
    headings = (one for one in document.blocks if isinstance(one, Heading))
    sections = (one.text for one in headings if one.level == _CHAPTER)
    return tuple(filter(None, map(speakable, (document.title, *sections))))


def length_said(document: Document, minutes: int) -> str:
    """Return how the opening says how many minutes there are to hear."""
    return speakable(document.labels.length.replace("{minutes}", str(minutes)))


def _measured(document: Document) -> int:
    """Return how many minutes a recording takes, at least one."""
    pieces = _pieces(document, length_said(document, _USUAL_MINUTES))
    sounds = _sounds(document.language, pieces)
    samples = sum(map(_samples, pieces, sounds))
    return max(1, round(samples / RATE / 60))


def _samples(piece: _Piece, sound: Samples) -> int:
    """Return how long a piece takes with its pause; nothing, where nobody can hear it."""
    is_heard = bool(sound.size) and int(np.abs(sound.astype(np.int32)).max()) >= _SILENT
    return int(piece.pause * RATE) + len(sound) if is_heard else 0


def _recorded(document: Document, length: str) -> bytes:
    pieces = _pieces(document, length)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(_KILOBITS)
    encoder.set_quality(_QUALITY)
    encoder.silence()
    mp3 = bytearray()
    starts: list[tuple[str, int]] = []
    samples = 0
    for piece, sound in zip(pieces, _sounds(document.language, pieces), strict=True):
        if piece.chapter:
            starts.append((piece.chapter, samples))
        if taken := _samples(piece, sound):
            samples += taken
            mp3 += encoder.encode(bytes(2 * int(piece.pause * RATE)) + _levelled(sound))
    if not samples:
        raise NotSpeakable("nothing that a voice can say")
    mp3 += encoder.flush()
    title, publisher = speakable(document.title), speakable(document.publisher)
    return chapters_tag(title, publisher, _chapters(starts, samples), length=length) + mp3


def _chapters(starts: Sequence[tuple[str, int]], samples: int) -> list[Chapter]:
    ends = [start for _, start in starts[1:]] + [samples]
    return [
        Chapter(title, start * 1000 // RATE, end * 1000 // RATE)
        for (title, start), end in zip(starts, ends, strict=True)
    ]


def _pieces(document: Document, length: str) -> list[_Piece]:
    return [piece for piece in _all_pieces(document, length) if piece.text]


def _all_pieces(document: Document, length: str) -> Iterator[_Piece]:
    """Say the whole document in order, a line at a time."""
    language = document.language
    labels = document.labels
    yield _Piece(spoken(document.title, language), chapter=speakable(document.title))
    opening = (document.publisher, labels.made_on, length, labels.computer_voice)
    yield from _lines(opening, language)
    asked = [block for block in document.blocks if isinstance(block, Question)]
    for block in document.blocks:
        if isinstance(block, WordBox) and labels.word_help:
            yield _Piece(spoken(labels.word_help, language), _LONG_PAUSE)
        if isinstance(block, Question) and labels.question:
            count = labels.question.replace("{questions}", str(len(asked)))
            told = count.replace("{number}", block.number)
            yield _Piece(spoken(told, language), _LONG_PAUSE)
        yield from _block(block, language)
    yield from _lines((document.closing_note,), language)


def _block(block: Block, language: str) -> Iterator[_Piece]:
    match block:
        case Heading(level=level, text=text):
            chapter = speakable(text) if level == _CHAPTER else ""
            yield _Piece(spoken(text, language), _LONG_PAUSE, chapter)
        case Paragraph(text=text):
            yield from _lines((text,), language)
        case Bullets(items=items):
            yield from _lines(items, language)
        case Numbered(items=items):
            yield from _lines((f"{place}, {one}" for place, one in enumerate(items, 1)), language)
        case Facts(items=facts) | WordBox(words=facts):
            yield from _lines((f"{fact.label}: {fact.value}" for fact in facts), language)
        case question:
            yield from _lines((question.text, question.hint, *question.choices), language)


def _lines(texts: Iterable[str], language: str) -> Iterator[_Piece]:
    for text in texts:
        yield from (_Piece(spoken(line, language)) for line in text.splitlines())


def _sounds(language: str, pieces: Sequence[_Piece]) -> Iterator[Samples]:
    """Start the voice once, and yield what it says of each piece."""
    texts = [piece.text for piece in pieces]
    asked = {
        "voice": primary_language(language),
        "words_a_minute": pace(language),
        "seconds": 60 + sum(map(len, texts)) // 50,
        "texts": texts,
    }
    with subprocess.Popen(  # noqa: S603 (our own program; no text is part of the command)
        [sys.executable, "-I", str(_PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    ) as voice:
        _hand_over(asked, voice)
        for _ in texts:
            yield _next_sound(cast(IO[bytes], voice.stdout))


def _hand_over(asked: dict[str, Any], voice: subprocess.Popen[bytes]) -> None:
    with suppress(BrokenPipeError), cast(IO[bytes], voice.stdin) as stdin:
        stdin.write(json.dumps(asked).encode())


def _next_sound(stream: IO[bytes]) -> Samples:
    head = stream.read(4)
    size = int.from_bytes(head, "little")
    sound = stream.read(size)
    if len(head) < 4 or len(sound) < size:  # noqa: PLR2004 (bytes of the head)
        raise SpeechFailed("the voice stopped before the end")
    return np.frombuffer(sound, dtype=np.int16)


def _levelled(sound: Samples) -> bytes:
    """Bring a piece to the loudness of all others."""
    gain = round((_LOUDNESS - _loudness(sound)) / _STEP) * _STEP
    return _curve(gain)[sound].tobytes()


def _loudness(sound: Samples) -> float:
    """Return the mean power of a piece without its pauses, in dB under full scale."""
    starts = range(0, len(sound), _BLOCK)
    powers = np.array(
        [np.mean(np.square(sound[one : one + _BLOCK], dtype=float)) for one in starts]
    )
    loud = powers[powers >= powers.max() * 10 ** (_GATE / 10)]
    return 10 * math.log10(float(loud.mean()) / _FULL**2)


@lru_cache
def _curve(gain: float) -> Samples:
    """Return what each of the 65,536 samples becomes; -1 is the last, as NumPy counts."""
    louder = 10 ** (gain / 20)
    upper = [round(_FULL * _bent(louder * step / _FULL)) for step in range(_FULL + 1)]
    return np.array([*upper[:-1], *(-one for one in reversed(upper[1:]))], dtype=np.int16)


def _bent(level: float) -> float:
    if level <= _KNEE:
        return level
    room = _CEILING - _KNEE
    return _KNEE + room * math.tanh((level - _KNEE) / room)
