"""How a person wants pages to look, and the words for other formats."""

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
)

from consult.core.reading import CHOICES, Reading

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


class ReadingForm(Form):
    """Size, colours and spacing; kept in the person’s own browser only."""

    size = RadioField(
        _l("Size of the letters"),
        choices=[
            SelectChoice("100", _l("Standard")),
            SelectChoice("125", _l("A little larger")),
            SelectChoice("150", _l("Larger")),
            SelectChoice("200", _l("Twice as large")),
            SelectChoice("300", _l("Three times as large")),
        ],
        validate_choice=False,
    )
    theme = RadioField(
        _l("Colours"),
        choices=[
            SelectChoice("", _l("As my device is set")),
            SelectChoice("standard", _l("Dark letters on white")),
            SelectChoice("cream", _l("Dark letters on cream")),
            SelectChoice("dark", _l("Light letters on dark")),
            SelectChoice("yellow", _l("Yellow letters on black")),
        ],
        validate_choice=False,
    )
    spacing = RadioField(
        _l("Space between letters and lines"),
        choices=[SelectChoice("normal", _l("Standard")), SelectChoice("wide", _l("Wide"))],
        validate_choice=False,
    )
    # The page to go back to.
    back = HiddenField()

    def chosen(self) -> Reading:
        """Return the choices. What is not on the list stays as it is by default."""
        wanted = {
            name: self[name].data for name, known in CHOICES.items() if self[name].data in known
        }
        return Reading(**wanted)
