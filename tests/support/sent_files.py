"""Files as people send them, and as attackers would: made here, so that no test needs a binary."""

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from itertools import accumulate
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

# Stands wherever a person did not mean to send something.
CANARY = "Canary-7Q2X"
RED, BLUE = (200, 30, 30), (20, 40, 200)


def two_colours(mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return one part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, size: tuple[int, int] = (1, 1), pixels: bytes = b"\0\0") -> bytes:
    """Return a grey PNG with parts between its size and its pixels."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(pixels)) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + body


def zipped(*names: str, content: bytes = b"x") -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def stream(data: bytes, keys: str = "") -> bytes:
    """Return a part of a PDF that holds bytes."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys.encode(), data)


# The first five parts of every PDF below; 1 and 3 can be added to.
CATALOG, PAGE = "/Type /Catalog /Pages 2 0 R", "/Type /Page /Parent 2 0 R"
WORDS = b"BT /F1 24 Tf 20 100 Td (We like trees) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(
    parts: Mapping[int, bytes] | None = None,
    *,
    catalog: str = "",
    page: str = "",
    resources: str = "",
    trailer: str = "",
    drawing: bytes = WORDS,
) -> bytes:
    """Return a PDF of one page. Further parts are numbered from 6."""
    all_parts = {
        1: f"<< {CATALOG} {catalog} >>".encode(),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: (
            f"<< {PAGE} /MediaBox [0 0 300 200] /Contents 4 0 R {page}"
            f" /Resources << /Font << /F1 5 0 R >> {resources} >> >>"
        ).encode(),
        4: stream(drawing),
        5: FONT,
        **(parts or {}),
    }
    return pdf_of(all_parts, trailer)


def pdf_of(parts: Mapping[int, bytes], trailer: str = "") -> bytes:
    """Return a PDF with all its parts given, the first of which is the catalog."""
    head = b"%PDF-1.7\n"
    written = [b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in parts.items()]
    *starts, end = accumulate(map(len, written), initial=len(head))
    rows = _rows(dict(zip(parts, starts, strict=True)))
    last = f"trailer << /Size {max(parts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{end}\n%%EOF\n"
    return b"".join([head, *written, b"xref\n", *rows, last.encode()])


def _rows(starts: Mapping[int, int]) -> Iterator[bytes]:
    yield b"0 %d\n0000000000 65535 f \n" % (max(starts) + 1)
    for number in range(1, max(starts) + 1):
        used = b"n" if number in starts else b"f"
        yield b"%010d 00000 %s \n" % (starts.get(number, 0), used)
