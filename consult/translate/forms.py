"""What translators fill in, and the words for what is wrong."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from accessibility.translation_check import TranslationFault, TranslationProblem
from consult.core.languages import ENGLISH, LANGUAGES, speaking
from consult.core.letters import cleaned
from consult.editions.forms import FORMAT_WORDS
from consult.plan.forms.reasons import REASON_FITS
from consult.translate.checks.exchange import SheetProblem
from consult.translate.rules.parity import Amends, Choice, Late, LateCopy
from consult.translate.rules.states import COMPUTER, PERSON, Text

FAULT_WORDS = {
    TranslationFault.EMPTY: _l("This is empty."),
    TranslationFault.CONTROL: _l(
        "It holds signs that nobody can see and that may turn text round."
    ),
    TranslationFault.NOISE: _l("It holds too many marks on one letter."),
    TranslationFault.LONG_WORD: _l("It holds a word that is too long: “%(detail)s…”."),
    TranslationFault.SCRIPT: _l("Most of its letters are not those of this language."),
    TranslationFault.DIGITS: _l("Write numbers with these digits: 0 1 2 3. It has: %(detail)s."),
    TranslationFault.PLACEHOLDERS: _l("These have to be the same as in English: %(detail)s."),
    TranslationFault.TOKENS: _l(
        "A phone number, link, address or date differs from the English: %(detail)s."
    ),
    TranslationFault.NUMBERS: _l("A number differs from the English: %(detail)s."),
    TranslationFault.LENGTH: _l("It is much shorter or longer than the English. Is it all there?"),
}

SHEET_WORDS = {
    "unreadable": _l(
        "We cannot read this file. It has to be the XLIFF, PO or CSV file from this page. "
        "Save it from here again."
    ),
    "other-consultation": _l("This file is for another consultation."),
    "other-language": _l("This file is for another language."),
    "twice": _l("“%(key)s” stands twice in the file."),
    "no-such-text": _l("“%(key)s” is not a text of this consultation."),
    "english-changed": _l("The English of “%(key)s” is not the English that is here now."),
    "faulty": _l("“%(key)s”: %(words)s"),
    "nothing-new": _l("There is nothing new in this file."),
}
# What no file brings in. The rest is shown beside the text, for a person to look at.
NEVER_KEPT = frozenset(TranslationFault) - {
    TranslationFault.DIGITS,
    TranslationFault.NUMBERS,
    TranslationFault.LENGTH,
}
MOST_SHOWN = 20  # problems of a file


class SheetForm(FlaskForm):
    """A file of translations."""

    file = FileField(_l("File with translations (XLIFF, PO or CSV)"))
    method = RadioField(
        _l("Who made these translations?"),
        choices=[
            SelectChoice(PERSON, _l("A person")),
            SelectChoice(COMPUTER, _l("A computer. Nobody has read them.")),
        ],
        default=PERSON,
    )


def part_form(texts: Sequence[Text]) -> FlaskForm:
    """Return a form with a box for each text of a part, and what is there so far."""
    boxes = {
        f"text_{at}": TextAreaField(
            one.source.text,
            default=one.newest.text if one.newest else "",
            filters=[cleaned],
        )
        for at, one in enumerate(texts)
    }
    form: type[FlaskForm] = type("PartForm", (FlaskForm,), {"seen": HiddenField(), **boxes})
    return form()


def fault_words(problem: TranslationProblem) -> str:
    """Return in words what a machine finds wrong with a translation."""
    return str(FAULT_WORDS[problem.fault] % {"detail": problem.detail})


def sheet_words(problem: SheetProblem) -> str:
    """Return in words why a file cannot be taken."""
    return str(SHEET_WORDS[problem.code] % {"key": problem.key, "words": problem.words})


class StopForm(FlaskForm):
    """Why a language is taken away."""

    reason = TextAreaField(
        _l("Why do you stop it? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )


# As a sentence says it: “Audio file (Urdu) came 3 days after the first day”.
LATE_WORDS = {**FORMAT_WORDS, "audio": _l("Audio file")}
NOT_LATE = _l("On this day it is not late. Give a day after the first day.")


class LateForm(FlaskForm):
    """What came late, since when it is there, and what is done about it."""

    # Which copy it is, where the list of copies led here; a name of ours or nothing.
    format = HiddenField()
    language = HiddenField()

    what = StringField(
        _l("Which format came late?"),
        filters=[cleaned],
        validators=[InputRequired(_l("Name the format."))],
    )
    came = DateField(
        _l("Since which day can people have it?"),
        validators=[InputRequired(_l("Give the day."))],
    )
    choice = RadioField(
        _l("What do you do about it?"),
        choices=[
            SelectChoice(Choice.EXTEND, _l("Everybody gets these days more")),
            SelectChoice(Choice.LONGER, _l("Answers in it count for these days more")),
            SelectChoice(Choice.NEITHER, _l("Nothing, for the reason below")),
        ],
        validators=[InputRequired(_l("Choose one of these."))],
    )
    reason = TextAreaField(
        _l("Why is it late? Everybody can read your reason."),
        filters=[cleaned],
        validators=[REASON_FITS],
    )

    def late(self, days: int) -> Late:
        """Return what came late by some days."""
        format_, language = self.format.data or "", self.language.data or ""
        is_copy = format_ in LATE_WORDS and language in LANGUAGES
        return Late(self.what.data or "", days, *((format_, language) if is_copy else ()))

    def amends(self) -> Amends:
        """Return what was chosen."""
        return Amends(Choice(self.choice.data), self.reason.data or "")


def amends_form() -> LateForm:
    """Return the form for what names itself, and is offered the moment it is sent."""
    form = LateForm()
    del form.what, form.came, form.format, form.language
    return form


def filled_in(late: LateCopy) -> dict[str, object]:
    """Return what the form begins with for a copy; in English, as all that officers write."""
    with speaking(ENGLISH):
        what = f"{LATE_WORDS[late.format]} ({LANGUAGES[late.language].english_name})"
    return {"format": late.format, "language": late.language, "what": what, "came": late.came}
