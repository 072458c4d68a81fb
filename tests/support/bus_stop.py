"""The consultation of the main job, and two files of it with mistakes."""

from datetime import date, timedelta
from typing import Any

from tests.factories import SAID

SLUG, TITLE = "bus-stop", "A bus stop for High Road"
SHORT = "The bus company needs an answer before its timetable is printed."
MOVED = "We opened and closed it early, to see the end of it in a test."
ONLINE, ON_PAPER = 12, 20

YES_NO = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "agree",
        "type": "single",
        "text": "Should the bus stop here?",
        "required": True,
        "options": YES_NO,
    },
    {"id": "why", "type": "long_text", "text": "Why do you say so?"},
    {
        "id": "publish",
        "type": "single",
        "text": "May we show your words?",
        "required": True,
        "options": [
            {"value": "with_name", "label": "Yes, with my name"},
            {"value": "without_name", "label": "Yes, but not my name"},
            {"value": "no", "label": "No"},
        ],
    },
]


def definition(today: date) -> dict[str, Any]:
    """Return a consultation of 14 days that starts today."""
    return {
        "slug": SLUG,
        "title": TITLE,
        "owner": "Example Borough Council",
        "opens": today.isoformat(),
        "closes": (today + timedelta(days=13)).isoformat(),
        "summary": "We can have one more bus stop. Tell us if it should be here.",
        "questions": QUESTIONS,
        **SAID,
    }


def misspelt(today: date) -> dict[str, Any]:
    """Return the same with four mistakes in how it is written."""
    document = {**definition(today), "colour": "blue"}
    del document["summary"]
    first = {**QUESTIONS[0], "type": "sinlge", "required": "yes"}
    return {**document, "questions": [first, *QUESTIONS[1:]]}


def muddled(today: date) -> dict[str, Any]:
    """Return the same with two mistakes in what it means."""
    first = {**QUESTIONS[0], "show_if": {"question": "why", "is": "x"}}
    return {**definition(today), "opens": "2026-02-30", "questions": [first, *QUESTIONS[1:]]}
