"""Small films, made as a program for films makes them, and captions that fit them."""

from pathlib import Path

import av

RATE = 10  # pictures a second


def film(
    folder: Path,
    *,
    seconds: float = 12,
    codec: str = "libx264",
    colours: str = "yuv420p",
    kind: str = "mp4",
    size: tuple[int, int] = (320, 180),
    options: dict[str, str] | None = None,
) -> bytes:
    """Return a film without sound whose grey changes with each picture."""
    path = folder / f"made.{kind}"
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=RATE)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = colours
        for number in range(round(seconds * RATE)):
            container.mux(stream.encode(_picture(number, size, colours)))
        container.mux(stream.encode())
    return path.read_bytes()


def sound(folder: Path) -> bytes:
    """Return an MP4 that holds a second of silence and no picture."""
    path = folder / "sound.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=22_050)
        assert isinstance(stream, av.AudioStream)
        for _ in range(22):
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.sample_rate = 22_050
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path.read_bytes()


def captions(*lines: str, seconds: float = 12, begin: float = 0) -> str:
    """Return WebVTT in which each of the lines stands as long as the others."""
    each = (seconds - begin) / max(1, len(lines))
    starts = [begin + at * each for at in range(len(lines))]
    return cues(*((start, start + each, line) for start, line in zip(starts, lines, strict=True)))


def cues(*timed: tuple[float, float, str]) -> str:
    """Return WebVTT with these captions, from when to when."""
    parts = (f"{_stamp(start)} --> {_stamp(end)}\n{line}\n" for start, end, line in timed)
    return "\n".join(("WEBVTT\n", *parts))


def _picture(number: int, size: tuple[int, int], colours: str) -> av.VideoFrame:
    frame = av.VideoFrame(*size, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([(number * 2 + 40) % 256]) * plane.buffer_size)
    shown = frame.reformat(format=colours)
    shown.pts = number
    return shown


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, rest = divmod(whole, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
