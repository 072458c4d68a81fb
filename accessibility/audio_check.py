"""A second reader's opinion of an MP3, by another library than the one that made it."""

import math
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import miniaudio  # type: ignore[import-untyped]  # it says nothing of its types
import numpy as np

from accessibility.audio import length_said
from accessibility.document import Document, Heading, Question, WordBox, document_texts
from accessibility.loudness import BLOCK_SECONDS, Ear, decibels, loudness
from accessibility.speech import speakable, spoken

LEAST_LOUD, MOST_LOUD = -20.0, -16.0  # LUFS
MOST_PEAK = -1.0  # dB under full scale
LONGEST_SILENCE = 2.5  # seconds
# Words a minute as they are spoken, pauses left out. English comes to about 150. Tamil and
# Lithuanian say in one word what English says in two, and a phone number is many short words.
SLOWEST, FASTEST = 80, 210

_RATE = 22_050
_BLOCK = int(_RATE * BLOCK_SECONDS)
_QUIET = 10 ** (-50 / 20)
_SLACK = 0.5  # seconds: an MP3 ends on a whole frame, and its maker adds one or two
_CHAPTER = 2


class _Chapter(NamedTuple):
    """A part as the file tells it: its title, where it starts and ends, in seconds."""

    title: str
    start: float
    end: float


@dataclass
class _Heard:
    """What a recording was like, block by block."""

    powers: list[float] = field(default_factory=list)
    loud: list[bool] = field(default_factory=list)
    peak: float = 0.0


def problems_in_audio(mp3: bytes, document: Document) -> tuple[str, ...]:
    """Return, for developers and operators, each reason not to hand this MP3 to people."""
    try:
        info = miniaudio.mp3_get_info(mp3)
        heard = _heard(mp3)
    except miniaudio.DecodeError as error:
        return (f"cannot be played: {error}",)
    if not any(heard.loud):
        return ("silent",)
    return (
        *_problems_with_kind(info),
        *_problems_with_sound(heard),
        *_problems_with_pace(heard, document),
        *_problems_with_tag(mp3, heard, document),
    )


def _heard(mp3: bytes) -> _Heard:
    """Listen a block at a time, so that a long recording is never in memory whole."""
    heard, ear = _Heard(), Ear(_RATE)
    for block in miniaudio.stream_memory(
        mp3,
        output_format=miniaudio.SampleFormat.FLOAT32,
        nchannels=1,
        sample_rate=_RATE,
        frames_to_read=_BLOCK,
    ):
        samples = np.asarray(block, dtype=np.float64)
        heard.peak = max(heard.peak, float(np.abs(samples).max()))
        heard.loud.append(float(np.mean(samples * samples)) > _QUIET**2)
        heard.powers.append(ear.power(samples))
    return heard


def _problems_with_kind(info: miniaudio.SoundFileInfo) -> Iterator[str]:
    if (info.nchannels, info.sample_rate) != (1, _RATE):
        yield f"{info.nchannels} channels at {info.sample_rate}, not 1 at {_RATE}"


def _problems_with_sound(heard: _Heard) -> Iterator[str]:
    lufs = loudness(heard.powers)
    if not LEAST_LOUD <= lufs <= MOST_LOUD:
        yield f"loudness {lufs:.1f} LUFS, not {LEAST_LOUD:g} to {MOST_LOUD:g}"
    peak = decibels(heard.peak**2)
    if peak > MOST_PEAK:
        yield f"peak {peak:.1f} dB, over {MOST_PEAK:g}"
    silence = _longest_silence(heard.loud)
    if silence > LONGEST_SILENCE:
        yield f"silent for {silence:.1f} seconds"


def _longest_silence(loud: list[bool]) -> float:
    longest = run = 0
    for one in loud:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest * BLOCK_SECONDS


def _problems_with_pace(heard: _Heard, document: Document) -> Iterator[str]:
    said = (spoken(text, document.language).split() for text in _said(document))
    words = sum(any(map(str.isalnum, word)) for text in said for word in text)
    pace = words / (sum(heard.loud) * BLOCK_SECONDS / 60)
    if not SLOWEST <= pace <= FASTEST:
        yield f"{pace:.0f} words a minute, not {SLOWEST} to {FASTEST}"


def _said(document: Document) -> Iterator[str]:
    labels = document.labels
    yield from document_texts(document)
    yield from (labels.made_on, labels.length, labels.computer_voice)
    for block in document.blocks:
        if isinstance(block, WordBox):
            yield labels.word_help
        if isinstance(block, Question):
            yield labels.question


def _problems_with_tag(mp3: bytes, heard: _Heard, document: Document) -> Iterator[str]:
    try:
        tag = list(_tag(mp3))
        chapters, length = list(_chapters(tag)), _length_told(tag)
    except (struct.error, ValueError) as error:
        yield f"chapters cannot be read: {error}"
        return
    yield from _problems_with_chapters(chapters, heard, document)
    minutes = len(heard.loud) * BLOCK_SECONDS / 60
    true = range(max(1, math.ceil(minutes - 1)), math.floor(minutes + 1) + 1)
    if length not in {length_said(document, one) for one in true}:
        yield f"it says “{length}” of {minutes:.1f} minutes"


def _problems_with_chapters(
    chapters: Sequence[_Chapter], heard: _Heard, document: Document
) -> Iterator[str]:
    wanted = list(_sections(document))
    titles = [one.title for one in chapters]
    if titles != wanted:
        yield f"chapters are {titles}, not {wanted}"
    bounds = [0.0, *(one.end for one in chapters)]
    if [one.start for one in chapters] != bounds[:-1] or bounds != sorted(bounds):
        yield "chapters do not follow one another"
    if abs(bounds[-1] - len(heard.loud) * BLOCK_SECONDS) > _SLACK:
        yield f"the chapters end at {bounds[-1]:.1f} seconds, the sound does not"


def _sections(document: Document) -> Iterator[str]:
    yield speakable(document.title)
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == _CHAPTER and speakable(block.text):
            yield speakable(block.text)


def _tag(mp3: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Read the frames of ID3 2.4; a damaged tag ends in ValueError or struct.error."""
    if mp3.startswith(b"ID3\x04"):
        yield from _frames(mp3[10 : 10 + _length(mp3[6:10])])


def _length_told(tag: Iterable[tuple[bytes, bytes]]) -> str:
    """Return what is said of how long it is, as the voice says it and players show it."""
    return "".join(body[1:].decode() for name, body in tag if name == b"TIT3")


def _chapters(tag: Iterable[tuple[bytes, bytes]]) -> Iterator[_Chapter]:
    for name, body in tag:
        if name == b"CHAP":
            rest = body[body.index(b"\0") + 1 :]
            start, end = struct.unpack_from(">2I", rest)
            (title,) = (text for kind, text in _frames(rest[16:]) if kind == b"TIT2")
            yield _Chapter(title[1:].decode(), start / 1000, end / 1000)


def _frames(tag: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(tag):
        name, length = struct.unpack_from(">4s4s2x", tag, place)
        place += 10
        yield name, tag[place : place + _length(length)]
        place += _length(length)


def _length(four: bytes) -> int:
    """Read a length told in seven bits a byte."""
    return sum(byte << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))
