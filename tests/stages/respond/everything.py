"""Somebody who has said something to a question of every kind, and about themselves."""

from typing import Any

from flask import Flask

from tests.factories import YES_NO, Resident, document, opened, question

LOCKED = "Locked canary 5d1e"
PUBLISH = [
    {"value": "with_name", "label": "In full"},
    {"value": "without_name", "label": "Without my name"},
    {"value": "no", "label": "Not at all"},
]
ASKED = document(
    question("agree", "single", options=YES_NO),
    question("many", "multiple", other_text_on=["cedar"]),
    question("essay", "long_text"),
    question("grid", "matrix"),
    question("order", "ranking"),
    question("born", "date"),
    question("count", "number"),
    question("where", "place"),
    question("publish", "single", options=PUBLISH, required=True),
    equality_questions=[question("about", "long_text")],
)
SAID: dict[str, dict[str, Any]] = {
    "agree": {"answer": "yes"},
    "many": {"answer": ["ash", "cedar"], "other_cedar": "A fig"},
    "essay": {"answer": "Two\n“lines”, پل کے پاس 🙂"},
    "grid/north": {"answer": "ash"},
    "grid/south": {"answer": "birch"},
    "order": {"answer_0": "birch", "answer_1": "ash", "answer_2": "cedar"},
    "born": {"answer_day": "31", "answer_month": "3", "answer_year": "1980"},
    "count": {"answer": "12"},
    "where": {"answer_postcode": "ig11dd", "answer_words": "By the bridge"},
    "publish": {"answer": "with_name"},
    "about": {"answer": LOCKED},
}
LINES = (
    "Yes",
    "Ash",
    "Cedar: A fig",
    "north: Ash",
    "south: Birch",
    "Birch",
    "Monday 31 March 1980",
    "12",
    "IG1 1DD",
    "By the bridge",
    "In full",
)


def sender(app: Flask) -> Resident:
    """Return somebody who has sent an answer to every question."""
    person = Resident(app.test_client(), opened(app, ASKED))
    person.walk(SAID)
    assert person.send().status_code == 303
    return person


def elsewhere(app: Flask, person: Resident, code: str, *, language: str = "en") -> Resident:
    """Return the same person at another device, with the code typed in."""
    there = Resident(app.test_client(), person.slug, language=language)
    opened_again = there.client.post(there.address("receipt"), data={"code": code})
    assert opened_again.location == there.address("receipt"), opened_again.text
    return there
