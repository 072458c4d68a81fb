"""An officer types a pile of paper forms in with the keyboard alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from consult.respond.models import Answer, Response
from tests.factories import count, document, opened, question, rows
from tests.support import officers
from tests.support.browsers import OpenPage
from tests.support.house_rules import problems_in_markup, problems_of_layout

pytestmark = pytest.mark.browser

FIVE = document(
    question("first", "single", required=True),
    question("second", "text"),
    question("third", "multiple"),
    question("fourth", "number"),
    question("fifth", "single"),
)
# From the number of one form to the number of the next; letters and digits not counted.
MOST_PRESSES = 13


@dataclass
class Keyboard:
    """A keyboard that counts what is pressed."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def send(self) -> None:
        """Press Enter, which leads to another page."""
        with self.page.expect_navigation():
            self.press("Enter")

    def focused(self) -> str:
        """Return the name of the control that has the focus."""
        named: str = self.page.locator(":focus").get_attribute("name") or ""
        return named


@pytest.fixture
def desk(app: Flask, site: str, open_page: OpenPage) -> Iterator[Keyboard]:
    """Give an officer without a mouse, at a blank paper form."""
    slug = opened(app, FIVE)
    with app.app_context():
        known = officers.add("officer")
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/en/officer/consultations/{slug}/take-in/")
    page.fill("[name=email]", known.email)
    page.fill("[name=password]", officers.PASSWORD)
    with page.expect_navigation():
        page.click("main button")
    page.select_option("[name=channel]", "paper")
    page.fill("[name=form_number]", "7")
    keyboard = Keyboard(page)
    page.locator("[name=form_number]").focus()
    keyboard.send()
    yield keyboard
    found = problems_in_markup(page) + problems_of_layout(page)
    assert not found, "\n".join(found)


def type_one(keyboard: Keyboard, words: str) -> None:
    """Type one form in: its number is proposed, the first question is one press away."""
    assert keyboard.focused() == "form_number"
    keyboard.press("Tab", "Space")
    keyboard.press("Tab")
    keyboard.page.keyboard.type(words)
    keyboard.press("Tab", "Space", "Tab", "Tab", "Tab")
    keyboard.page.keyboard.type("12")
    keyboard.press("Tab", "Space", "Tab")
    assert keyboard.page.locator(":focus").inner_text() == "Save and go to the next"
    keyboard.send()


def test_five_questions_take_few_presses_and_lead_to_the_next_form(
    app: Flask, desk: Keyboard
) -> None:
    desk.press("Tab")
    for number, words in ((7, "More trees"), (8, "More seats")):
        desk.pressed = 0
        type_one(desk, words)
        desk.press("Tab")
        assert desk.focused() == "form_number"
        assert desk.pressed <= MOST_PRESSES
        assert f"Form {number} is saved, with 5 answers." in desk.page.inner_text("main")
        assert desk.page.input_value("[name=form_number]") == str(number + 1)
    assert count(app, Response) == 2
    said = select(Answer.value).where(Answer.question == "second").order_by(Answer.id)
    assert rows(app, said) == ["More trees", "More seats"]


def test_enter_in_the_middle_keeps_and_counts_nothing(app: Flask, desk: Keyboard) -> None:
    desk.press("Tab", "Tab", "Tab")
    assert desk.focused() == "second-answer"
    desk.page.keyboard.type("More trees")
    desk.send()
    assert "Kept, with 1 answer. It is not counted yet." in desk.page.inner_text("main")
    assert desk.page.input_value("[name=second-answer]") == "More trees"
    assert count(app, Response) == 0


def test_the_button_that_saves_is_near_the_top_too(app: Flask, desk: Keyboard) -> None:
    desk.page.check("[name=first-answer] >> nth=0")
    desk.page.locator("[name=channel]").focus()
    desk.press("Shift+Tab")
    assert desk.page.locator(":focus").inner_text() == "Save and go to the next"
    desk.send()
    assert count(app, Response) == 1
