"""What officers fill in about a response."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length

LONGEST_REASON = 2000

CHANNEL_WORDS = {
    "online": _l("Online"),
    "paper": _l("On paper"),
    "letter": _l("By letter"),
    "phone": _l("By phone"),
    "email": _l("By e-mail"),
    "workshop": _l("In a workshop"),
    "video": _l("By video"),
}
STANDING_WORDS = {
    "counted": _l("Counted"),
    "late": _l("Came late, not counted"),
    "withdrawn": _l("Taken back by the person"),
    "erased": _l("Deleted because the person asked"),
}
SIGNAL_WORDS = {
    "hidden-field": _l("Filled in a field that people cannot see"),
    "fast": _l("Sent faster than people can read"),
}


class LateForm(FlaskForm):
    """Why a late response counts."""

    reason = TextAreaField(
        _l("Why should it count?"),
        [DataRequired(_l("Say why, in a sentence")), Length(max=LONGEST_REASON)],
    )


class ErasureForm(FlaskForm):
    """Deleting for good takes a tick."""

    sure = BooleanField(
        _l("I want to delete this response for good"),
        [DataRequired(_l("Tick the box to show that you mean it"))],
    )
