"""Trying the questions tells people what residents would be told, and loses nothing."""

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import YES_NO, document, drafted, question
from tests.stages.preview.conftest import Previewer, given
from tests.support.pressing import press
from tests.support.translations import ready

ROUTED = document(
    question("a", "single", options=YES_NO),
    question("b", "long_text", show_if={"question": "a", "is": "yes"}),
    question("c", show_if={"question": "a", "is": "no"}),
)


def begun(app: Flask, officer: CheckingClient, slug: str, language: str = "en") -> Previewer:
    """Give somebody who has begun to try a consultation."""
    previewer = Previewer(CheckingClient(app), slug, language=language)
    previewer.client.get(given(officer, f"/en/officer/consultations/{slug}/preview"))
    previewer.begin()
    return previewer


@pytest.mark.parametrize("go", ["later", "switch"])
@pytest.mark.parametrize("page", ["answer/why", "answer-all"])
def test_who_is_about_to_leave_is_told_what_another_window_typed(
    app: Flask, officer: CheckingClient, page: str, go: str
) -> None:
    previewer = begun(app, officer, drafted(app, document(question("why", "long_text"))))
    name = "why-answer" if page == "answer-all" else "answer"
    here = previewer.look(previewer.address(page))
    there = previewer.look(previewer.address(page))
    press(here, previewer.client, **{name: "A bench"})

    told = press(there, previewer.client, go=go, **{name: "A tree"})

    assert told.status_code == 409
    assert "A bench" in told.text
    assert press(told, previewer.client, go=go).status_code == 303


def test_what_is_typed_to_a_question_that_waits_is_shown_again(
    app: Flask, officer: CheckingClient
) -> None:
    slug = drafted(app, document(question("why", "long_text"), question("how", "long_text")))
    ready(app, slug, leave=["questions.why.text"])
    previewer = begun(app, officer, slug, "ur")

    shown = previewer.answer("why", "A bench by the door")
    blank = previewer.answer("why", "")

    assert shown.status_code == 409
    assert "A bench by the door" in shown.text
    assert blank.status_code == 303


def test_a_problem_with_what_is_not_asked_any_more_does_not_matter(
    app: Flask, officer: CheckingClient
) -> None:
    previewer = begun(app, officer, drafted(app, ROUTED))
    previewer.answer("a", "yes")
    page = previewer.look(previewer.address("answer-all"))

    shown = press(page, previewer.client, **{"a-answer": "no", "b-answer": "x" * 5000})

    assert shown.status_code == 200
    assert "There is a problem" not in shown.text
