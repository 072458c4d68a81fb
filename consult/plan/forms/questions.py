"""What an officer fills in for one question. Options and statements have a line each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    BooleanField,
    DecimalField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from consult.core.letters import cleaned
from consult.plan.forms.kinds import WITH_LENGTH, WITH_OPTIONS, WITH_WAYS_OUT
from consult.plan.rules.definition import ALONE, DONT_KNOW, RATHER_NOT, Kind
from consult.plan.rules.naming import value_from

Raw = Mapping[str, Any]

MOST_LINES = 200
_ROOM = 2  # empty lines behind the last one
OPTIONS, ROWS = "options", "rows"
# Words of a consultation are English; translators put them into other languages.
OTHER_WORDS, DONT_KNOW_WORDS = "Other", "I do not know"
RATHER_NOT_WORDS = "I would rather not answer"
OTHER = "other"
# More than the schema allows: it stands for every number of as many digits or more.
_TOO_LARGE = Decimal(10**13)


class QuestionForm(FlaskForm):
    """One question; `question_form` adds a line for each option and statement."""

    # What it was when the officer opened it.
    seen = HiddenField()
    text = TextAreaField(
        _l("Question"), filters=[cleaned], validators=[InputRequired(_l("Write the question."))]
    )
    hint = TextAreaField(_l("Help under the question"), filters=[cleaned])
    required = BooleanField(_l("People have to answer it"))
    section = SelectField(_l("Section"), validate_choice=False)
    dont_know = BooleanField(_l("Offer “I do not know”"))
    rather_not = BooleanField(_l("Offer “I would rather not answer”"))
    other = BooleanField(_l("Offer “Other”, with a box for people’s own words"))
    other_label = StringField(_l("Words beside that box"), filters=[cleaned])
    longest = IntegerField(_l("Most characters"), validators=[Optional()])
    lowest = DecimalField(_l("Smallest number"), places=None, validators=[Optional()])
    highest = DecimalField(_l("Largest number"), places=None, validators=[Optional()])
    megabytes = IntegerField(_l("Most megabytes"), validators=[Optional()])
    # After the opening: whether answers to the old words are answers to the new ones.
    same_meaning = BooleanField(_l("The meaning is the same: only the wording is better"))

    def every_line(self, part: str) -> list[dict[str, Any]]:
        """Return all lines in order, empty ones too, each as in a document."""
        count = sum(name.startswith(f"{part}_label_") for name in self._fields)
        found = []
        for at in range(count):
            value, label, hint = (
                " ".join((self[f"{part}_{name}_{at}"].data or "").split())
                for name in ("value", "label", "hint")
            )
            found.append({"value": value, "label": label} | ({"hint": hint} if hint else {}))
        return found

    def lines(self, part: str) -> list[dict[str, Any]]:
        """Return the lines that say something."""
        return [one for one in self.every_line(part) if one["label"]]

    def question(self, kind: Kind, before: Raw) -> dict[str, Any]:
        """Return the question as it stands in a document. Its route stays as it was."""
        kept = ("id", "show_if", "derived_from", "pattern", "name")
        made: dict[str, Any] = {name: before[name] for name in kept if name in before}
        made |= {"type": kind.value, "text": (self.text.data or "").strip()}
        texts = {"hint": self.hint, "other_label": self.other_label, "section": self.section}
        made |= {name: field.data.strip() for name, field in texts.items() if field.data}
        if self.required.data:
            made["required"] = True
        made |= self._limits(kind)
        if kind in WITH_OPTIONS:
            made |= self._options(kind, before)
        if kind is Kind.MATRIX:
            made[ROWS] = _valued(self.lines(ROWS))
        return made

    def _limits(self, kind: Kind) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if kind in WITH_LENGTH:
            fields = {"max_length": self.longest.data}
        elif kind is Kind.NUMBER:
            fields = {"min": _plain(self.lowest.data), "max": _plain(self.highest.data)}
        elif kind is Kind.FILE:
            fields = {"max_mb": self.megabytes.data}
        return {name: value for name, value in fields.items() if value is not None}

    def _options(self, kind: Kind, before: Raw) -> dict[str, Any]:
        options = self.lines(OPTIONS)
        given = {one["value"] for one in options}
        old = {one["value"]: one for one in before.get(OPTIONS, ())}
        if kind in WITH_WAYS_OUT:
            if self.other.data and not _other_values(before) & given:
                options.append(old.get(OTHER, {"value": OTHER, "label": OTHER_WORDS}))
            standing = {
                DONT_KNOW: (self.dont_know.data, DONT_KNOW_WORDS),
                RATHER_NOT: (self.rather_not.data, RATHER_NOT_WORDS),
            }
            for value, (is_wanted, label) in standing.items():
                if is_wanted:
                    options.append(old.get(value, {"value": value, "label": label}))
        options = _valued(options)
        values = {one["value"] for one in options}
        others = sorted((_other_values(before) | {OTHER}) & values) if self.other.data else []
        plain = [{name: one[name] for name in one if name != "other_text"} for one in options]
        made: dict[str, Any] = {OPTIONS: plain} if plain else {}
        return made | ({"other_text_on": others} if others and kind in WITH_WAYS_OUT else {})


def question_form(
    question: Raw,
    sections: Sequence[Raw],
    posted: Sequence[str] | None = None,
    *,
    room: int = _ROOM,
) -> QuestionForm:
    """Return a form with the lines of a question and room for more, or with what was posted."""
    lines = {OPTIONS: _shown_options(question), ROWS: list(question.get(ROWS, ()))}
    made: dict[str, object] = {}
    for part, found in lines.items():
        sent = sum(name.startswith(f"{part}_label_") for name in posted or ())
        for at in range(min(sent or len(found) + room, MOST_LINES)):
            line = found[at] if at < len(found) else {}
            made |= _line(part, at, line)
    form: type[QuestionForm] = type("FilledQuestionForm", (QuestionForm,), made)
    values = {one["value"] for one in question.get(OPTIONS, ())}
    source: dict[str, Any] = {"formdata": None} if posted is None else {}
    filled = form(
        **source,
        data={
            "text": question.get("text", ""),
            "hint": question.get("hint", ""),
            "required": question.get("required", False),
            "section": question.get("section", ""),
            "dont_know": DONT_KNOW in values,
            "rather_not": RATHER_NOT in values,
            "other": bool(_other_values(question)),
            "other_label": question.get("other_label", ""),
            "longest": question.get("max_length"),
            "lowest": question.get("min"),
            "highest": question.get("max"),
            "megabytes": question.get("max_mb"),
        },
    )
    choices = [SelectChoice(one["id"], one["title"]) for one in sections]
    filled.section.choices = [SelectChoice("", _("No section")), *choices]
    return filled


def _line(part: str, at: int, line: Raw) -> dict[str, object]:
    name = _l("Option %(number)s") if part == OPTIONS else _l("Statement %(number)s")
    return {
        f"{part}_value_{at}": HiddenField(default=line.get("value", ""), filters=[cleaned]),
        f"{part}_label_{at}": StringField(
            name % {"number": at + 1}, default=line.get("label", ""), filters=[cleaned]
        ),
        f"{part}_hint_{at}": StringField(
            _l("Help under it"), default=line.get("hint", ""), filters=[cleaned]
        ),
    }


def _shown_options(question: Raw) -> list[Raw]:
    """Return the options that have a line; those with a box to tick come by themselves."""
    is_ticked = ALONE | ({OTHER} & _other_values(question))
    if Kind(question["type"]) not in WITH_WAYS_OUT:
        is_ticked = frozenset()
    return [one for one in question.get(OPTIONS, ()) if one["value"] not in is_ticked]


def _other_values(question: Raw) -> set[str]:
    own = {one["value"] for one in question.get(OPTIONS, ()) if one.get("other_text")}
    return own | set(question.get("other_text_on", ()))


def _valued(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each new line a value of its own."""
    taken = {one["value"] for one in lines if one["value"]}
    made = []
    for one in lines:
        value = one["value"] or value_from(one["label"], taken)
        taken.add(value)
        made.append({**one, "value": value})
    return made


def _plain(number: Decimal | float | None) -> float | None:
    """Return a number as JSON has it. What nobody typed comes from a document and stays."""
    if not isinstance(number, Decimal):
        return number
    if not number.is_finite():
        return None
    if number.adjusted() >= _TOO_LARGE.adjusted():
        # To write 1e999999999 out would take days.
        return int(_TOO_LARGE.copy_sign(number)) if number else 0
    return int(number) if number == number.to_integral_value() else float(number)
