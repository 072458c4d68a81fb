"""What officers write about a theme, and the words for why a job failed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
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
from consult.respond.forms.intake import language_name
from consult.translate.rules.states import COMPUTER

OWN_WORDS = Markup('<bdi lang="{}" dir="auto">{}</bdi>')
IN_ENGLISH = Markup('<bdi lang="en" dir="ltr">{}</bdi>')
CHECKED = _l("Our translation from %(language)s:")
GIST = _l("A computer made this English. It is never published:")
UNCHECKED = _l("What it says in English. This is not published, as nobody has checked it:")
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
        self.quotes.choices = [SelectChoice(str(one.response_id), _words_of(one)) for one in quotes]


def _words_of(quote: Quote) -> Markup:
    """Return a quote and, below it, what it says in English."""
    words = OWN_WORDS.format(quote.language, quote.text)
    if not quote.english:
        return words
    made = GIST if quote.method == COMPUTER else UNCHECKED
    label = CHECKED if quote.is_english_checked else made
    said = escape(str(label) % {"language": language_name(quote.language)})
    return words + Markup("<br>") + said + " " + IN_ENGLISH.format(quote.english)
