"""A recording with something wrong is told from one that people may be given."""

import math
from array import array
from dataclasses import replace
from functools import cache

import lameenc  # type: ignore[import-not-found]  # it says nothing of its types
import pytest

from accessibility.audio import RATE, audio_mp3
from accessibility.audio_chapters import Chapter, chapters_tag
from accessibility.audio_check import problems_in_audio
from accessibility.document import Document, Heading, Labels, Paragraph

PARK = Document(
    title="A new park",
    language="en",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "Where it is"),
        Paragraph("It is behind the station, and as large as two football fields."),
        Heading(2, "What it costs"),
        Paragraph("It costs £1.2 million, and it opens on 30/06/2026."),
    ),
    closing_note="Tell us what you think.",
    labels=Labels(page="Page {page}"),
)
TONE = [round(9_000 * math.sin(step / 20)) for step in range(RATE)]
SQUARE = [32_000 if step % 40 < 20 else -32_000 for step in range(RATE)]
QUIET = [0] * (3 * RATE)


_recorded_as = cache(audio_mp3)


def _recorded() -> bytes:
    return _recorded_as(PARK)


@cache
def _parted() -> tuple[bytes, bytes]:
    """Return the tag and the sound."""
    mp3 = _recorded()
    size = sum(byte << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=True))
    return mp3[: 10 + size], mp3[10 + size :]


def _with_chapters(*chapters: tuple[str, float, float]) -> bytes:
    told = [Chapter(title, int(start * 1000), int(end * 1000)) for title, start, end in chapters]
    return chapters_tag(PARK.title, "", told) + _parted()[1]


def _encoded(samples: list[int], channels: int = 1) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(64)
    encoder.silence()
    return bytes(encoder.encode(array("h", samples).tobytes()) + encoder.flush())


def _problems(mp3: bytes) -> str:
    return "; ".join(problems_in_audio(mp3, PARK))


def test_a_whole_recording_has_no_fault() -> None:
    assert _problems(_recorded()) == ""


def test_a_recording_that_breaks_off_is_told() -> None:
    mp3 = _recorded()
    assert "the chapters end at" in _problems(mp3[: len(mp3) * 9 // 10])
    assert "cannot be played" in _problems(mp3[:100])


def test_a_recording_that_lost_its_middle_is_told() -> None:
    tag, sound = _parted()
    assert "the chapters end at" in _problems(tag + sound[: len(sound) // 3] + sound[-8_000:])


@pytest.mark.parametrize(
    "mp3", [b"", b"Tell us what you think. " * 400, b"ID3\x04\0\0" + b"\x7f" * 9]
)
def test_what_is_no_sound_is_told(mp3: bytes) -> None:
    assert "cannot be played" in _problems(mp3)


@pytest.mark.parametrize(
    ("chapters", "problem"),
    [
        ([("A new park", 0, 2), ("What it costs", 2, 9)], "chapters are"),
        ([("A new park", 0, 2), ("Where?", 2, 4), ("What it costs", 4, 9)], "chapters are"),
        ([("What it costs", 0, 2), ("Where it is", 2, 4), ("A new park", 4, 9)], "chapters are"),
        ([("A new park", 0, 2), ("Where it is", 5, 6), ("What it costs", 6, 9)], "do not follow"),
        ([("A new park", 0, 4), ("Where it is", 4, 2), ("What it costs", 2, 9)], "do not follow"),
        ([("A new park", 0, 2), ("Where it is", 2, 4), ("What it costs", 4, 5)], "chapters end"),
        ([], "chapters are"),
    ],
    ids=["missing", "wrong title", "swapped", "with a gap", "backwards", "too early", "none"],
)
def test_chapters_that_lead_astray_are_told(
    chapters: list[tuple[str, float, float]], problem: str
) -> None:
    assert problem in _problems(_with_chapters(*chapters))


@pytest.mark.parametrize(
    ("told", "is_right"), [("1", True), ("2", True), ("0", False), ("3", False)]
)
def test_a_length_that_is_not_that_of_the_file_is_told(told: str, is_right: bool) -> None:
    length = Labels("{page}", length="Minutes: {minutes}")
    longer = replace(PARK, blocks=PARK.blocks * 4, labels=length)
    mp3 = _recorded_as(longer).replace(b"Minutes: 1", f"Minutes: {told}".encode())
    problems = problems_in_audio(mp3, longer)
    assert problems == () if is_right else "it says “Minutes" in problems[0]


def test_a_length_that_nobody_told_is_missed() -> None:
    longer = replace(PARK, labels=Labels("{page}", length="Minutes: {minutes}"))
    assert "it says “”" in "; ".join(problems_in_audio(_recorded(), longer))


def test_a_recording_without_its_tag_is_told() -> None:
    assert "chapters are []" in _problems(_parted()[1])


@pytest.mark.parametrize(
    "harm", [(b"TIT2", b"TIT9"), (b"c1\0", b"c11"), (b"Where", b"\xff\xfe\xfd\xfc!")]
)
def test_a_damaged_tag_is_told(harm: tuple[bytes, bytes]) -> None:
    tag, sound = _parted()
    assert "chapters" in _problems(tag.replace(*harm) + sound)


@pytest.mark.parametrize(
    ("samples", "problem"),
    [
        (QUIET, "silent"),
        (TONE + QUIET + TONE, "silent for 3"),
        (SQUARE, "loudness"),
        (SQUARE, "peak"),
        ([one // 20 for one in TONE], "loudness"),
        (TONE * 60, "words a minute"),
        (TONE[: RATE // 2] * 2, "words a minute"),
    ],
    ids=["silence", "a long pause", "loud", "high", "low", "words left out", "too fast"],
)
def test_sound_that_nobody_could_follow_is_told(samples: list[int], problem: str) -> None:
    assert problem in _problems(_encoded(samples))


def test_two_channels_are_told() -> None:
    both = [one for one in TONE for _ in range(2)]
    assert "2 channels" in _problems(_encoded(both, channels=2))
