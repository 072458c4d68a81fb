"""Saving on a phone and going on at a desk, in another language, in a real browser."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.respond.models import Draft
from tests.factories import count
from tests.journeys.test_resident import PHONE, is_fit
from tests.support.browsers import OpenPage
from tests.support.residents import answer, follow, go_on, question_on

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": True}
LATER = "main button[value=later]"
SWITCH = "main button[value=switch]"


def test_a_person_saves_on_a_phone_and_goes_on_at_a_desk_in_urdu(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    phone = open_page(**PHONE)
    phone.goto(library)
    follow(phone, "main form button")
    answer(phone)
    go_on(phone)
    answer(phone)
    follow(phone, LATER)
    is_fit(phone)
    code = phone.locator(".receipt").inner_text()

    desk = open_page(**DESK)
    desk.goto(library.replace("/en/", "/ur/"))
    follow(desk, "main a[href$='/come-back']")
    is_fit(desk)
    desk.fill("[name=code]", code.lower())
    go_on(desk)
    is_fit(desk)
    follow(desk, "main a.button")
    assert question_on(desk) == ("which", None)
    follow(desk, "a.back")
    assert desk.is_checked("main [value=yes]")
    follow(desk, "header a[hreflang=en]")
    assert desk.is_checked("main [value=yes]")
    go_on(desk)
    assert question_on(desk) == ("which", None)
    assert count(app, Draft) == 1


def test_what_is_typed_on_two_devices_at_once_stays_on_both(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    phone, desk = open_page(**PHONE), open_page(**DESK)
    phone.goto(library)
    follow(phone, "main form button")
    follow(phone, LATER)
    code = phone.locator(".receipt").inner_text()
    desk.goto(f"{library}/come-back")
    desk.fill("[name=code]", code)
    go_on(desk)
    for page in (phone, desk):
        page.goto(f"{library}/answer/other_ideas")
    phone.fill("main textarea", "Open on Sundays")
    desk.fill("main textarea", "Lend seeds")
    go_on(phone)

    go_on(desk)

    is_fit(desk)
    shown = desk.locator("main").inner_text()
    assert "Open on Sundays" in shown
    assert desk.input_value("main textarea") == "Lend seeds"
    with app.app_context():
        (draft,) = db.session.scalars(select(Draft))
        assert "Lend seeds" in str(draft.typed)
        assert "Open on Sundays" in str(draft.typed)


def test_everything_on_one_page_is_the_same_draft(library: str, open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto(library)
    follow(page, "main form button")
    page.check("main [value=individual]")
    follow(page, SWITCH)
    is_fit(page)
    assert page.is_checked("main [name='capacity-answer'][value=individual]")
    page.fill("main [name='other_ideas-answer']", "Lend seeds")
    follow(page, SWITCH)
    page.goto(f"{library}/answer/other_ideas")
    assert page.input_value("main textarea") == "Lend seeds"
