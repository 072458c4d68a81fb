"""Which column of a file holds what: a list to choose from for each thing we want to know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from consult.analyse.forms.files import LONGEST_NAME
from consult.analyse.rules.guessing import parts_of
from consult.analyse.rules.guide import SEPARATOR, TAKEN
from consult.analyse.rules.intake import CHANNELS
from consult.core.letters import cleaned
from consult.plan.rules.definition import Definition, Kind, Question
from consult.respond.forms.desk import CHANNEL_WORDS
from consult.respond.forms.intake import spoken_languages
from consult.respond.rules.answers import Channel

PUBLISH_WORDS = {
    "no": _l("Do not publish them"),
    "without_name": _l("Publish them without the name"),
    "with_name": _l("Publish them with the name"),
}
CHOOSE = ("", _l("Choose"))
NOT_THERE = ("", _l("Not in the file"))
EVERY_REPLY = _l("Every reply: %(value)s")
# In front of what holds for every reply; a number alone is the place of a column.
FIXED = "="
SPLIT = frozenset({Kind.MULTIPLE, Kind.RANKING})


@dataclass(frozen=True)
class Matched:
    """What a file is matched with."""

    definition: Definition
    columns: tuple[str, ...]
    # The first and the last day on which replies can have reached us.
    opens: date
    closes: date

    def parts(self) -> Iterator[tuple[str, Question, str]]:
        """Yield everything that can have a column: its field, the question, the statement."""
        place = 0
        for question in self.definition.questions:
            for part, _label in parts_of(question):
                yield f"part_{place}", question, part.partition("/")[2]
                place += 1


class ColumnsForm(FlaskForm):
    """What is the same for every consultation; the questions are added to it."""

    row_id = SelectField(
        _l("What tells one reply from the others?"), [InputRequired(_l("Choose a column"))]
    )
    channel = SelectField(
        _l("How did they reach us?"), [InputRequired(_l("Choose how they reached us"))]
    )
    language = SelectField(
        _l("In which language are they?"), [InputRequired(_l("Choose the language"))]
    )
    sent = SelectField(_l("When did they reach us?"), [InputRequired(_l("Choose when"))])
    sent_day = StringField(_l("The day, if it is the same for every reply"), filters=[cleaned])
    publish = SelectField(
        _l("How may we publish them?"), [InputRequired(_l("Choose how we may publish them"))]
    )
    separator = StringField(
        _l("What stands between several answers in one cell?"),
        [InputRequired(_l("Write what stands between them, such as ;")), Length(max=10)],
        filters=[cleaned],
    )
    themes = SelectField(_l("Column of themes"))
    themes_question = SelectField(_l("Themes in the answers to which question?"))
    pile = StringField(
        _l("Name of this pile of replies"),
        [InputRequired(_l("Give the pile a name")), Length(max=LONGEST_NAME)],
        filters=[cleaned],
    )

    matched: Matched

    def questions(self) -> Iterator[tuple[Question, str, Field]]:
        """Yield each list of columns for a question, with the words of its statement."""
        for name, question, row in self.matched.parts():
            label = next((one.label for one in question.rows if one.value == row), "")
            yield question, label, self[name]

    def offer(self, matched: Matched) -> None:
        """Fill the lists."""
        self.matched = matched
        columns = [(str(place), name) for place, name in enumerate(matched.columns) if name]
        ways = [(one, CHANNEL_WORDS[one]) for one in Channel if one in CHANNELS]
        self.row_id.choices = [CHOOSE, *columns]
        self.channel.choices = [CHOOSE, *_fixed(ways), *columns]
        self.language.choices = [CHOOSE, *_fixed(spoken_languages()), *columns]
        self.sent.choices = [CHOOSE, (FIXED, _l("Every reply: on the day below")), *columns]
        self.publish.choices = [CHOOSE, *_fixed(PUBLISH_WORDS.items()), *columns]
        self.themes.choices = [NOT_THERE, *columns]
        texts = [
            one for one in matched.definition.questions if one.kind in (Kind.TEXT, Kind.LONG_TEXT)
        ]
        self.themes_question.choices = [CHOOSE, *((one.id, one.text) for one in texts)]
        for name, _question, _row in matched.parts():
            self[name].choices = [NOT_THERE, *columns]

    def validate_sent_day(self, field: Field) -> None:
        """Want a day only where it holds for every reply."""
        if self.sent.data == FIXED:
            try:
                day = date.fromisoformat(field.data or "")
            except ValueError:
                raise ValidationError(_l("Give the day")) from None
            if not self.matched.opens <= day <= self.matched.closes:
                words = _l("Give a day from the opening on, up to the closing or today.")
                raise ValidationError(words)

    def validate_themes_question(self, field: Field) -> None:
        """Want a question only where there are themes."""
        if self.themes.data and not field.data:
            raise ValidationError(_l("Choose the question that the themes belong to"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Want at least one answer too."""
        is_fine = bool(super().validate(extra_validators))
        if not any(field.data for _question, _label, field in self.questions()):
            self.form_errors.append(_l("Choose the column of at least one question"))
            return False
        return is_fine

    def guide(self) -> dict[str, Any]:
        """Return the mapping, as the command line takes it."""
        raw: dict[str, Any] = {"name": self.pile.data, "id": self._column(self.row_id)}
        raw |= {key: self._taken(self[key]) for key in TAKEN}
        raw |= {"answers": self._answers()}
        if self.themes.data:
            raw["themes"] = {
                "question": self.themes_question.data,
                "column": self._column(self.themes),
                "separator": self.separator.data,
            }
        return raw

    def _answers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, question, row in self.matched.parts():
            column = self._column(self[name])
            if column is None:
                continue
            if row:
                found.setdefault(question.id, {"rows": {}})["rows"][row] = column
            elif question.kind in SPLIT:
                found[question.id] = {"column": column, "separator": self.separator.data}
            else:
                found[question.id] = column
        return found

    def _column(self, field: Field) -> str | None:
        return self.matched.columns[int(field.data)] if field.data else None

    def _taken(self, field: Field) -> Any:
        if field is self.sent and field.data == FIXED:
            return self.sent_day.data
        if field.data.startswith(FIXED):
            return field.data.removeprefix(FIXED)
        return {"column": self._column(field)}


