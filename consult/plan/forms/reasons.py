"""The length of a stated reason, and what is filled in at opening."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from consult.compact.rules import LONGEST_REASON
from consult.core.letters import cleaned

REASON_FITS = Length(
    max=LONGEST_REASON,
    message=_l("Make it %(limit)s characters or fewer. We kept all of it here.")
    % {"limit": LONGEST_REASON},
)


class OpenForm(FlaskForm):
    """The reason for what is not kept at opening, if anything."""

    reason = TextAreaField(
        _l("Why is this so? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )
