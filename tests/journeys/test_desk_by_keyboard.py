"""The officer’s desk without a mouse and without scripts, on a wide screen and at 400 %."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from consult.core import clock
from consult.core.database import db
from consult.plan.queries import known_consultation_at
from consult.share import actions as share
from consult.share.rules.formats import Item
from tests.factories import document, drafted, opened, question
from tests.support import officers
from tests.support.browsers import OpenPage
from tests.support.house_rules import problems_of_focus, problems_of_layout, show_at

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
MOST_PRESSES = 120


@pytest.fixture
def desk(app: Flask, site: str, open_page: OpenPage) -> Open:
    """Open the desk of a publisher for whom something is late, in a language."""
    for title, days_ago in (("Bridges", 3), ("Arches", 83), ("Canals", 300)):
        opened(app, document(question("why"), title=title, slug=title.lower()), days_ago=days_ago)
    drafted(app, document(question("why"), title="Drains under the old town", slug="drains"))
    with app.app_context():
        asked, at = known_consultation_at("bridges"), clock.now() - timedelta(days=9)
        share.ask(asked, [Item("large-print-18", "en")], {}, key="k", language="en", at=at)
        known = officers.add("publisher")
        db.session.commit()

    def at_the_desk(language: str = "en", **options: object) -> Page:
        page = open_page(viewport={"width": 1280, "height": 900}, **options)
        page.goto(f"{site}/{language}/officer/")
        page.fill("[name=email]", known.email)
        page.fill("[name=password]", officers.PASSWORD)
        with page.expect_navigation():
            page.click("main button")
        return page

    return at_the_desk


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _press in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never comes to {selector}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def titles(page: Page) -> list[str]:
    return page.locator("#consultations tbody th").all_inner_texts()


def test_all_of_the_desk_is_done_with_the_keyboard(desk: Open) -> None:
    page = desk()
    assert page.title().startswith("Your desk: 2 things wait for you")
    headings = page.locator("main h2").all_inner_texts()
    assert headings == ["Waits for you", "Open and closing", "All consultations"]
    assert titles(page) == ["Bridges", "Arches", "Canals", "Drains under the old town"]

    tab_to(page, "th a[href*='sort=title']")
    enter(page)
    assert titles(page) == ["Arches", "Bridges", "Canals", "Drains under the old town"]
    # From the heading of the list, not from the top of the page.
    page.keyboard.press("Tab")
    assert page.locator("[name=words]:focus").count() == 1
    page.keyboard.type("drains")
    enter(page)
    assert titles(page) == ["Drains under the old town"]
    tab_to(page, "main a:text-is('Clear the filters')")
    enter(page)
    assert len(titles(page)) == 4

    tab_to(page, "[name=state]")
    page.keyboard.type("Closed")
    tab_to(page, "main form button")
    enter(page)
    assert titles(page) == ["Canals"]
    tab_to(page, "main a[href$='/canals']")
    enter(page)
    assert page.locator("h1").inner_text() == "Canals"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_at_400_percent_only_the_tables_scroll_sideways(desk: Open, language: str) -> None:
    page = desk(language, java_script_enabled=True)
    is_rtl = page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    assert is_rtl == (language == "ur")
    for width in (320, 1280):  # a screen of 1280 at 400 % is laid out like one of 320
        show_at(page, width)
        assert problems_of_layout(page) == []
    show_at(page, 320)
    assert problems_of_focus(page) == []
    table = page.locator("[role=region]:has(#consultations)")
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")


def test_late_is_said_in_words_when_colours_are_gone(desk: Open) -> None:
    page = desk(forced_colors="active")
    rows = page.locator("table:has-text('What to do') tbody tr").all_inner_texts()
    assert len(rows) == 2
    assert all("Late" in row for row in rows)
