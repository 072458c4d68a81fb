"""Chapters in front of an MP3, so that a listener can go straight to the part they need.

ID3 2.4 and its chapter frames (id3.org, “ID3v2 Chapter Frame Addendum”).
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple

MOST_CHAPTERS = 255  # the list counts them in one byte
_NO_OFFSET = 0xFFFFFFFF  # the times alone say where a chapter is
_UTF_8 = b"\x03"
_TOP_LEVEL_IN_ORDER = b"\x03"


class Chapter(NamedTuple):
    """A part of a recording and where it starts and ends, in milliseconds."""

    title: str
    start: int
    end: int


def chapters_tag(
    title: str, publisher: str, chapters: Sequence[Chapter], *, length: str = ""
) -> bytes:
    """Return the tag to put in front of an MP3; there are at most MOST_CHAPTERS.

    `length` is what the voice says of it; players show it below the title.
    """
    names = [f"c{place}".encode() for place in range(len(chapters))]
    frames = (
        _text(b"TIT2", title),
        _text(b"TPE1", publisher),
        *([_text(b"TIT3", length)] if length else []),
        _frame(b"CTOC", b"toc\0" + _TOP_LEVEL_IN_ORDER + _listed(names)),
        *(_chapter(name, one) for name, one in zip(names, chapters, strict=True)),
    )
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _size(body) + body


def _listed(names: Sequence[bytes]) -> bytes:
    return bytes([len(names)]) + b"".join(name + b"\0" for name in names)


def _chapter(name: bytes, chapter: Chapter) -> bytes:
    times = struct.pack(">4I", chapter.start, chapter.end, _NO_OFFSET, _NO_OFFSET)
    return _frame(b"CHAP", name + b"\0" + times + _text(b"TIT2", chapter.title))


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, _UTF_8 + text.encode())


def _frame(name: bytes, body: bytes) -> bytes:
    return name + _size(body) + b"\0\0" + body


def _size(body: bytes) -> bytes:
    """Write a length in seven bits a byte, so that it cannot look like the start of sound."""
    return bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
