"""What an officer fills in about an answer that came another way."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from markupsafe import escape
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from consult.core.languages import current_language
from consult.core.letters import cleaned
from consult.core.uploads import FileRefusedError
from consult.respond.forms.intake_words import (
    CHANNEL_CHOICES,
    OWN_NAMES,
    words_for_intake,
)
from consult.respond.forms.shapes import AnswerForm
from consult.respond.forms.words import AT_QUESTION, IN_LINE, words_for
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.intake import (
    CHANNELS,
    SPOKEN,
    About,
    Original,
)


class IntakeForm(FlaskForm):
    """How an answer reached us."""

    channel = SelectField(_l("How it reached us"), validate_choice=False)
    language = SelectField(_l("Language of the answer"), validate_choice=False)
    received = StringField(_l("Day it reached us"))
    form_number = StringField(_l("Number of the form"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the ways and the languages in the language of the page."""
        super().__init__(*args, **kwargs)
        self.channel.choices = [
            ("", _l("Choose")),
            *((one, CHANNEL_CHOICES[one]) for one in CHANNELS),
        ]
        self.language.choices = [("", _l("Choose")), *spoken_languages()]

    def about(self) -> About:
        """Return what is said of the answer, as typed."""
        names = ("channel", "language", "received", "form_number")
        return About(**{name: cleaned(self[name].data or "").strip() for name in names})

    def show(self, problems: Mapping[str, AnswerProblem]) -> None:
        """Put problems on the page, at the field they belong to."""
        for name, problem in problems.items():
            self[name].errors = [words_for_intake(problem)]


class OriginalForm(IntakeForm):
    """The same, with what came: its text, a link to it, a scan of it."""

    text = TextAreaField(_l("The text as it came"))
    link = StringField(_l("Link to the video or the recording"))
    scan = FileField(_l("Scan or photo of it"))

    # What is posted beside the answers themselves.
    NAMES = frozenset(
        {
            *("csrf_token", "channel", "language", "received", "form_number"),
            *("text", "link", "scan", "remove", "go"),
        }
    )

    def original(self) -> Original:
        """Return what came, as typed."""
        return Original(cleaned(self.text.data or ""), cleaned(self.link.data or "").strip())

    def refuse_scan(self, error: FileRefusedError) -> None:
        """Say why a file is not kept."""
        self.scan.errors = [words_for(AnswerProblem(f"file-{error.code}", error.facts))]


class DeletionForm(FlaskForm):
    """Deleting what somebody typed takes a tick."""

    sure = BooleanField(
        _l("I want to delete what is typed on this page"),
        [DataRequired(_l("Tick the box to show that you mean it"))],
    )


def say_where(form: AnswerForm, number: int) -> None:
    """Let each problem with an answer say which question it is about: the page has them all."""
    page, field = form.page, form.first_field
    line = page.question.rows.index(page.row) + 1 if page.row else None
    words = IN_LINE if line else AT_QUESTION
    # A problem may hold a code that is kept in order: it is markup, and stays so.
    field.errors = [
        escape(words) % {"number": number, "line": line, "problem": one} for one in field.errors
    ]


def spoken_languages() -> Iterable[tuple[str, Any]]:
    """Return the languages people may answer in, by their names in the page’s language."""
    names = Locale.parse(current_language().babel).languages
    return [(code, OWN_NAMES.get(code) or names[code]) for code in SPOKEN]


def language_name(code: str) -> str:
    """Return the name of a language in the page’s language."""
    return str(dict(spoken_languages()).get(code, code))
