"""Conditions in words, and the form on which an officer tries them out."""

from collections.abc import Mapping
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    Field,
    Form,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from consult.core.languages import current_language, ltr
from consult.core.letters import cleaned
from consult.plan.forms.problems import CODE
from consult.plan.forms.routes import WRITTEN
from consult.plan.rules.definition import Definition, Kind, Question, Test
from consult.plan.rules.routes.leading import targets_of

SEVERAL = frozenset({Kind.MULTIPLE, Kind.RANKING})
LONGEST_TRIED = 200  # characters of an answer that an address may hold
# A name of our own, which no part of a page has: a question may be called “main”.
PREFIX = "answer-"

_LINK = Markup('<a href="#question-{}">{}</a>')


def test_in_words(definition: Definition, test: Test) -> Markup:
    """Return a condition on one question as a part of a sentence; it links to the question."""
    target = definition.by_id.get(test.question)
    facts = {"question": _named(definition, test.question), "answers": _quoted(target, test)}
    if target is not None and target.kind in SEVERAL:
        if test.how == "is_not":
            return escape(_("the answers to %(question)s do not include %(answers)s")) % facts
        return escape(_("the answers to %(question)s include %(answers)s")) % facts
    if test.how == "is_not":
        return escape(_("the answer to %(question)s is not %(answers)s")) % facts
    return escape(_("the answer to %(question)s is %(answers)s")) % facts


def _named(definition: Definition, name: str) -> Markup:
    if name not in definition.numbers:
        return CODE.format(name)
    number = definition.numbers[name]
    return _LINK.format(number, escape(_("question %(number)s")) % {"number": ltr(number)})


def _quoted(target: Question | None, test: Test) -> Markup:
    labels = target.labels if target else {}
    quoted = [
        str(escape(_("“%(answer)s”")) % {"answer": WRITTEN.format(labels.get(value, value))})
        for value in test.values
    ]
    listed = format_list(quoted, style="or", locale=current_language().babel)
    return Markup(listed)  # noqa: S704 - since: each part is escaped


class TryForm(Form):
    """Made-up answers to the questions that some condition looks at."""

    def answers(self) -> Mapping[str, Any]:
        """Return what was chosen, by the id of the question."""
        return {field.short_name: field.data for field in self if field.data}


def try_form(definition: Definition, chosen: MultiDict[str, str]) -> TryForm:
    """Return the form for these questions, filled with what was chosen."""
    looked_at = {name for one in definition.questions for name in targets_of(one)}
    fields = {one.id: _field(one) for one in definition.questions if one.id in looked_at}
    made: TryForm = type("TryForm", (TryForm,), fields)(chosen, prefix=PREFIX)
    return made


def _field(question: Question) -> Field:
    choices = [SelectChoice(one.value, one.label) for one in question.options]
    if question.kind in SEVERAL:
        return SelectMultipleField(
            question.text,
            choices=choices,
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
    if choices:
        nothing = SelectChoice("", _l("Not answered"))
        return SelectField(question.text, choices=[nothing, *choices], validate_choice=False)
    too_long = _l("Make it %(limit)s characters or fewer. We kept all of it here.")
    return StringField(
        question.text,
        filters=[cleaned],
        validators=[Length(max=LONGEST_TRIED, message=too_long % {"limit": LONGEST_TRIED})],
    )
