"""Pictures inside a PDF: the same picture to the last bit, without the notes beside it.

A phone’s photo keeps its place and time (GPS, EXIF) when it is put into a PDF.
"""

import re

# A JPEG is a row of segments: 0xFF, a letter, two bytes of length. Names as in ITU-T T.81.
SOI, EOI, SOS, FILL = b"\xff\xd8", b"\xff\xd9", 0xDA, 0xFF
# All application segments but “Adobe”, which says how the colours are mixed; and comments.
NOTES = {*range(0xE0, 0xF0), 0xFE} - {0xEE}
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

# A JPEG 2000 is a row of boxes: four bytes of length, a name. From ISO 15444-1, annex I.
JP2_BEGINNING = b"\0\0\0\x0cjP  "
JP2_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def jpeg_without_notes(raw: bytes) -> bytes:
    """Return a JPEG without notes and without what stands behind it. Raises ValueError."""
    at = raw.find(SOI)
    if at < 0:
        raise ValueError("not a JPEG")
    at += len(SOI)
    kept = bytearray(SOI)
    while at + 4 <= len(raw) and raw[at : at + 2] != EOI:
        if raw[at] != FILL:
            raise ValueError("not a segment")
        letter = raw[at + 1]
        end = at + 1 if letter == FILL else _end_of_segment(raw, at)
        if letter not in NOTES:
            kept += raw[at:end]
        at = end
    return bytes(kept) + EOI


def _end_of_segment(raw: bytes, at: int) -> int:
    end = at + 2 + int.from_bytes(raw[at + 2 : at + 4])
    if raw[at + 1] != SOS:
        return end
    following = AFTER_SCAN.search(raw, end)
    return following.start() if following else len(raw)


def jp2_without_notes(raw: bytes) -> bytes:
    """Return a JPEG 2000 with nothing but the boxes that make the picture."""
    if not raw.startswith(JP2_BEGINNING):
        return raw  # the bare picture, without boxes
    kept, at = bytearray(), 0
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4])
        if length == 1:  # too long for four bytes
            length = int.from_bytes(raw[at + 8 : at + 16])
        end = at + max(length, 8) if length else len(raw)
        if raw[at + 4 : at + 8] in JP2_KEPT:
            kept += raw[at:end]
        at = end
    return bytes(kept)
