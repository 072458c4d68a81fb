"""What is filled in to change dates."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from consult.core.letters import cleaned
from consult.plan.forms.reasons import REASON_FITS


class DatesForm(FlaskForm):
    """New dates, and why they change."""

    opens = DateField(_l("First day"), validators=[InputRequired(_l("Give the first day."))])
    closes = DateField(_l("Last day"), validators=[InputRequired(_l("Give the last day."))])
    reason = TextAreaField(
        _l("Why do the dates change? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )
