"""What officers write about a theme, and the words for why a job failed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    HiddenField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from consult.analyse.queries import Quote
from consult.core.letters import cleaned
from consult.report.rules import LONGEST_DECISION

OWN_WORDS = Markup('<bdi lang="{}" dir="auto">{}</bdi>')
TOO_LONG = _l("Make it %(limit)s characters or fewer. We kept all of it here.") % {
    "limit": LONGEST_DECISION
}


NEVER = datetime.min.replace(tzinfo=UTC)


class PublishForm(FlaskForm):
    """Carries which draft the officer looked at before they pressed the button."""

    # When it was built, as 2026-11-21T10:00:00+00:00.
    seen = HiddenField()

    def seen_at(self) -> datetime:
        """Return when the draft they saw was built; long ago when the page does not say."""
        try:
            return datetime.fromisoformat(self.seen.data or "").astimezone(UTC)
        except (ValueError, OverflowError):
            return NEVER


class DecisionForm(FlaskForm):
    """What was decided, why, and which quotes to publish."""

    decided = TextAreaField(
        _l("What did you decide?"),
        filters=[cleaned],
        validators=[
            InputRequired(_l("Write what you decided")),
            Length(max=LONGEST_DECISION, message=TOO_LONG),
        ],
    )
    why = TextAreaField(
        _l("Why?"),
        filters=[cleaned],
        validators=[
            InputRequired(_l("Write why you decided this")),
            Length(max=LONGEST_DECISION, message=TOO_LONG),
        ],
    )
    quotes = SelectMultipleField(
        _l("Which of these words should be in the report?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    @property
    def written(self) -> str:
        """Return what was typed, to be measured; not what is longer than anybody may write."""
        typed = (self.decided.data or "", self.why.data or "")
        return "" if max(map(len, typed)) > LONGEST_DECISION else "\n".join(typed)

    def offer(self, quotes: Sequence[Quote]) -> None:
        """Show the quotes that may be published."""
        self.quotes.choices = [
            SelectChoice(str(one.response_id), OWN_WORDS.format(one.language, one.text))
            for one in quotes
        ]
