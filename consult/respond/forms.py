"""Question pages as forms: native inputs, filled from the draft, read back as typed.

The form only carries. What is right or wrong is decided in respond.rules, for a page,
for sending and for imports alike; the words for it are here.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    Field,
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

from consult.core.letters import (
    cleaned,
    has_unstorable,
    is_storable,
    letters_in_longest,
)
from consult.core.settings import LONGEST_TEXT
from consult.plan.rules.definition import Kind, Question
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.pages import Page

PROBLEM_WORDS = {
    "required": _l("Please answer this question"),
    "required-single": _l("Choose one answer"),
    "required-matrix": _l("Choose one answer"),
    "required-multiple": _l("Choose at least one answer"),
    "required-text": _l("Write your answer"),
    "required-long_text": _l("Write your answer"),
    "required-number": _l("Write a number"),
    "too-long": _l(
        "Your text has %(letters)s characters. Make it %(limit)s or fewer. We kept all of it here."
    ),
    "far-too-long": _l(
        "Your text has %(letters)s characters. We can store %(limit)s. It is still here: "
        "make it shorter and continue."
    ),
    "not-a-number": _l("Write a number in digits, for example 12"),
    "too-low": _l("Write a number that is %(limit)s or more"),
    "too-high": _l("Write a number that is %(limit)s or less"),
    "no-such-option": _l("Choose from the answers on this page"),
    "choose-one": _l("Choose only one answer"),
    "not-text": _l("Write your answer as text"),
    "picked-twice": _l("You chose the same thing twice. Choose each only once."),
    "gap-in-order": _l("Fill the places in order, without leaving one out in between"),
    "not-a-date": _l("Write a real date, for example 31 3 1980"),
    "broken-letters": _l(
        "We took out letters that no computer can store. Check your text and continue."
    ),
    "unknown-field": _l("Something on this page did not belong here. We kept the rest."),
}

ORDINALS = (
    _l("1st choice"),
    _l("2nd choice"),
    _l("3rd choice"),
    _l("4th choice"),
    _l("5th choice"),
)

CHOICES = frozenset({Kind.SINGLE, Kind.MATRIX, Kind.MULTIPLE})
DATE_PARTS = (("day", _l("Day")), ("month", _l("Month")), ("year", _l("Year")))


def words_for(problem: AnswerProblem) -> str:
    """Return what to tell a person about a problem, and how to mend it."""
    kind = problem.facts.get("kind", "")
    text = PROBLEM_WORDS.get(f"{problem.code}-{kind}", PROBLEM_WORDS[problem.code])
    return str(text % {name: _shown(fact) for name, fact in problem.facts.items()})


class AnswerForm(Form):
    """What every question page carries beside its question."""

    # The secret of the draft: it finds the draft, and no other site can know it.
    draft = HiddenField()
    # “check” when the person came from the page on which they check their answers.
    then = HiddenField()

    page: Page
    shape: "Shape"

    @property
    def boxes(self) -> dict[str, Field]:
        """Return the boxes for own words, by the option they belong to."""
        boxes = (field for field in self if field.name.startswith("other_"))
        return {field.name.removeprefix("other_"): field for field in boxes}

    @property
    def answer_fields(self) -> list[Field]:
        """Return the fields that make up the answer."""
        return [field for field in self if field.name.startswith("answer")]

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
        self.first_field.errors = [words_for(problem) for problem in problems]


class Shape:
    """How one kind of question is drawn, filled and read."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return the form’s fields."""
        raise NotImplementedError

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


class Line(Shape):
    """A short text or a number."""

    def fields(self, question: Question) -> dict[str, Field]:
        """Return one line."""
        return {"answer": StringField(question.text)}


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


SHAPES: Mapping[Kind, Shape] = {
    Kind.SINGLE: OneOf(),
    Kind.MATRIX: OneOf(),
    Kind.MULTIPLE: ManyOf(),
    Kind.TEXT: Line(),
    Kind.NUMBER: Line(),
    Kind.LONG_TEXT: Text(),
    Kind.RANKING: Order(),
    Kind.DATE: Day(),
}


def cleaned_post(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return what was posted without the letters that cannot be stored."""
    return MultiDict([(name, cleaned(text)) for name, text in posted.items(multi=True)])


def problems_with_post(form: AnswerForm, posted: MultiDict[str, str]) -> tuple[AnswerProblem, ...]:
    """Return what is wrong with a post before anybody looks at the answer in it."""
    texts = list(posted.values())
    longest = letters_in_longest(texts)
    problems = []
    if has_unstorable(texts):
        problems.append(AnswerProblem("broken-letters"))
    if any(_is_stray(form, name, values) for name, values in posted.lists()):
        problems.append(AnswerProblem("unknown-field"))
    if not is_storable(texts):
        problems.append(AnswerProblem("far-too-long", {"letters": longest, "limit": LONGEST_TEXT}))
    return tuple(problems)


def _is_stray(form: AnswerForm, name: str, values: list[str]) -> bool:
    """Say whether a field is no part of the page, or is there more than once.

    Several choices are looked at as an answer: right for some questions, wrong for others.
    """
    is_choice = name == "answer" and form.page.question.kind in CHOICES
    return name not in form or (len(values) > 1 and not is_choice)


def answer_form(
    page: Page,
    *,
    posted: MultiDict[str, str] | None = None,
    value: Any = None,
    other: Mapping[str, str] | None = None,
) -> AnswerForm:
    """Return the form of a page, filled with what was posted or with what was saved."""
    shape = SHAPES[page.question.kind]
    data = shape.fill(value) | {f"other_{name}": text for name, text in (other or {}).items()}
    form = _form_class(page)(posted, data=data)
    form.page, form.shape = page, shape
    return form


# A question never changes within its version, so its form is put together once.
@lru_cache(maxsize=2048)
def _form_class(page: Page) -> type[AnswerForm]:
    question = page.question
    fields = SHAPES[question.kind].fields(question)
    for option in question.options:
        if option.value in question.other_on:
            label = question.other_label or _l("Please tell us more")
            fields[f"other_{option.value}"] = StringField(label)
    return type("PageForm", (AnswerForm,), fields)


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(option.value, option.label) for option in question.options]


def _place_words(place: int) -> Any:
    if place < len(ORDINALS):
        return ORDINALS[place]
    return _l("Choice number %(place)s", place=place + 1)


def _shown(fact: object) -> object:
    if isinstance(fact, float) and fact.is_integer():
        return int(fact)
    return f"{fact:,}" if isinstance(fact, int) else fact


class SendForm(Form):
    """The button under the check page."""

    draft = HiddenField()
