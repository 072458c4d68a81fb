"""The choices that make pages easier to read."""

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
)

from consult.core.reading import CHOICES, Reading


class ReadingForm(Form):
    """How pages look; kept in the person’s own browser only."""

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
    line = RadioField(
        _l("Length of the lines"),
        choices=[
            SelectChoice("", _l("Standard")),
            SelectChoice("45", _l("Short")),
            SelectChoice("75", _l("Long")),
        ],
        validate_choice=False,
    )
    pictures = RadioField(
        _l("Pictures and charts"),
        choices=[SelectChoice("", _l("Show them")), SelectChoice("off", _l("Leave them out"))],
        validate_choice=False,
    )
    motion = RadioField(
        _l("Movement on the page"),
        choices=[
            SelectChoice("", _l("As my device is set")),
            SelectChoice("off", _l("No movement")),
        ],
        validate_choice=False,
    )
    words = RadioField(
        _l("Above a question"),
        choices=[
            SelectChoice("", _l("Nothing more")),
            SelectChoice("easy", _l("Easy Read with pictures, where there is some")),
        ],
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
