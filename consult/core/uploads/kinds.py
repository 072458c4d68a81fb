"""The kind of a file, told by what it holds and by nothing else."""

import re

from consult.core.uploads.refusals import FileRefusedError, Reason

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF, TEXT = "application/pdf", "text/plain"

BEGINNINGS: dict[bytes, str] = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"%PDF-": PDF,
}
# What we know well enough to tell the person what to do instead.
REFUSED_BEGINNINGS: dict[bytes, Reason] = {
    b"GIF8": "other-picture",
    b"II*\0": "other-picture",
    b"MM\0*": "other-picture",
    b"\0\0\1\0": "other-picture",
    b"8BPS": "other-picture",
    b"\xff\x0a": "other-picture",
    b"\0\0\0\x0cJXL ": "other-picture",
    b"\0\0\0\x0cjP  ": "other-picture",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "office",
    b"{\\rtf": "office",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ\0": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
    b"\x28\xb5\x2f\xfd": "archive",
    b"MSCF\0": "archive",
    b"PK\x05\x06": "archive",
    b"\x7fELF": "program",
    b"\xca\xfe\xba\xbe": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"\0asm": "program",
    b"#!": "program",
    b"ID3": "sound-or-film",
    b"OggS": "sound-or-film",
    b"\x1a\x45\xdf\xa3": "sound-or-film",
    b"RIFF": "sound-or-film",
}
# Beginnings that are letters too, so a text is asked about first.
REFUSED_UNLESS_TEXT: dict[bytes, Reason] = {b"MZ": "program", b"BM": "other-picture"}

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
IN_OFFICE_ZIPS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"Index/Document.iwa")
MARKUP = re.compile(
    r"\A\s*<[a-z!?/]|<(!doctype|html|script|svg|iframe|object|embed)\b", re.IGNORECASE
)


def kind_of(raw: bytes) -> str:
    """Return the kind of a file that we take. Raises FileRefusedError for all others."""
    for beginning, kind in BEGINNINGS.items():
        if raw.startswith(beginning):
            return kind
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return WEBP
    _refuse_known(raw, REFUSED_BEGINNINGS)
    _refuse_boxes(raw)
    if _is_text(raw):
        return TEXT
    _refuse_known(raw, REFUSED_UNLESS_TEXT)
    raise FileRefusedError("unknown-kind")


def _refuse_known(raw: bytes, beginnings: dict[bytes, Reason]) -> None:
    for beginning, reason in beginnings.items():
        if raw.startswith(beginning):
            raise FileRefusedError(reason)


def _refuse_boxes(raw: bytes) -> None:
    """Refuse what is told by more than its first bytes. Nothing is unpacked to find out."""
    if raw.startswith(b"PK\x03\x04"):
        office = any(name in raw for name in IN_OFFICE_ZIPS)
        raise FileRefusedError("office" if office else "archive")
    if raw[257:262] == b"ustar":
        raise FileRefusedError("archive")
    if raw[4:8] == b"ftyp":
        brand = raw[8:12]
        film: Reason = "other-picture" if brand in {b"avif", b"avis"} else "sound-or-film"
        raise FileRefusedError("heic" if brand in HEIC_BRANDS else film)


def _is_text(raw: bytes) -> bool:
    """Say whether the file is text to be read. Raises FileRefusedError for markup."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if MARKUP.search(text):
        raise FileRefusedError("web-page")
    return "\0" not in text
