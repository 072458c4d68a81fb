"""The form of each question page, and of sending."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, StringField

from consult.core.letters import (
    cleaned,
    has_unstorable,
    is_storable,
    letters_in_longest,
)
from consult.core.settings import LONGEST_TEXT
from consult.respond.forms.shapes import CHOICES, SHAPES, AnswerForm
from consult.respond.rules.answers import AnswerProblem, is_blank
from consult.respond.rules.pages import Page, mark_of


def cleaned_post(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return what was posted without the letters that cannot be stored."""
    return MultiDict([(name, cleaned(text)) for name, text in posted.items(multi=True)])


def problems_with_post(
    forms: Sequence[AnswerForm], posted: MultiDict[str, str]
) -> tuple[AnswerProblem, ...]:
    """Return what is wrong with a post before anybody looks at the answers in it."""
    texts = list(posted.values())
    problems = []
    if has_unstorable(texts):
        problems.append(AnswerProblem("broken-letters"))
    several: set[str] = set()
    single = set(PageForm.NAMES)
    for form in forms:
        for field in form:
            is_choice = field.short_name == "answer" and form.page.question.kind in CHOICES
            (several if is_choice else single).add(field.name)
    if any(
        name not in several and (name not in single or len(values) > 1)
        for name, values in posted.lists()
    ):
        # Several choices are looked at as an answer: right for some questions only.
        problems.append(AnswerProblem("unknown-field"))
    if not is_storable(texts):
        longest = letters_in_longest(texts)
        problems.append(AnswerProblem("far-too-long", {"letters": longest, "limit": LONGEST_TEXT}))
    return tuple(problems)


def answer_form(
    page: Page,
    *,
    posted: MultiDict[str, str] | None = None,
    value: Any = None,
    other: Mapping[str, str] | None = None,
    among_all: bool = False,
) -> AnswerForm:
    """Return the form of a page, filled with what was posted or with what was saved.

    Among all questions on one page its fields carry the name of the page.
    """
    shape = SHAPES[page.question.kind]
    data = shape.fill(value) | {f"other_{name}": text for name, text in (other or {}).items()}
    if posted is None:
        data["seen"] = mark_of(value, other or {})
    form = _form_class(page)(posted, data=data, prefix=f"{page.key}-" if among_all else "")
    form.page, form.shape = page, shape
    form.is_blank = posted is None and is_blank(value) and not other
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


class PageForm(Form):
    """What every page of questions carries beside them."""

    NAMES = ("draft", "then", "go")

    # The secret of the draft: it finds the draft, and no other site can know it.
    draft = HiddenField()
    # “check” when the person came from the page on which they check their answers.
    then = HiddenField()


class SendForm(Form):
    """The button under the check page."""

    draft = HiddenField()
    # People cannot see it and leave it empty; programs that fill in everything do not.
    website = StringField(_l("Leave this empty"))
