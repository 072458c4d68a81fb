"""What people who write Easy Read fill in, and the words for what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from accessibility.easy_read import IdeaFault, IdeaProblem
from consult.core.letters import cleaned
from consult.easy_read.rules import LONGEST_HEADING, LONGEST_IDEA, MOST_IDEAS, Idea, Part
from consult.plan.rules.definition import Definition

LONGEST_NAME = 80  # characters
_ROOM = 3  # empty boxes after the last idea

TOO_LONG = _l("Make it %(limit)s characters or fewer. We kept all of it here.")
PROBLEM_WORDS = {
    IdeaFault.NO_PICTURE: _l("It needs a picture."),
    IdeaFault.SAID_TWICE: _l(
        "The picture says the same as the words. Choose “The words beside it say the same”."
    ),
    IdeaFault.EMPTY: _l("There are no words beside this picture."),
    IdeaFault.LONG_SENTENCE: _l("This sentence has %(words)s words. Split it: at most %(limit)s."),
    IdeaFault.PERCENTAGE: _l("Write “1 in 4 people” for a percentage."),
    IdeaFault.BRACKETS: _l("Leave out the brackets. Write a sentence of its own."),
}
_REFUSALS = {
    "empty": _l("The file is empty."),
    "too-large": _l("The file is larger than %(limit_mb)s MB."),
}
NO_PICTURE = _l("Choose a picture, or bring one.")
NOT_NAMED = _l("Say what your picture shows, so that others find it.")
NOT_SAID = _l("Write what the picture says.")
NOT_A_PICTURE = _l("We cannot use this file. It has to be a photo or drawing: PNG or JPEG.")


def words_of(problems: Iterable[IdeaProblem]) -> list[str]:
    """Return what is wrong with an idea, in words."""
    return [
        str(PROBLEM_WORDS[one.fault] % {"words": one.words, "limit": one.limit}) for one in problems
    ]


def refusal_words(code: str, facts: Mapping[str, int]) -> str:
    """Return why a file is not kept as a picture."""
    return str(_REFUSALS.get(code, NOT_A_PICTURE) % facts)


class PartForm(FlaskForm):
    """A heading, and a box for each idea with its picture; `part_form` adds the boxes."""

    seen = IntegerField(widget=HiddenInput())
    heading = StringField(
        _l("Heading"),
        filters=[cleaned],
        validators=[
            InputRequired(_l("Write a heading.")),
            Length(max=LONGEST_HEADING, message=TOO_LONG % {"limit": LONGEST_HEADING}),
        ],
    )
    question = SelectField(_l("Does it explain a question?"), validate_choice=False)

    def part(self) -> Part:
        """Return what was typed, without the boxes that are empty."""
        count = sum(name.startswith("text_") for name in self._fields)
        ideas = (self._idea(at) for at in range(count))
        kept = tuple(idea for idea in ideas if idea.text or idea.picture)
        return Part((self.heading.data or "").strip(), self.question.data or "", kept)

    def _idea(self, at: int) -> Idea:
        text, picture, alt = (self[f"{name}_{at}"].data or "" for name in _OF_AN_IDEA)
        return Idea(" ".join(text.split()), picture, alt)


_OF_AN_IDEA = ("text", "picture", "alt")


def part_form(part: Part, definition: Definition, posted: Sequence[str] = ()) -> PartForm:
    """Return a form with the ideas of a part, or with as many as were posted, and some room."""
    posted_count = sum(name.startswith("text_") for name in posted)
    count = min(max(len(part.ideas) + _ROOM, posted_count), MOST_IDEAS)
    boxes: dict[str, object] = {}
    for at in range(count):
        idea = part.ideas[at] if at < len(part.ideas) else Idea("")
        boxes[f"text_{at}"] = TextAreaField(
            _l("Idea %(number)s") % {"number": at + 1},
            default=idea.text,
            filters=[cleaned],
            validators=[Length(max=LONGEST_IDEA, message=TOO_LONG % {"limit": LONGEST_IDEA})],
        )
        boxes[f"picture_{at}"] = HiddenField(default=idea.picture)
        boxes[f"alt_{at}"] = HiddenField(default=idea.alt, filters=[cleaned])
    form: type[PartForm] = type("FilledPartForm", (PartForm,), boxes)
    made = form(data={"heading": part.heading, "question": part.question})
    asked = [one for one in definition.questions if not one.is_equality]
    named = [SelectChoice(one.id, f"{definition.numbers[one.id]}. {one.text}") for one in asked]
    made.question.choices = [SelectChoice("", _l("No")), *named]
    return made


class PictureForm(FlaskForm):
    """A picture for an idea: one of those there, or a new one, and what it says."""

    seen = IntegerField(widget=HiddenInput())
    picture = RadioField(_l("Choose a picture"), validate_choice=False)
    file = FileField(_l("Or bring a picture of your own"))
    shows = StringField(
        _l("What does your picture show?"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_NAME, message=TOO_LONG % {"limit": LONGEST_NAME})],
    )
    says = RadioField(
        _l("For people who cannot see the picture"),
        choices=[
            SelectChoice("same", _l("The words beside it say the same")),
            SelectChoice("more", _l("It says more. I write here what:")),
        ],
        default="same",
        validate_choice=False,
    )
    alt = StringField(
        _l("What the picture says"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_NAME, message=TOO_LONG % {"limit": LONGEST_NAME})],
    )


class CheckForm(FlaskForm):
    """Who read the text and found it right."""

    checked_with = StringField(
        _l("Which people checked it?"),
        filters=[cleaned],
        validators=[
            InputRequired(_l("Name the group or the person.")),
            Length(max=LONGEST_NAME, message=TOO_LONG % {"limit": LONGEST_NAME}),
        ],
    )
    on = DateField(_l("On which day?"), validators=[InputRequired(_l("Give the day."))])

    def is_too_early(self, today: date) -> bool:
        """Say whether the day has not come yet, and tell the person."""
        if self.on.data and self.on.data > today:
            self.on.errors = [_l("This day has not come yet.")]
        return bool(self.on.errors)
