"""What an officer fills in for a section, the word list and the other ways to take part."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # since: older stubs
    DateField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from consult.core.letters import cleaned
from consult.plan.rules.definition import How

Raw = Mapping[str, Any]
_ROOM = 2

MARKDOWN = _l("An empty line begins a paragraph, “- ” a point of a list, **two stars** bold words.")

WAY_NAMES = {
    How.PHONE: _l("By phone"),
    How.PAPER: _l("On paper"),
    How.LETTER: _l("By letter"),
    How.EMAIL: _l("By e-mail"),
    How.MEETING: _l("At a meeting"),
    How.VIDEO: _l("By video"),
    How.HELPER: _l("With somebody’s help"),
}


class SectionForm(FlaskForm):
    """A section: its title, what people read first, and boxes of facts."""

    seen = HiddenField()
    title = StringField(
        _l("Title"), filters=[cleaned], validators=[InputRequired(_l("Give it a title."))]
    )
    text = TextAreaField(
        _l("What people read before its first question"), description=MARKDOWN, filters=[cleaned]
    )

    def section(self, before: Raw) -> dict[str, Any]:
        """Return the section as it stands in a document."""
        made: dict[str, Any] = {
            "id": before.get("id", ""),
            "title": (self.title.data or "").strip(),
        }
        if (self.text.data or "").strip():
            made["text"] = self.text.data
        boxes = lines_of(self, ("fact_title", "fact_text"))
        facts = [_filled(title=title, text=text) for title, text in boxes if text]
        return made | ({"facts": facts} if facts else {})


def section_form(
    section: Raw, posted: Sequence[str] | None = None, *, room: int = _ROOM
) -> SectionForm:
    """Return a form with the boxes of a section, or with as many as were posted, and room."""
    rows = [(one.get("title", ""), one["text"]) for one in section.get("facts", ())]
    labels = (_l("Title of fact box %(number)s"), _l("Fact box %(number)s"))
    made = _lines(("fact_title", "fact_text"), labels, rows, posted, room)
    form: type[SectionForm] = type("FilledSectionForm", (SectionForm,), made)
    data = {"title": section.get("title", ""), "text": section.get("text", "")}
    return form(**_taking(posted), data=data)


class WordsForm(FlaskForm):
    """The word list: a word, what it means, and other forms of it."""

    seen = HiddenField()

    def words(self) -> list[dict[str, Any]]:
        """Return the list as it stands in a document."""
        names = ("term", "meaning", "variants")
        made = []
        for term, meaning, variants in lines_of(self, names):
            if term or meaning:
                others = [one.strip() for one in variants.split(",") if one.strip()]
                line: dict[str, Any] = {"term": term, "meaning": meaning}
                made.append(line | ({"variants": others} if others else {}))
        return made


def words_form(
    words: Sequence[Raw], posted: Sequence[str] | None = None, *, room: int = _ROOM
) -> WordsForm:
    """Return a form with a line for each word, or with as many as were posted, and room."""
    rows = [(one["term"], one["meaning"], ", ".join(one.get("variants", ()))) for one in words]
    labels = (_l("Word %(number)s"), _l("What it means"), _l("Other forms of it, with commas"))
    made = _lines(("term", "meaning", "variants"), labels, rows, posted, room)
    form: type[WordsForm] = type("FilledWordsForm", (WordsForm,), made)
    return form(**_taking(posted))


class WaysForm(FlaskForm):
    """Ways to take part beyond this site."""

    seen = HiddenField()

    def ways(self) -> list[dict[str, Any]]:
        """Return the ways as they stand in a document."""
        count = sum(name.startswith("text_") for name in self._fields)
        made = []
        for at in range(count):
            text = (self[f"text_{at}"].data or "").strip()
            if text:
                day = self[f"day_{at}"].data
                line = {"how": self[f"how_{at}"].data, "text": text}
                made.append(line | ({"day": day.isoformat()} if day else {}))
        return made


def ways_form(
    ways: Sequence[Raw], posted: Sequence[str] | None = None, *, room: int = _ROOM
) -> WaysForm:
    """Return a form with a line for each way, or with as many as were posted, and room."""
    choices = [SelectChoice(how.value, name) for how, name in WAY_NAMES.items()]
    sent = sum(name.startswith("text_") for name in posted or ())
    made: dict[str, object] = {}
    for at in range(min(sent or len(ways) + room, 30)):
        way = ways[at] if at < len(ways) else {}
        number = {"number": at + 1}
        how = SelectField(_l("Way %(number)s") % number, choices=choices, default=way.get("how"))
        made[f"how_{at}"] = how
        made[f"text_{at}"] = TextAreaField(
            _l("What people can do"), default=way.get("text", ""), filters=[cleaned]
        )
        made[f"day_{at}"] = DateField(
            _l("On which day, if it has one"),
            default=_day(way.get("day")),
            validators=[Optional()],
        )
    form: type[WaysForm] = type("FilledWaysForm", (WaysForm,), made)
    return form(**_taking(posted))


def lines_of(form: FlaskForm, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what stands in each line of a form, without spaces at the ends."""
    count = sum(name.startswith(f"{names[0]}_") for name in form._fields)
    return [
        tuple((form[f"{name}_{at}"].data or "").strip() for name in names) for at in range(count)
    ]


def _lines(
    names: Sequence[str],
    labels: Sequence[Any],
    rows: Sequence[Sequence[str]],
    posted: Sequence[str] | None,
    room: int,
) -> dict[str, object]:
    sent = sum(name.startswith(f"{names[0]}_") for name in posted or ())
    made: dict[str, object] = {}
    for at in range(min(sent or len(rows) + room, 200)):
        row = rows[at] if at < len(rows) else [""] * len(names)
        for name, label, value in zip(names, labels, row, strict=True):
            kind = TextAreaField if name.endswith(("text", "meaning")) else StringField
            shown = label % {"number": at + 1}
            made[f"{name}_{at}"] = kind(shown, default=value, filters=[cleaned])
    return made


def _taking(posted: Sequence[str] | None) -> dict[str, Any]:
    """Return what keeps a form from reading the request, where it should not."""
    return {"formdata": None} if posted is None else {}


def _filled(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
