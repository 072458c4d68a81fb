"""I18: what a file is, is told by what it holds; it is written anew, or refused."""

import gzip
import io
import tarfile
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from consult.core.uploads import CleanFile, FileRefusedError, Reason, clean_file
from tests.support.sent_files import WORDS, pdf, png, saved, stream, two_colours, zipped

SCRIPT = "<script>alert(1)</script>"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'
HTML = f"<!DOCTYPE html><html><body>{SCRIPT}</body></html>"
JPEG = saved(two_colours(), "JPEG")
PNG = saved(two_colours(), "PNG")
WEBP = saved(two_colours(), "WEBP")
ZIP = zipped("letter.txt")


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("letter.txt"))
    return out.getvalue()


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def animated(kind: str) -> bytes:
    return saved(two_colours(), kind, save_all=True, append_images=[Image.new("RGB", (64, 32))])


TAKEN: dict[str, tuple[bytes, str]] = {
    "photo.jpg": (JPEG, "image/jpeg"),
    "photo called letter.pdf": (JPEG, "image/jpeg"),
    "grey photo": (saved(two_colours("L"), "JPEG"), "image/jpeg"),
    "photo for print": (saved(two_colours("CMYK"), "JPEG"), "image/jpeg"),
    "photo with web page behind": (JPEG + HTML.encode(), "image/jpeg"),
    "photo with zip behind": (JPEG + ZIP, "image/jpeg"),
    "photo with small photo behind": (
        saved(two_colours(), "MPO", save_all=True, append_images=[two_colours(size=(8, 8))]),
        "image/jpeg",
    ),
    "photo with script in its comment": (
        saved(two_colours(), "JPEG", comment=SCRIPT.encode()),
        "image/jpeg",
    ),
    "drawing.png": (PNG, "image/png"),
    "drawing called page.html": (PNG, "image/png"),
    "black and white scan": (saved(two_colours("1"), "PNG"), "image/png"),
    "drawing of few colours": (saved(two_colours("P"), "PNG"), "image/png"),
    "drawing one can see through": (saved(two_colours("RGBA"), "PNG"), "image/png"),
    "drawing with program behind": (PNG + b"MZ\0\0", "image/png"),
    "photo.webp": (WEBP, "image/jpeg"),
    "see-through.webp": (
        saved(Image.new("RGBA", (64, 32), (*b"\xc8\x1e\x1e", 128)), "WEBP"),
        "image/png",
    ),
    "letter.pdf": (pdf(), "application/pdf"),
    "letter called setup.exe": (pdf(), "application/pdf"),
    "letter with web page behind": (pdf() + HTML.encode(), "application/pdf"),
    "letter with zip behind": (pdf() + ZIP, "application/pdf"),
    "letter that only may not be printed": (locked(""), "application/pdf"),
    "note.txt": (b"Please keep the trees.", "text/plain"),
    "note.txt from Windows": ("\ufeffUp, please\r\nThank you".encode(), "text/plain"),
    "note in Urdu": ("درخت رہنے دیں".encode(), "text/plain"),
    "note that begins like a program": (b"MZ Khan, 5 High Street", "text/plain"),
    "note that begins like a picture": (b"BMX track, please", "text/plain"),
    "note with a heart": (b"We <3 trees, and 2 < 3", "text/plain"),
    "note with colours for a terminal": (b"\x1b[31mred\x1b[0m", "text/plain"),
}


@pytest.mark.parametrize(("raw", "kind"), TAKEN.values(), ids=TAKEN)
def test_I18_what_we_take_is_written_anew(raw: bytes, kind: str) -> None:
    clean = clean_file(raw, "x.html", limit_mb=1)

    assert clean.kind == kind
    for trace in (b"<script", b"<html", b"PK\x03\x04", b"MZ\0\0", b"\x1b["):
        assert trace not in clean.body
    assert_opens(clean)


def assert_opens(clean: CleanFile) -> None:
    """Take a second look with a fresh reader."""
    if clean.kind == "text/plain":
        assert clean.body.decode("utf-8")
    elif clean.kind == "application/pdf":
        assert PdfReader(BytesIO(clean.body), strict=True).pages[0].extract_text()
    else:
        with Image.open(BytesIO(clean.body)) as picture:
            picture.load()
            assert picture.get_format_mimetype() == clean.kind
            assert picture.size == (64, 32)


