"""Hands a video and its captions to the library, and keeps what it says."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from accessibility.captions import (
    LEAST_IN_TRANSCRIPT,
    CaptionProblem,
    CaptionsUnreadable,
    problems_in_captions,
    read_captions,
    share_in_transcript,
)
from accessibility.signed_video import Film, FilmRefused, look_at
from consult.sign_language.models import PIECE
from consult.sign_language.rules import MOST_MB

__all__ = ["CameFilm", "FilmRefused", "TooLargeError", "came", "problems_in", "share_of"]


class TooLargeError(Exception):
    """A video of more megabytes than we take."""


@dataclass(frozen=True)
class CameFilm:
    """A video that just came and can be played; ``file`` is open on the disk."""

    film: Film
    file: IO[bytes]
    size: int
    sha256: str


def came(stream: IO[bytes], file: IO[bytes]) -> CameFilm:
    """Look at what an officer sent, once it is in ``file``, which is open on the disk.

    Takes seconds, so nothing may be locked meanwhile. Raises FilmRefused and TooLargeError.
    """
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > MOST_MB * 1024 * 1024:
            raise TooLargeError
        digest.update(piece)
        file.write(piece)
    file.flush()
    return CameFilm(look_at(file), file, size, digest.hexdigest())


def problems_in(captions: str, *, seconds: float) -> Sequence[CaptionProblem]:
    """Return what is wrong with the captions of a video."""
    return problems_in_captions(captions, seconds=seconds)


def share_of(captions: str, transcript: str) -> int | None:
    """Return how many in 100 words of the captions a transcript has, where they are too few."""
    try:
        share = share_in_transcript(read_captions(captions), transcript)
    except CaptionsUnreadable:
        return None
    return None if share >= LEAST_IN_TRANSCRIPT else int(share * 100)
