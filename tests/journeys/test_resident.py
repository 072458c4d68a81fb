"""A resident answers on a phone, in a real browser, with scripts switched off."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from consult.respond.models import Response
from tests.factories import LIBRARY, count
from tests.support.browsers import OpenPage
from tests.support.house_rules import (
    problems_in_markup,
    problems_of_errors,
    problems_of_layout,
)
from tests.support.residents import (
    OWN_WORDS,
    SEND,
    TO_ABOUT_YOU,
    answer,
    answer_all,
    check_answers,
    follow,
    go_on,
    question_on,
    send,
    tell_about_you,
)
from tests.support.translations import library_in_urdu, translated

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 320, "height": 640}}
CODE = re.compile(r"[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}")


def is_fit(page: Page) -> None:
    """Hold a page to the house rules, without axe, which needs scripts."""
    found = problems_in_markup(page) + problems_of_layout(page) + problems_of_errors(page)
    assert not found, "\n".join([page.url, *found])


def receipt_on(page: Page) -> str:
    """Return the code on the receipt."""
    code = page.locator(".receipt").inner_text()
    assert CODE.fullmatch(code)
    return code


def test_a_resident_answers_from_the_first_page_to_the_receipt(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    front = library.split("/consultations/", maxsplit=1)[0]
    page.goto(f"{front}/")
    is_fit(page)
    follow(page, "main .entry a")
    is_fit(page)

    follow(page, "main form button")
    asked = answer_all(page, each=is_fit)
    is_fit(page)
    shown = " ".join(page.locator("dl.summary").all_inner_texts())
    about = tell_about_you(page, each=is_fit)
    is_fit(page)
    send(page)
    is_fit(page)

    assert asked[:4] == ["capacity", "uses", "which", "why_use"]
    assert "org_name" not in asked
    assert "why_not" not in asked
    assert {"volunteer_hours", "where", "evidence"} <= set(asked)
    assert "notes.txt" in shown
    assert {"eq_dob", "eq_disability"} <= set(about)
    assert OWN_WORDS["why_use"] in shown
    assert "I work until six.\nI can't come before." in shown
    assert receipt_on(page)
    assert count(app, Response) == 1


def test_an_answer_that_is_missing_is_asked_for_and_nothing_is_lost(
    library: str, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    page.goto(library)
    follow(page, "main form button")

    go_on(page)

    assert page.title().startswith("Error: ")
    is_fit(page)
    page.click(".problem a")
    assert page.url.endswith("#answer-0")
    page.check("main [value=organisation]")
    go_on(page)
    assert question_on(page) == ("org_name", None)
    page.fill("main [name=answer]", "Ω" * 201)
    go_on(page)
    is_fit(page)
    assert page.input_value("main [name=answer]") == "Ω" * 201


def test_going_back_and_forward_keeps_every_answer(library: str, open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto(library)
    follow(page, "main form button")
    answer(page)
    go_on(page)
    answer(page)
    go_on(page)

    page.go_back()
    page.go_back()
    assert question_on(page) == ("capacity", None)
    page.go_forward()
    page.go_forward()
    assert question_on(page) == ("which", None)
    follow(page, "a.back")
    assert page.is_checked("main [value=yes]")
    follow(page, "a.back")
    assert page.is_checked("main [value=individual]")


def test_an_answer_changed_at_the_end_opens_and_shuts_questions(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    why = {"answer": ["read", "other"], "other_other": OWN_WORDS["why_use"]}
    check_answers(page, app, library, {"uses": {"answer": "yes"}, "why_use": why})
    assert OWN_WORDS["why_use"] in " ".join(page.locator("dl.summary").all_inner_texts())

    follow(page, "a[href*='/answer/uses?']")
    page.check("main [value=no]")
    go_on(page)
    assert question_on(page) == ("why_not", None)
    page.check("main [value=far]")
    go_on(page)

    shown = " ".join(page.locator("dl.summary").all_inner_texts())
    assert "Check your answers" in page.title()
    assert OWN_WORDS["why_use"] not in shown
    assert "Which libraries do you use most" not in shown


def test_a_refresh_and_a_double_click_give_one_response_and_one_receipt(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    check_answers(page, app, library, {})
    check = page.url

    page.dblclick(SEND, no_wait_after=True)
    # The second press may overtake the page of the first.
    page.locator(".receipt").wait_for()
    page.wait_for_load_state("networkidle")
    first = receipt_on(page)
    page.reload()
    again = receipt_on(page)
    page.goto(check)
    follow(page, "main a[href$='/receipt']")

    assert first == again == receipt_on(page)
    assert count(app, Response) == 1


def test_a_resident_answers_in_urdu_from_right_to_left(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    translated(app, LIBRARY, library_in_urdu())
    page = open_page(**PHONE)
    page.goto(library)
    follow(page, "header a[hreflang=ur]")

    def is_urdu(page: Page) -> None:
        assert page.locator("html[lang=ur][dir=rtl]").count() == 1
        assert "library" not in page.locator("main").inner_text().lower()
        is_fit(page)

    is_urdu(page)
    follow(page, "main form button")
    go_on(page)
    assert page.title().startswith("غلطی: ")
    is_urdu(page)
    asked = answer_all(page, each=is_urdu)
    is_urdu(page)
    send(page)
    is_urdu(page)

    assert len(asked) > 15
    assert receipt_on(page)
    assert count(app, Response) == 1


def press(page: Page, key: str, *, until: str) -> None:
    """Press a key until what has the focus matches."""
    for _press in range(60):
        page.keyboard.press(key)
        if page.locator(f"{until}:focus").count():
            return
    raise AssertionError(f"{key} never reached {until} on {page.url}")


def answer_by_keys(page: Page) -> None:
    """Answer a page with Tab, Space, arrows and letters; choose the second of what is offered."""
    if page.locator("main [type=radio]").count():
        press(page, "Tab", until="main [type=radio]")
        page.keyboard.press("ArrowDown")
        assert page.locator("main [type=radio]:checked:focus").count() == 1
    elif page.locator("main [type=checkbox]").count():
        press(page, "Tab", until="main [type=checkbox]")
        page.keyboard.press("Space")
    elif page.locator("main select").count():
        press(page, "Tab", until="main select")
        page.keyboard.press("ArrowDown")
    else:
        press(page, "Tab", until="main form :is(.input, textarea)")
        is_number = page.locator("main [inputmode=numeric]").count()
        page.keyboard.type("7" if is_number else "A word")
    press_button(page)


def press_button(page: Page) -> None:
    """Tab to the button of the page and press it."""
    press_it(page, "main form:last-of-type button")


def press_it(page: Page, what: str) -> None:
    """Tab to a button or a link and press it."""
    press(page, "Tab", until=what)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_everything_can_be_answered_with_the_keyboard_alone(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(library)
    page.keyboard.press("Tab")
    assert page.locator("a.skip:focus").is_visible()
    page.keyboard.press("Enter")
    press_button(page)

    pages = 0
    while "/answer/" in page.url:
        here = page.url
        answer_by_keys(page)
        assert page.url != here, page.locator("main").inner_text()
        pages += 1
    if page.locator(TO_ABOUT_YOU).count():
        press_it(page, TO_ABOUT_YOU)
    press_it(page, SEND)

    assert pages > 10
    assert receipt_on(page)
    assert count(app, Response) == 1
