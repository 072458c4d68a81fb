"""A film in a sign language: looked at before anybody is sent to it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

_PROGRAM = Path(__file__).with_name("_looking.py")
_PATIENCE = 60  # seconds: its own limit is on work, and a busy machine takes longer

Refusal = Literal[
    "damaged",  # cut off, or its pictures cannot be read
    "no-picture",
    "not-mp4",
    "other-codec",  # not H.264 as every browser plays it
    "other-sound",  # neither AAC nor MP3
    "too-complicated",  # takes more time or memory than we give to one film
    "too-many-pixels",
]


@dataclass(frozen=True)
class Film:
    """What there is to know of a film: its length in seconds, its size in pixels."""

    seconds: float
    width: int
    height: int


class FilmRefused(ValueError):  # noqa: N818 (it names what happened, not a fault of ours)
    """A file that not every browser would play as a film; ``found`` is what it is instead."""

    def __init__(self, code: Refusal, found: str = "") -> None:
        super().__init__(f"{code} {found}".strip())
        self.code: Refusal = code
        self.found = found


def look_at(file: IO[bytes]) -> Film:
    """Return what a film is. ``file`` is open on the disk, and is read from its beginning.

    MP4 with H.264, and sound, if any, as AAC or MP3: what every browser plays. The first
    pictures are shown, and the rest is walked through to its end. Takes seconds. Raises
    FilmRefused.
    """
    file.seek(0)
    try:
        ran = subprocess.run(  # noqa: S603 (our own program, and no word of the file’s)
            [sys.executable, "-I", str(_PROGRAM)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # FFmpeg quotes the file
            env={},
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FilmRefused("too-complicated") from None
    if ran.returncode < 0:  # ended by a signal: over a limit, or fallen over
        raise FilmRefused("too-complicated")
    ran.check_returncode()  # anything else is our own fault, not the file’s
    said = json.loads(ran.stdout)
    if "refused" in said:
        raise FilmRefused(said["refused"], said.get("found", ""))
    return Film(said["seconds"], said["width"], said["height"])
