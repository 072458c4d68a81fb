"""Residents for the journeys: they answer the pages they see with the page’s own controls."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from playwright.sync_api import Page

from tests.factories import Resident

Answers = Mapping[str, Any]

_ADDRESS = re.compile(r"/answer/(?P<question>[^/?]+)(?:/(?P<row>[^/?]+))?")

# Somebody who is shown a question of every kind: list = ticked, tuple = in order, dict = parts,
# bytes = a file.
ANSWERS: Answers = {
    "capacity": "individual",
    "uses": "yes",
    "which": ["central", "mobile"],
    "why_use": ["read", "other"],
    "proposals": {"p1": "a", "p2": "d", "p3": "dk"},
    "impact": "some",
    "impact_detail": "I work until six.\nI can't come before.",
    "times": ("evening", "sat"),
    "volunteer": "yes",
    "volunteer_hours": "2",
    "other_ideas": "",
    "where": {"area": "central", "postcode": "IG1 1DD"},
    "evidence": b"Three people asked me when it opens.",
    "postcode": "IG1 1DD",
    "publish": "without_name",
    "equality_gate": "yes",
    "eq_dob": {"day": "31", "month": "3", "year": "1980"},
}
OWN_WORDS = {"why_use": "Warm rooms"}

# The least that somebody has to answer, as a browser posts it.
BRIEF = {
    "capacity": {"answer": "individual"},
    "uses": {"answer": "dk"},
    **{f"proposals/{row}": {"answer": "a"} for row in ("p1", "p2", "p3")},
    "impact": {"answer": "none"},
    "publish": {"answer": "no"},
    "equality_gate": {"answer": "no"},
}

TO_ABOUT_YOU = "main a.button[href$='/about-you']"
SEND = "main form[action$='/check-your-answers'] button"


def question_on(page: Page) -> tuple[str, str | None]:
    """Return which question the page asks, and which statement of it."""
    found = _ADDRESS.search(page.url)
    assert found, f"{page.url} asks no question"
    return found["question"], found["row"]


def is_asked(page: Page) -> bool:
    """Say whether the page asks a question."""
    return _ADDRESS.search(page.url) is not None


def answer(page: Page, answers: Answers = ANSWERS) -> None:
    """Fill in what this resident says to the question of the page, if they say anything."""
    question, row = question_on(page)
    said = answers.get(question)
    if said is None:
        return
    _fill(page, said if row is None else said[row])
    if question in OWN_WORDS:
        page.fill("main [name^=other_]", OWN_WORDS[question])


def _fill(page: Page, said: Any) -> None:
    if isinstance(said, dict | tuple):
        for part, text in dict(said if isinstance(said, dict) else enumerate(said)).items():
            _fill_part(page, f"[name=answer_{part}]", text)
    elif isinstance(said, bytes):
        file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": said}
        page.set_input_files("[name=answer]", file)  # type: ignore[arg-type]  # since: a plain dict
    elif isinstance(said, list):
        for choice in said:
            page.check(f"main [value={choice}]")
    elif page.locator("main [type=radio]").count():
        page.check(f"main [value={said}]")
    else:
        page.fill("main [name=answer]", said)


def _fill_part(page: Page, where: str, text: str) -> None:
    if page.locator(f"select{where}").count():
        page.select_option(where, text)
    else:
        page.fill(where, text)


def follow(page: Page, what: str) -> None:
    """Press a link or a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.click(what)


def go_on(page: Page) -> None:
    """Press the button of the page."""
    follow(page, "main form:last-of-type button")


def answer_all(
    page: Page, answers: Answers = ANSWERS, *, each: Callable[[Page], None] | None = None
) -> list[str]:
    """Answer page after page until no question is asked. Returns the questions, in order."""
    asked: list[str] = []
    while is_asked(page):
        question, _row = question_on(page)
        asked += [] if question in asked else [question]
        if each:
            each(page)
        answer(page, answers)
        go_on(page)
    return asked


def check_answers(
    page: Page, app: Flask, address: str, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    """Come to where answers are checked; they were given on another device, which is quicker."""
    site, slug = address.split("/en/consultations/")
    elsewhere = Resident(app.test_client(), slug)
    elsewhere.walk({**BRIEF, **answers})
    page.context.add_cookies([{"name": f"draft-{slug}", "value": elsewhere.key, "url": site}])
    page.goto(f"{address}/check-your-answers")


def tell_about_you(
    page: Page, answers: Answers = ANSWERS, *, each: Callable[[Page], None] | None = None
) -> list[str]:
    """From checking the answers, go on and answer the questions about the person too."""
    follow(page, TO_ABOUT_YOU)
    if each:
        each(page)
    follow(page, "main a.button[href*='/answer/']")
    return answer_all(page, answers, each=each)


def send(page: Page) -> None:
    """Send what was looked through; leave out what is not asked for yet."""
    if page.locator(TO_ABOUT_YOU).count():
        follow(page, TO_ABOUT_YOU)
    follow(page, SEND)
