"""What is filled in when somebody asks for a second pair of eyes, and answers."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from consult.core.letters import cleaned
from consult.plan.rules.approval import LONGEST_NOTE

SECOND_PERSON = _l(
    "You edited this last, so somebody else has to approve it. Ask another publisher."
)
EDITED_SINCE = _l("Somebody edited it after you opened this page. Look again, then approve.")
NOT_READY = _l("Some things have to be mended first. They are listed here.")


class NoteForm(FlaskForm):
    """A few words to the other person."""

    words = TextAreaField(
        _l("A few words for the other person"),
        filters=[cleaned],
        validators=[
            Length(
                max=LONGEST_NOTE,
                message=_l("Make it %(limit)s characters or fewer. We kept all of it here.")
                % {"limit": LONGEST_NOTE},
            )
        ],
    )

    def says_something(self) -> bool:
        """Say whether there are words, and ask for them where there are none."""
        if not (self.words.data or "").strip():
            self.words.errors = [_l("Say what has to change.")]
        return not self.errors
