"""What an officer fills in about an answer that came another way."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from consult.core.languages import current_language, day_in_words
from consult.core.letters import cleaned
from consult.core.uploads import FileRefusedError
from consult.respond.forms.shapes import AnswerForm
from consult.respond.forms.words import words_for
from consult.respond.rules.answers import AnswerProblem, Channel
from consult.respond.rules.double_entry import NotChecked
from consult.respond.rules.intake import (
    ANOTHER_LANGUAGE,
    BRITISH_SIGN_LANGUAGE,
    CHANNELS,
    SPOKEN,
    About,
    Original,
)

CHANNEL_CHOICES = {
    Channel.PAPER: _l("Paper form"),
    Channel.LETTER: _l("Letter"),
    Channel.PHONE: _l("Phone call"),
    Channel.EMAIL: _l("E-mail"),
    Channel.WORKSHOP: _l("Note from a meeting"),
    Channel.VIDEO: _l("Video, also in British Sign Language"),
}

OWN_NAMES = {
    BRITISH_SIGN_LANGUAGE: _l("British Sign Language"),
    ANOTHER_LANGUAGE: _l("Another language"),
}

INTAKE_PROBLEMS = {
    "no-channel": _l("Choose how the answer reached us"),
    "no-language": _l("Choose the language of the answer"),
    "no-day": _l("Give the day on which it reached us"),
    "day-to-come": _l("Give a day that is not still to come"),
    "before-opening": _l("The consultation opened on %(day)s. Give that day or a later one."),
    "no-form-number": _l("Give the number of the form. If it has none, write one on it."),
    "not-a-form-number": _l("Write the number as it is printed, like 12 or LH-0012"),
    "no-link": _l("Give the link to the video"),
    "not-a-link": _l(
        "We cannot keep this link. Copy all of it, from a site with a safe connection."
    ),
    "text-too-long": _l(
        "The text has %(letters)s characters. We can store %(limit)s. Keep the rest as a scan."
    ),
    "no-words": _l("Write down in English what the person says"),
    "nothing-typed": _l("Nothing is typed yet. Type an answer, or keep the original."),
    "look-again": _l("Something does not fit. Look through the page again."),
    "choose-each": _l("Choose which of the two is right"),
}

AT_QUESTION = _l("Question %(number)s: %(problem)s")
IN_LINE = _l("Question %(number)s, line %(line)s: %(problem)s")

NOT_CHECKED_WORDS = {
    NotChecked.DONE: _l("This form has been typed in twice already."),
    NotChecked.THEIRS: _l("The person has looked through these answers, so nobody needs to check."),
    NotChecked.SAME_PERSON: _l(
        "You typed this form in. Somebody else has to check it: nobody sees their own mistakes."
    ),
}


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
    field.errors = [
        str(words % {"number": number, "line": line, "problem": one}) for one in field.errors
    ]


def words_for_intake(problem: AnswerProblem) -> str:
    """Return what to tell an officer about a problem, and how to mend it."""
    facts = {
        name: day_in_words(fact) if isinstance(fact, date) else fact
        for name, fact in problem.facts.items()
    }
    return str(INTAKE_PROBLEMS[problem.code] % facts)


def spoken_languages() -> Iterable[tuple[str, Any]]:
    """Return the languages people may answer in, by their names in the page’s language."""
    names = Locale.parse(current_language().babel).languages
    return [(code, OWN_NAMES.get(code) or names[code]) for code in SPOKEN]


def language_name(code: str) -> str:
    """Return the name of a language in the page’s language."""
    return str(dict(spoken_languages()).get(code, code))