def columns_form(matched: Matched, raw: Mapping[str, Any], *, name: str) -> ColumnsForm:
    """Return the form, filled with a mapping as far as it goes."""
    fields = {field: SelectField(question.text) for field, question, _row in matched.parts()}
    made: ColumnsForm = type("MatchedForm", (ColumnsForm,), fields)(
        data={**_data(matched, raw), "pile": raw.get("name", name)}
    )
    made.offer(matched)
    return made


def _fixed(choices: Any) -> list[tuple[str, Any]]:
    return [(f"{FIXED}{value}", EVERY_REPLY % {"value": words}) for value, words in choices]


def _data(matched: Matched, raw: Mapping[str, Any]) -> dict[str, str]:
    """Return a mapping in the way in which the lists say it."""
    places = {name: str(place) for place, name in enumerate(matched.columns)}
    themes = raw.get("themes") or {}
    data = {key: _said(raw.get(key), places) for key in TAKEN}
    data |= {
        "row_id": places.get(raw.get("id", ""), ""),
        "themes": places.get(themes.get("column", ""), ""),
    }
    data |= {"themes_question": themes.get("question", "")}
    data |= {"separator": themes.get("separator") or SEPARATOR}
    if data["sent"].startswith(FIXED):
        data |= {"sent": FIXED, "sent_day": data["sent"].removeprefix(FIXED)}
    for field, question, row in matched.parts():
        one = raw.get("answers", {}).get(question.id, "")
        if isinstance(one, Mapping):
            data |= {"separator": one["separator"]} if "separator" in one else {}
            one = one["rows"].get(row, "") if row else one["column"]
        data[field] = places.get(one, "")
    return data


def _said(taken: str | Mapping[str, str] | None, places: Mapping[str, str]) -> str:
    if isinstance(taken, Mapping):
        return places.get(taken["column"], "")
    return f"{FIXED}{taken}" if taken else ""
