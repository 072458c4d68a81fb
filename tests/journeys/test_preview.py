"""Somebody tries a consultation by keyboard, on a small screen, with scripts off."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from consult.preview.models import Trial
from tests.factories import YES_NO, all_counts, count, document, drafted, question
from tests.support import officers
from tests.support.browsers import OpenPage
from tests.support.house_rules import (
    problems_in_markup,
    problems_of_layout,
    problems_of_spacing,
)
from tests.support.translations import ready
from tests.support.visitors import LANGUAGES

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
OWN = {"preview_link", "preview_trial", "audit_event"}


def trees(app: Flask) -> str:
    asked = question("shade", "single", options=YES_NO), question("where", "long_text")
    slug = drafted(app, document(*asked))
    ready(app, slug)
    return slug


def others(app: Flask) -> dict[str, int]:
    return {name: number for name, number in all_counts(app).items() if name not in OWN}


def given(page: Page, app: Flask, site: str, slug: str) -> str:
    """Sign in, make an address with the page’s own button, and copy it."""
    with app.app_context():
        known = officers.add("officer")
    page.goto(f"{site}/en/officer/sign-in")
    page.fill("[name=email]", known.email)
    page.fill("[name=password]", officers.PASSWORD)
    page.click("main form button")
    page.goto(f"{site}/en/officer/consultations/{slug}")
    page.click("main a[href$='/preview']")
    page.click("main form button:has-text('Make an address')")
    return page.locator(".private-address a").inner_text()


def to(page: Page, what: str) -> None:
    """Go on with the Tab key until something has the focus, as somebody without a mouse does."""
    for _turn in range(120):
        page.keyboard.press("Tab")
        if page.locator(f"{what}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {what} on {page.url}")


def press(page: Page, what: str, key: str = "Enter") -> None:
    to(page, what)
    with page.expect_navigation():
        page.keyboard.press(key)


def look(page: Page) -> None:
    """Find nothing wrong with a page as it stands on a small screen."""
    found = [*problems_in_markup(page), *problems_of_layout(page), *problems_of_spacing(page)]
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], page.url
    assert page.locator("aside.preview-band").count() == 1, page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_is_walked_by_keyboard_to_its_end(
    app: Flask, site: str, open_page: OpenPage, language: str
) -> None:
    slug = trees(app)
    address = given(open_page(), app, site, slug).replace("/en/", f"/{language}/")
    before = others(app)
    page = open_page(viewport=SMALL)

    page.goto(address)
    look(page)
    press(page, "main form[action$='/answer'] button")
    look(page)
    to(page, "main input[value=yes]")
    page.keyboard.press("Space")
    press(page, "main form .actions button:first-child")
    to(page, "main textarea")
    page.keyboard.type("By the school")
    look(page)
    press(page, "main form .actions button:first-child")
    look(page)
    assert page.url.endswith("/check-your-answers")
    assert "By the school" in page.locator("main").inner_text()
    assert count(app, Trial) == 1
    press(page, "main form[action$='/check-your-answers'] button")
    look(page)

    assert page.url.endswith(f"/{language}/preview/{slug}/thanks")
    assert page.locator("html").get_attribute("dir") == {"en": "ltr", "ur": "rtl"}[language]
    assert page.locator(".receipt").count() == 0
    assert others(app) == before
    assert count(app, Trial) == 0
