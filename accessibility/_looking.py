"""A program of its own: a film on stdin, what it is on stdout, by FFmpeg.

Reading a stranger’s film takes C code that can fall over and films that can take all memory;
so `signed_video` starts this file by its path, and nothing imports it.

On stdout, as JSON: {"seconds": 62.4, "width": 1280, "height": 720}, or {"refused": "damaged"}
with one of the codes of `signed_video.Refusal`, and what was found instead.
"""

import json
import resource
import sys
from typing import BinaryIO

import av

_MOST_MEMORY = 1024**3  # bytes of address space
_MOST_WORK = 20  # seconds of a processor
_MOST_PIXELS = 3840 * 2160
_FIRST_FRAMES = 5
_NEAR = 1.0  # seconds that may be missing at the end: sound and picture seldom end together
_SOUND = {"aac", "mp3"}  # what every browser plays
_LIMITS = (
    (resource.RLIMIT_AS, _MOST_MEMORY),
    (resource.RLIMIT_CPU, _MOST_WORK),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
)


def main() -> int:
    """Look at what stdin holds; return the exit code."""
    for kind, most in _LIMITS:
        resource.setrlimit(kind, (most, most))
    with open(0, "rb") as film:
        begins = film.read(8)
        film.seek(0)
        if begins[4:] != b"ftyp":
            found: dict[str, object] = {"refused": "not-mp4"}
        else:
            found = _looked_at(film)
    json.dump(found, sys.stdout)
    return 0


def _looked_at(film: BinaryIO) -> dict[str, object]:
    try:
        # By name, so that FFmpeg tries no other of its many formats: some fetch other files.
        with av.open(film, "r", format="mp4") as container:
            return _problem(container) or _all_of(container)
    except (av.error.FFmpegError, EOFError, MemoryError, StopIteration, ValueError):
        return {"refused": "damaged"}


def _problem(container: av.container.InputContainer) -> dict[str, object]:
    """Return what no browser would play, or nothing."""
    if container.metadata.get("major_brand", "").startswith("qt"):
        return {"refused": "not-mp4"}
    if not container.streams.video:
        return {"refused": "no-picture" if container.streams.audio else "damaged"}
    picture = container.streams.video[0].codec_context
    if picture.name != "h264" or picture.pix_fmt not in ("yuv420p", "yuvj420p"):
        return {"refused": "other-codec", "found": f"{picture.name}, {picture.pix_fmt}"}
    for sound in container.streams.audio:
        if sound.codec_context.name not in _SOUND:
            return {"refused": "other-sound", "found": sound.codec_context.name}
    if picture.width * picture.height > _MOST_PIXELS:
        return {"refused": "too-many-pixels", "found": f"{picture.width} × {picture.height}"}
    return {}


def _all_of(container: av.container.InputContainer) -> dict[str, object]:
    """Show the first pictures, then walk to the end: a film that was cut off has none."""
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    pictures = container.decode(stream)
    for _ in range(_FIRST_FRAMES):
        next(pictures, None)
    container.seek(0)
    seconds, end, shown = (container.duration or 0) / av.time_base, 0.0, 0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            shown += 1
    if not shown or seconds <= 0 or end < seconds - _NEAR:
        return {"refused": "damaged"}
    return {"seconds": seconds, "width": stream.width, "height": stream.height}


if __name__ == "__main__":
    sys.exit(main())
