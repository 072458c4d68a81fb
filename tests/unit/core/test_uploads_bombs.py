"""I19: no file takes more than its share of memory or time, and none brings the site down."""

import resource
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from consult.core.settings import ROOT
from consult.core.uploads import FileRefusedError, Reason, apart, clean_file
from tests.support.sent_files import pdf, png, png_chunk, saved, stream, zipped

MB = 1024 * 1024
IEND = png_chunk(b"IEND", b"")
# Cleans one file and says by how much the most memory ever held grew (VmHWM, in kB).
MEASURED = """
import sys
from consult.core.uploads import {module} as one

def most():
    with open("/proc/self/status") as status:
        return int(status.read().split("VmHWM:")[1].split()[0])

before = most()
one.answer(one.{clean})
print(most() - before, file=sys.stderr)
"""


def zeros(millions: int) -> bytes:
    """Return packed zeros without ever holding them unpacked."""
    packer = zlib.compressobj(level=1)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(millions)) + packer.flush()


def jpeg_that_says_it_is(width: int, height: int) -> bytes:
    real = saved(Image.new("RGB", (8, 8)), "JPEG")
    frame = real.index(b"\xff\xc0") + 5
    return real[:frame] + height.to_bytes(2) + width.to_bytes(2) + real[frame + 4 :]


def with_packed_parts(parts: bytes, rows: bytes | None = None) -> bytes:
    """Return a PDF whose catalog is in a packed part, and whose list of parts is packed."""
    packed = b"3 0 obj\n%s\nendobj\n" % stream(
        parts, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    )
    at = len(b"%PDF-1.7\n")
    end = at + len(packed)
    where = [(0, 0), (2, 3), (0, 0), (1, at), (1, end)]
    listed = b"".join(bytes([kind]) + place.to_bytes(4) + b"\0" for kind, place in where)
    keys = "/Type /XRef /W [1 4 1] /Size 5 /Root 1 0 R /Filter /FlateDecode"
    last = stream(rows or zlib.compress(listed), keys)
    return b"%%PDF-1.7\n%s4 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (packed, last, end)


def drawn_over_and_over() -> bytes:
    """Return a PDF of parts that each name the next ten times: ten thousand million in all."""
    levels = {
        at: stream(b"", f"/Subtype /Form /Resources << /XObject << {ten(at + 1)} >> >>")
        for at in range(6, 16)
    }
    return pdf({**levels, 16: stream(b"")}, resources="/XObject << /X 6 0 R >>")


def ten(part: int) -> str:
    return " ".join(f"/X{at} {part} 0 R" for at in range(10))


ZEROS = zeros(200)
REFUSED: dict[str, tuple[bytes, Reason]] = {
    "png of 50,000 by 50,000": (png(size=(50_000, 50_000), pixels=bytes(MB)), "too-many-pixels"),
    "png of 2,000 million by 1": (png(size=(2**31 - 1, 1)), "too-many-pixels"),
    "png with 200 MB of words": (png(png_chunk(b"zTXt", b"a\0\0" + ZEROS)), "damaged"),
    "png with a profile of 200 MB": (
        png(png_chunk(b"iCCP", b"a\0\0" + ZEROS)),
        "damaged",
    ),
    "jpeg of 65,000 by 65,000": (jpeg_that_says_it_is(65_000, 65_000), "too-many-pixels"),
    "jpeg of 5,000 by 5,000 to be held whole": (
        saved(Image.new("L", (5000, 5000)), "JPEG", progressive=True),
        "too-many-pixels",
    ),
    "webp of 16,000 by 16,000": (
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x3e\0\x7f\x3e\0",
        "too-many-pixels",
    ),
    "zips in zips": (zipped("b.zip", content=zipped("a.zip", content=bytes(MB))), "archive"),
    "pdf that unpacks to 200 MB": (with_packed_parts(ZEROS), "too-complicated"),
    "pdf whose list of parts unpacks to 200 MB": (
        with_packed_parts(b"", ZEROS),
        "damaged",
    ),
    "pdf of lists in lists": (
        pdf({6: b"[" * 100_000 + b"]" * 100_000}, page="/Group 6 0 R"),
        "damaged",
    ),
    "pdf whose pages are a ring": (
        pdf({2: b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"}),
        "damaged",
    ),
    "pdf of parts in heaps": (
        b"%PDF-1.7\n" + b"".join(b"%d 0 obj null endobj\n" % at for at in range(100_000)),
        "damaged",
    ),
}
TAKEN = {
    "png with 200 MB behind its last line": png(
        size=(4000, 4000), pixels=bytes(4001 * 4000)
    ).replace(IEND, png_chunk(b"IDAT", ZEROS) + IEND),
    "jpeg of 14,000 by 14,000 and nothing in it": jpeg_that_says_it_is(14_000, 14_000),
    "pdf that draws over and over": drawn_over_and_over(),
}


def work_done() -> float:
    """Return how long processors have worked for our readers of files, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("raw", "reason"), REFUSED.values(), ids=REFUSED)
def test_I19_a_bomb_is_refused_before_it_goes_off(raw: bytes, reason: Reason) -> None:
    began = work_done()
    with pytest.raises(FileRefusedError) as refused:
        clean_file(raw, "bomb", limit_mb=25)

    assert refused.value.code == reason
    assert work_done() - began < 5


@pytest.mark.parametrize("raw", TAKEN.values(), ids=TAKEN)
def test_I19_a_bomb_that_is_a_file_too_becomes_that_file(raw: bytes) -> None:
    began = work_done()
    clean = clean_file(raw, "bomb", limit_mb=25)

    assert len(clean.body) < MB
    assert work_done() - began < 5


@pytest.mark.parametrize(
    "raw",
    [
        REFUSED["png of 50,000 by 50,000"][0],
        REFUSED["pdf that unpacks to 200 MB"][0],
        *TAKEN.values(),
    ],
)
def test_I19_memory_rises_by_less_than_300_mb(raw: bytes) -> None:
    assert rise(raw) < 300 * 1000


@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [
        ("JPEG", "CMYK", (5000, 4000)),
        ("PNG", "RGBA", (4000, 4000)),
        ("WEBP", "RGBA", (4160, 3120)),
    ],
)
def test_the_largest_pictures_we_take_have_room(
    kind: str, mode: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 60)  # a machine may be busy with other tests
    exif = Image.Exif()
    exif[274] = 6  # held upright, so it is turned, which takes twice the room
    drawn = Image.linear_gradient("L").resize(size)
    picture = Image.merge(mode, [drawn] * 4)
    raw = saved(picture, kind, exif=exif, **({"method": 0} if kind == "WEBP" else {}))

    clean = clean_file(raw, "large", limit_mb=25)

    assert clean.kind == ("image/jpeg" if kind == "JPEG" else "image/png")
    assert rise(raw) < 300 * 1000


def rise(raw: bytes) -> int:
    """Return the most memory that cleaning ever held, beyond that of starting, in kB."""
    module, clean = ("pdfs", "clean_pdf") if raw[:4] == b"%PDF" else ("pictures", "clean_picture")
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED.format(module=module, clean=clean)],
        input=raw,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    return int(ran.stderr.split()[-1])
