"""What officers fill in to change dates, and what a Champion answers."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from consult.core.letters import cleaned
from consult.plan.forms.reasons import REASON_FITS

SAY_WHY_NOT = _l("Write why not, in a full sentence.")
NOT_YOUR_OWN = _l("You asked for this yourself. Somebody else has to agree.")


class DatesForm(FlaskForm):
    """New dates, and why they change."""

    opens = DateField(_l("First day"), validators=[InputRequired(_l("Give the first day."))])
    closes = DateField(_l("Last day"), validators=[InputRequired(_l("Give the last day."))])
    reason = TextAreaField(
        _l("Why do the dates change? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


class PauseForm(FlaskForm):
    """Why no answers are taken for a while."""

    reason = TextAreaField(
        _l("Why is it paused? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


class GoOnForm(FlaskForm):
    """Until when it goes on, and why until that day."""

    closes = DateField(_l("New last day"), validators=[InputRequired(_l("Give the last day."))])
    reason = TextAreaField(
        _l("Why until this day? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


class OutcomeForm(FlaskForm):
    """Another day for the outcome, and why."""

    due = DateField(_l("Outcome due by"), validators=[InputRequired(_l("Give the day."))])
    reason = TextAreaField(
        _l("Why does the day change? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


class AnswerForm(FlaskForm):
    """What a Champion says when they do not agree."""

    words = TextAreaField(
        _l("If you say no: why?"),
        filters=[cleaned],
        validators=[REASON_FITS],
    )
