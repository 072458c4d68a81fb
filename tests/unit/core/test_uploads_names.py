"""I20: the name of a file is for showing only, and safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.core.uploads.names import LONGEST_NAME, shown_name

NAMES = {
    "letter.pdf": "letter.pdf",
    "LETTER.PDF": "LETTER.pdf",
    "letter.exe": "letter.pdf",
    "letter.pdf.exe": "letter.pdf",
    "letter": "letter.pdf",
    "Our view 2.0 (final).docx": "Our view 2.0 (final).pdf",
    "../../etc/passwd": "passwd.pdf",
    "..\\..\\Windows\\win.ini": "win.pdf",
    "C:\\Users\\jane\\letter.pdf": "letter.pdf",
    "/etc/cron.d/run": "run.pdf",
    "letter.pdf/": "file.pdf",
    "..": "file.pdf",
    ".htaccess": "htaccess.pdf",
    ". . .": "file.pdf",
    "": "file.pdf",
    "\0": "file.pdf",
    "letter.pdf\0.jpg": "letter.pdf",
    "a\r\nContent-Type: text\r\n\r\n<script>.pdf": "aContent-Type- text-script-.pdf",
    "photo\u202efdp.exe": "photofdp.pdf",
    "pho\u200bto\ufeff.pdf": "photo.pdf",
    "a\u2028b.pdf": "ab.pdf",
    "half\ud800.pdf": "half.pdf",
    "CON": "file-CON.pdf",
    "nul.txt": "file-nul.pdf",
    "com1.tar.gz": "file-com1.tar.pdf",
    "console.pdf": "console.pdf",
    'a"b;c=d|e?f*g.pdf': "a-b;c=d-e-f-g.pdf",
    "خط درخت.pdf": "خط درخت.pdf",
    "می\u200cخواهم.pdf": "می\u200cخواهم.pdf",
    "\U0001f469\u200d\U0001f33e.pdf": "\U0001f469\u200d\U0001f33e.pdf",
    "{{7*7}}%s.pdf": "{{7-7}}%s.pdf",
}


@pytest.mark.parametrize(("sent", "shown"), NAMES.items())
def test_I20_a_name_is_shown_without_what_could_do_harm(sent: str, shown: str) -> None:
    assert shown_name(sent, ".pdf") == shown


@pytest.mark.parametrize("sent", ["n" * 4096, "e\u0301" * 2048, "a/" * 2048 + "b" * 200])
def test_I20_a_long_name_is_cut(sent: str) -> None:
    shown = shown_name(sent, ".pdf")

    assert len(shown) == LONGEST_NAME
    assert shown.endswith(".pdf")


@given(st.text(st.characters(codec=None), max_size=200), st.sampled_from([".pdf", ".txt"]))
def test_I20_every_name_is_safe(sent: str, extension: str) -> None:
    shown = shown_name(sent, extension)

    assert len(extension) < len(shown) <= LONGEST_NAME
    assert shown.endswith(extension)
    assert not shown.startswith((".", " "))
    assert not set('/\\<>:"|?*') & set(shown)
    seen = {unicodedata.category(letter) for letter in shown if letter not in "\u200c\u200d"}
    assert not seen & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode("utf-8")
