"""Somebody who listens to the pages of a consultation, from the first to the receipt."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.factories import document, question
from tests.screen_reader.reader import Spoken, read_aloud
from tests.support.residents import Answers, answer, follow, go_on

PLACES = [
    {"value": "pond", "label": "The pond"},
    {"value": "swings", "label": "The swings"},
    {"value": "paths", "label": "The paths"},
]
SCALE = [
    {"value": "agree", "label": "I agree"},
    {"value": "disagree", "label": "I do not agree"},
    {"value": "unsure", "label": "I do not know"},
]

# One of every kind, by the name of its transcripts. Half of them have a hint.
QUESTIONS: dict[str, dict[str, Any]] = {
    "single": {"text": "Where are you most often?", "options": PLACES, "required": True},
    "multiple": {
        "text": "What should we mend?",
        "hint": "Choose as many as you like.",
        "options": PLACES,
        "required": True,
    },
    "text": {"text": "What is your favourite tree?", "max_length": 20},
    "long_text": {
        "text": "What would you change?",
        "hint": "Please do not write your name.",
        "max_length": 40,
    },
    "number": {"text": "How many trees should we plant?", "min": 1, "max": 40},
    "matrix": {
        "text": "Do you agree with our plans?",
        "options": SCALE,
        "rows": [
            {"value": "bench", "label": "More benches"},
            {"value": "lamps", "label": "More lamps"},
        ],
        "required": True,
    },
    "ranking": {
        "text": "What should we do first?",
        "hint": "Choose the most important first.",
        "options": PLACES,
    },
    "date": {"text": "When did you last come?", "hint": "For example, 27 3 2026."},
}
FIRST_STATEMENT = {"matrix": "matrix/bench"}

# What each page refuses; where nothing is said, nothing is answered.
WRONG: Answers = {
    "text": "a tree that I can climb",
    "long_text": "We come each day, and we would like a clean pond.",
    "number": "a few",
    "ranking": ("pond", "pond", "swings"),
    "date": {"day": "31"},
}
RIGHT: Answers = {
    "single": "pond",
    "multiple": ["pond", "paths"],
    "text": "",
    "long_text": "A clean pond.\nصاف پانی",
    "number": "7",
    "matrix": {"bench": "agree", "lamps": "unsure"},
    "ranking": ("pond", "paths", "swings"),
    "date": {"day": "27", "month": "3", "year": "2026"},
}


def park_document() -> dict[str, Any]:
    """Return the consultation that is listened to. Its words never change by themselves."""
    asked = [question(kind, kind, **more) for kind, more in QUESTIONS.items()]
    return document(*asked, title="Our park", summary="We want to make the park better.")


@dataclass
class Listener:
    """A person who hears pages and does not see them."""

    page: Page
    # Of the consultation, in the language of the person.
    address: str
    heard: dict[str, Spoken] = field(default_factory=dict)

    def listen_to_everything(self) -> dict[str, Spoken]:
        """Hear the pages in the order in which people meet them."""
        self.page.goto(self.address)
        self._listen("consultation")
        follow(self.page, "main form button")
        for kind in QUESTIONS:
            self._ask(kind)
            self._listen(f"question-{kind}")
            answer(self.page, WRONG)
            go_on(self.page)
            self._listen(f"question-{kind}-error")
        self._send_too_early()
        self._answer_everything()
        self._listen("check")
        go_on(self.page)
        self._listen("receipt")
        return self.heard

    def _listen(self, name: str) -> None:
        self.heard[name] = read_aloud(self.page)

    def _ask(self, kind: str) -> None:
        self.page.goto(f"{self.address}/answer/{FIRST_STATEMENT.get(kind, kind)}")

    def _send_too_early(self) -> None:
        self.page.goto(f"{self.address}/check-your-answers")
        go_on(self.page)
        self._listen("check-error")

    def _answer_everything(self) -> None:
        self._ask(next(iter(QUESTIONS)))
        while "/answer/" in self.page.url:
            answer(self.page, RIGHT)
            go_on(self.page)
