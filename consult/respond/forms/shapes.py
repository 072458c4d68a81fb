"""How each kind of question is drawn, filled and read."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    BooleanField,
    Field,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from consult.core.languages import in_order
from consult.plan.rules.definition import Kind, Question
from consult.respond.forms.words import words_for
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.pages import Page

ORDINALS = (
    _l("1st choice"),
    _l("2nd choice"),
    _l("3rd choice"),
    _l("4th choice"),
    _l("5th choice"),
)

CHOICES = frozenset({Kind.SINGLE, Kind.MATRIX, Kind.MULTIPLE})
DATE_PARTS = (("day", _l("Day")), ("month", _l("Month")), ("year", _l("Year")))


class AnswerForm(Form):
    """What is asked about one question, alone on a page or with all the others."""

    # The mark of what stood here when the page was shown, to notice another device.
    seen = HiddenField()

    page: Page
    shape: "Shape"
    # Nothing was saved or typed, so it looks the same to everybody.
    is_blank: bool = False
    # The file that answers the question now, as the page names it.
    kept_file: object = None
    # What another device had saved here and this post wrote over.
    replaced: Mapping[str, Any] | None = None

    @property
    def boxes(self) -> dict[str, Field]:
        """Return the boxes for own words, by the option they belong to."""
        boxes = (field for field in self if field.short_name.startswith("other_"))
        return {field.short_name.removeprefix("other_"): field for field in boxes}

    @property
    def answer_fields(self) -> list[Field]:
        """Return the fields that make up the answer."""
        return [field for field in self if field.short_name.startswith("answer")]

    @property
    def first_field(self) -> Field:
        """Return the field that carries the problems of the whole question."""
        return self.answer_fields[0]

    def value(self) -> Any:
        """Return the answer as typed."""
        return self.shape.read(self)

    def other(self) -> dict[str, str]:
        """Return the own words beside options, where there are any."""
        return {option: field.data for option, field in self.boxes.items() if field.data}

    def show(self, problems: Iterable[AnswerProblem]) -> None:
        """Put problems on the page, at the field they belong to."""
        self.first_field.errors = [in_order(words_for(problem)) for problem in problems]


class Shape:
    """How one kind of question is drawn, filled and read: a line, where nothing else is said."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return the form’s fields."""
        return {"answer": StringField(question.text)}

    def fill(self, value: Any) -> dict[str, Any]:
        """Return the fields’ data for a saved answer."""
        return {"answer": value}

    def read(self, form: AnswerForm) -> Any:
        """Return the answer in the form."""
        return form.first_field.data


class OneOf(Shape):
    """Radio buttons: single choice, and one statement of a matrix."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return one group of radio buttons."""
        return {
            "answer": RadioField(question.text, choices=_choices(question), validate_choice=False)
        }

    def read(self, form: AnswerForm) -> Any:
        """Return the choice; two choices come back as a list, which no rule accepts."""
        given = form.first_field.raw_data or []
        return given if len(given) > 1 else form.first_field.data


class ManyOf(Shape):
    """Checkboxes."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return one group of checkboxes."""
        field = SelectMultipleField(
            question.text,
            choices=_choices(question),
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
        return {"answer": field}

    def read(self, form: AnswerForm) -> Any:
        """Return the choices, each once."""
        return list(dict.fromkeys(form.first_field.data or []))


class Text(Shape):
    """A long text."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return a box."""
        return {"answer": TextAreaField(question.text)}


class Order(Shape):
    """Ranking by lists to choose from: no dragging."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return a list for each place."""
        blank = SelectChoice("", _l("Choose"))
        return {
            f"answer_{place}": SelectField(
                _place_words(place),
                choices=[blank, *_choices(question)],
                validate_choice=False,
            )
            for place in range(len(question.options))
        }

    def fill(self, value: Any) -> dict[str, Any]:
        """Return the choice at each place."""
        return {f"answer_{place}": one for place, one in enumerate(value or [])}

    def read(self, form: AnswerForm) -> Any:
        """Return the choices by place, with gaps as they are."""
        return [field.data or "" for field in form.answer_fields]


class Day(Shape):
    """A date in three boxes."""

    def fields(self, _question: Question) -> dict[str, Field]:
        """Return day, month and year."""
        return {f"answer_{part}": StringField(label) for part, label in DATE_PARTS}

    def fill(self, value: Any) -> dict[str, Any]:
        """Return the three parts."""
        return {f"answer_{part}": one for part, one in (value or {}).items()}

    def read(self, form: AnswerForm) -> Any:
        """Return the three parts as typed."""
        return {part: form[f"answer_{part}"].data or "" for part, _label in DATE_PARTS}


class Place(Shape):
    """A place: chosen from a list, by its postcode, or in words. Any one of them will do."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return a list where there are areas, and two boxes."""
        blank = SelectChoice("", _l("Choose"))
        areas = SelectField(_l("Area"), choices=[blank, *_choices(question)], validate_choice=False)
        return ({"answer_area": areas} if question.options else {}) | {
            "answer_postcode": StringField(_l("Postcode")),
            "answer_words": StringField(_l("In your own words, for example “by the bridge”")),
        }

    def fill(self, value: Any) -> dict[str, Any]:
        """Return the parts that were given."""
        return {f"answer_{part}": one for part, one in (value or {}).items()}

    def read(self, form: AnswerForm) -> Any:
        """Return the parts as typed."""
        return {
            field.short_name.removeprefix("answer_"): field.data or ""
            for field in form.answer_fields
        }


class File(Shape):
    """A file: the browser’s own way to choose one. What is kept is the id we gave it."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return the way to choose a file, and a box to take one away."""
        return {
            "answer": FileField(question.text),
            "remove": BooleanField(_l("Take this file away")),
        }

    def fill(self, value: Any) -> dict[str, Any]:  # noqa: ARG002 - no browser lets us fill it in
        """Return nothing: no page can choose a file for a person."""
        return {}


SHAPES: Mapping[Kind, Shape] = {
    Kind.SINGLE: OneOf(),
    Kind.MATRIX: OneOf(),
    Kind.MULTIPLE: ManyOf(),
    Kind.TEXT: Shape(),
    Kind.NUMBER: Shape(),
    Kind.LONG_TEXT: Text(),
    Kind.RANKING: Order(),
    Kind.DATE: Day(),
    Kind.PLACE: Place(),
    Kind.FILE: File(),
    Kind.EMAIL: Shape(),
    Kind.POSTCODE: Shape(),
}


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(option.value, option.label) for option in question.options]


def _place_words(place: int) -> Any:
    if place < len(ORDINALS):
        return ORDINALS[place]
    return _l("Choice number %(place)s", place=place + 1)