REFUSED: dict[str, tuple[bytes, Reason]] = {
    "nothing": (b"", "empty"),
    "blank note": (b" \r\n\x0b\n", "empty"),
    "drawing.svg": (SVG.encode(), "web-page"),
    "drawing.svg called photo.png": (b'<?xml version="1.0"?>' + SVG.encode(), "web-page"),
    "drawing.svgz": (gzip.compress(SVG.encode()), "archive"),
    "page.html": (HTML.encode(), "web-page"),
    "page with a mark before it": (b"\xef\xbb\xbf\n \t" + HTML.encode(), "web-page"),
    "page in capital letters": (b"hello <SCRIPT SRC=//evil.example>", "web-page"),
    "page far below words": (b"hello\n" * 5000 + SVG.encode(), "web-page"),
    "page in two-byte letters": (HTML.encode("utf-16"), "unknown-kind"),
    "server page": (b"<?php system($_GET['c']);", "web-page"),
    "picture that begins like a page": (b"<html>" + JPEG, "unknown-kind"),
    "letter.docx": (zipped("[Content_Types].xml", "word/document.xml"), "office"),
    "table.xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "office"),
    "letter.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "office"),
    "letter.rtf": (rb"{\rtf1 hello}", "office"),
    "letter.zip": (ZIP, "archive"),
    "letter.zip called letter.pdf": (zipped("letter.pdf", content=pdf()), "archive"),
    "empty.zip": (zipped(), "archive"),
    "letter.tar": (tar(), "archive"),
    "letter.7z": (b"7z\xbc\xaf\x27\x1c\0\4", "archive"),
    "letter.rar": (b"Rar!\x1a\x07\x01\0", "archive"),
    "setup.exe": (b"MZ\x90\0\3\0\0\0", "program"),
    "setup for Linux": (b"\x7fELF\2\1\1\0", "program"),
    "setup.sh": (b"#!/bin/sh\nrm -rf ~\n", "program"),
    "photo.heic": (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "heic"),
    "photo.avif": (saved(two_colours(), "AVIF"), "other-picture"),
    "photo.gif": (saved(two_colours("P"), "GIF"), "other-picture"),
    "gif that is a script too": (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "other-picture"),
    "scan.tif": (saved(two_colours(), "TIFF"), "other-picture"),
    "photo.bmp": (saved(two_colours(), "BMP"), "other-picture"),
    "film.mp4": (b"\0\0\0\x18ftypisom\0\0\2\0isommp41", "sound-or-film"),
    "speech.mp3": (b"ID3\4\0\0\0\0\0\0", "sound-or-film"),
    "speech.wav": (b"RIFF\x24\0\0\0WAVEfmt ", "sound-or-film"),
    "moving.webp": (animated("WEBP"), "animated"),
    "moving.png": (animated("PNG"), "animated"),
    "half a photo": (JPEG[: len(JPEG) // 2], "damaged"),
    "half a drawing": (PNG[: len(PNG) // 2], "damaged"),
    "name of a photo only": (b"\xff\xd8\xff", "damaged"),
    "drawing with a wrong sum": (png()[:-20] + bytes(20), "damaged"),
    "name of a letter only": (b"%PDF-1.7\n", "damaged"),
    "letter without pages": (pdf({2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), "damaged"),
    "locked letter": (locked("secret"), "locked"),
    "form for one program only": (pdf(catalog="/AcroForm << /XFA [] >>"), "form"),
    "letter packed many times": (
        pdf({4: stream(WORDS, "/Filter [/FlateDecode /FlateDecode /FlateDecode]")}),
        "too-complicated",
    ),
    "noise": (bytes(range(256)), "unknown-kind"),
    "noise of letters": (b"abc\0def", "unknown-kind"),
    "note in old letters": ("£5".encode("latin-1"), "unknown-kind"),
}


@pytest.mark.parametrize(("raw", "reason"), REFUSED.values(), ids=REFUSED)
def test_I18_all_else_is_refused_with_its_reason(raw: bytes, reason: Reason) -> None:
    with pytest.raises(FileRefusedError) as refused:
        clean_file(raw, "photo.jpg", limit_mb=1)

    assert refused.value.code == reason


def test_a_file_may_be_as_large_as_we_say_and_no_larger() -> None:
    assert len(clean_file(b"a" * 1024 * 1024, "note", limit_mb=1).body) == 1024 * 1024

    with pytest.raises(FileRefusedError) as refused:
        clean_file(b"a" * (1024 * 1024 + 1), "note", limit_mb=1)

    assert refused.value.code == "too-large"
    assert refused.value.facts == {"limit_mb": 1}


def test_a_text_keeps_every_letter_but_those_that_steer_machines() -> None:
    sent = "\ufeffA\tb\r\n👩‍👩‍👧 اردو\u202e\x00".replace("\0", "\x07\x1b\x7f\x9b")

    clean = clean_file(sent.encode(), "note.md", limit_mb=1)

    assert clean.body.decode() == "A\tb\n👩‍👩‍👧 اردو\u202e"
    assert (clean.extension, clean.name) == (".txt", "note.txt")
