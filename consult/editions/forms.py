"""The words for formats and for kinds of files."""

from flask_babel import lazy_gettext as _l

FORMAT_WORDS = {
    "large-print": _l("Large print copy to print"),
    "giant-print": _l("Giant print copy to print"),
    "clear-print": _l("Clear print copy to print"),
    "plain-text": _l("Copy as plain text"),
    "paper-form": _l("Form to fill in on paper"),
    "audio": _l("Listen to it"),
    "braille-contracted": _l("Braille, contracted"),
    "braille-uncontracted": _l("Braille, uncontracted"),
    "word": _l("Copy for Word"),
    "open-document": _l("Copy for LibreOffice"),
    "e-book": _l("E-book"),
    "phone-script": _l("Script for asking the questions on the phone"),
}
# How people know a kind of file.
KIND_WORDS = {
    "pdf": _l("PDF"),
    "mp3": _l("MP3, a computer voice"),
    "brf": _l("BRF"),
    "docx": _l("DOCX"),
    "odt": _l("ODT"),
    "epub": _l("EPUB"),
    "txt": _l("plain text"),
}
