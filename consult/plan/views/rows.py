"""Lines of a form that buttons move, take out or make more of, without keeping anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.plan.forms.questions import OPTIONS, OTHER, ROWS, QuestionForm, question_form
from consult.plan.rules.definition import ALONE

MORE = 7  # empty lines

Raw = Mapping[str, Any]


def rearranged(form: QuestionForm, question: Raw, do: str, sections: Sequence[Raw]) -> QuestionForm:
    """Return a form with its lines as a button wants them: “up:options:2”, “more:rows”.

    ``question`` is what the form says; nothing of it is kept yet.
    """
    what, _colon, place = do.partition(":")
    part, _colon, number = place.partition(":")
    room = MORE if what == "more" else 2
    made = question
    if part in (OPTIONS, ROWS):
        at = int(number[:4]) if number[:4].isdecimal() else -1
        lines = _changed(form.every_line(part), what, at)
        ticked = [one for one in question.get(part, ()) if one["value"] in {*ALONE, OTHER}]
        known = {one["value"] for one in lines}
        made = {**question, part: [*lines, *(one for one in ticked if one["value"] not in known)]}
    fresh = question_form(made, sections, room=room)
    fresh.seen.data = form.seen.data
    return fresh


def _changed(lines: list[dict[str, Any]], what: str, at: int) -> list[dict[str, Any]]:
    to = at + {"up": -1, "down": 1}.get(what, 0)
    if 0 <= at < len(lines) and 0 <= to < len(lines):
        if what == "remove":
            lines[at] = {"value": "", "label": ""}
        lines[at], lines[to] = lines[to], lines[at]
    return [one for one in lines if one["label"]]
