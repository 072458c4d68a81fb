"""The form of each question page, and of sending."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    Form,
    HiddenField,
    StringField,
)

from consult.core.letters import (
    cleaned,
    has_unstorable,
    is_storable,
    letters_in_longest,
)
from consult.core.settings import LONGEST_TEXT
from consult.respond.forms.shapes import CHOICES, SHAPES, AnswerForm
from consult.respond.rules.answers import AnswerProblem
from consult.respond.rules.pages import Page


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


class SendForm(Form):
    """The button under the check page."""

    draft = HiddenField()
