"""What an officer fills in about a requested format."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, TextAreaField

from consult.core.letters import cleaned
from consult.share.forms.words import problems_of_length
from consult.share.rules.steps import State

STATE_WORDS = {
    "asked": _l("Asked for"),
    "made": _l("Made"),
    "checked": _l("Checked"),
    "sent": _l("Sent"),
    "refused": _l("Cannot be made"),
}

STEP_PROBLEMS = {
    "no-checker": _l("Write who checked it"),
    "no-reason": _l("Say why, in a sentence. The person reads it."),
}


class StepForm(Form):
    """A step, with the name of who checked it or the reason why it cannot be made."""

    name = StringField(_l("Who checked it?"), filters=[lambda one: cleaned(one or "").strip()])
    reason = TextAreaField(
        _l("Why can it not be made?"), filters=[lambda one: cleaned(one or "").strip()]
    )

    def is_clear(self, step: State) -> bool:
        """Say whether the step has what it takes; if not, the page says what is missing."""
        if step is State.CHECKED and not self.name.data:
            self.name.errors = [STEP_PROBLEMS["no-checker"]]
        if step is State.REFUSED and not self.reason.data:
            self.reason.errors = [STEP_PROBLEMS["no-reason"]]
        for field in (self.name, self.reason):
            field.errors = problems_of_length(field.data) or field.errors
        return not self.errors
