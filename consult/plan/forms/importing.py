"""What is filled in to bring a file in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField

from consult.core.letters import cleaned
from consult.plan.forms.reasons import REASON_FITS


class ImportForm(FlaskForm):
    """A file, and the reason for a period that is not 12 weeks."""

    file = FileField(_l("Definition file (JSON)"))
    reason = TextAreaField(
        _l("Why is the period not 12 weeks?"),
        filters=[cleaned],
        validators=[REASON_FITS],
    )
