"""What an officer fills in about a consultation as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    DateField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from accessibility.formats import FORMATS
from consult.compact.rules import default_last_day
from consult.core.languages import LANGUAGES, current_language
from consult.core.letters import cleaned
from consult.editions.forms import FORMAT_WORDS
from consult.plan.forms.problems import PROBLEM_WORDS
from consult.plan.rules.definition import EASY_READ, SIGNED
from consult.plan.rules.problems import YEARS, problems_in_period

Raw = Mapping[str, Any]

_FOR_PEOPLE = [one for one in FORMATS.values() if not one.for_officers]
_TEXTS = (
    "title",
    "owner",
    "summary",
    "why",
    "who_is_affected",
    "what_happens_next",
    "decision_maker",
    "privacy",
    "equality_impact",
    "equality_impact_not_needed",
)
_CONTACT = {"phone": "ask_number", "email": "ask_address"}
_POINTS = ("can_change", "cannot_change")
_LISTS = ("languages_promised", "formats_promised")
_ONE_A_LINE = _l("Write each point on a line of its own.")


def _year_fits(_form: FlaskForm, field: DateField) -> None:
    """Refuse a first day in a year that no file may name, or with a last day in one."""
    if (opens := field.data) is None:
        return
    closes = default_last_day(opens) if opens.year in YEARS else opens
    for one in problems_in_period(opens, closes):
        raise ValidationError(PROBLEM_WORDS[one.code] % dict(one.facts))


class BeginForm(FlaskForm):
    """The least that a consultation begins with; the rest follows."""

    title = StringField(
        _l("Title"),
        filters=[cleaned],
        validators=[DataRequired(_l("Give it a title.")), Length(max=200)],
    )
    owner = StringField(
        _l("The public body that asks"),
        filters=[cleaned],
        validators=[DataRequired(_l("Name the public body.")), Length(max=200)],
    )
    summary = TextAreaField(
        _l("What is proposed?"),
        description=_l("A few plain sentences. They stand in lists too."),
        filters=[cleaned],
        validators=[DataRequired(_l("Say what is proposed.")), Length(max=2000)],
    )
    opens = DateField(
        _l("First day"), validators=[InputRequired(_l("Give the first day.")), _year_fits]
    )


class AboutForm(FlaskForm):
    """Everything people read about a consultation before its questions."""

    seen = HiddenField()
    title = BeginForm.title
    owner = BeginForm.owner
    summary = BeginForm.summary
    why = TextAreaField(_l("Why do you ask?"), filters=[cleaned])
    who_is_affected = TextAreaField(_l("Who may notice a difference?"), filters=[cleaned])
    can_change = TextAreaField(
        _l("What can people’s answers still change?"), description=_ONE_A_LINE, filters=[cleaned]
    )
    cannot_change = TextAreaField(
        _l("What is settled?"), description=_ONE_A_LINE, filters=[cleaned]
    )
    what_happens_next = TextAreaField(_l("What happens next?"), filters=[cleaned])
    decision_maker = StringField(_l("Who decides?"), filters=[cleaned])
    decision_day = DateField(_l("On which day do they decide?"), validators=[Optional()])
    # Not called “phone”: browsers would fill in the officer’s own.
    ask_number = StringField(_l("Phone number for questions"), filters=[cleaned])
    ask_address = StringField(_l("E-mail address for questions"), filters=[cleaned])
    privacy = TextAreaField(_l("What happens to people’s answers?"), filters=[cleaned])
    keep_months = IntegerField(_l("How many months are answers kept?"), validators=[Optional()])
    equality_impact = TextAreaField(
        _l("How may this touch different groups of people?"), filters=[cleaned]
    )
    equality_impact_not_needed = TextAreaField(
        _l("Or: why does nobody need to look into that?"), filters=[cleaned]
    )
    minutes = IntegerField(
        _l("How many minutes does it take to answer?"),
        description=_l("Leave it empty, and we reckon it from the questions."),
        validators=[Optional()],
    )
    languages_promised = SelectMultipleField(
        _l("Which languages will people find it in?"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    formats_promised = SelectMultipleField(
        _l("Which formats will people find it in?"),
        choices=[
            *(SelectChoice(one.name, FORMAT_WORDS[one.name]) for one in _FOR_PEOPLE),
            SelectChoice(EASY_READ, _l("Easy Read")),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def about(self, before: Raw) -> dict[str, Any]:
        """Return the facts as they stand in a document. What has no box here stays as it was."""
        boxes = {*_TEXTS, *_POINTS, *_LISTS, "decision_day", "contact", "keep_months", "minutes"}
        made = {name: value for name, value in before.items() if name not in boxes}
        made |= {name: (self[name].data or "").strip() for name in _TEXTS}
        made |= {name: _points(self[name].data or "") for name in _POINTS}
        made |= {name: list(self[name].data or ()) for name in _LISTS}
        contact = {name: (self[box].data or "").strip() for name, box in _CONTACT.items()}
        made["contact"] = {name: value for name, value in contact.items() if value}
        made["keep_months"], made["minutes"] = self.keep_months.data, self.minutes.data
        day = self.decision_day.data
        made["decision_day"] = day.isoformat() if day else ""
        return {name: value for name, value in made.items() if value or value is False}


def about_form(about: Raw, posted: Sequence[str] | None = None) -> AboutForm:
    """Return a form with the facts about a consultation, or with what was posted."""
    data = {name: about.get(name, "") for name in (*_TEXTS, "keep_months", "minutes")}
    data |= {name: "\n".join(about.get(name, ())) for name in _POINTS}
    data |= {name: about.get(name, []) for name in _LISTS}
    contact = about.get("contact", {})
    data |= {box: contact.get(name, "") for name, box in _CONTACT.items()}
    if about.get("decision_day"):
        data["decision_day"] = date.fromisoformat(about["decision_day"])
    source: dict[str, Any] = {"formdata": None} if posted is None else {}
    form = AboutForm(**source, data={name: value for name, value in data.items() if value != ""})
    names = Locale.parse(current_language().babel).languages
    form.languages_promised.choices = [
        *(SelectChoice(code, names[code]) for code in LANGUAGES),
        SelectChoice(SIGNED, _l("British Sign Language (BSL)")),
    ]
    return form


def _points(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
