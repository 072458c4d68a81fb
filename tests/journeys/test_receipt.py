"""After sending: put right, take back, put back, in a real browser."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.respond.models import Response
from tests.journeys.test_resident import PHONE, is_fit, receipt_on
from tests.support.browsers import OpenPage
from tests.support.residents import (
    ANSWERS,
    SEND,
    answer_all,
    check_answers,
    follow,
    go_on,
    question_on,
    send,
)

pytestmark = pytest.mark.browser

# A lens of 400 % leaves this much of a page of 1280 by 1024. The other journeys have no scripts.
LENS = {"viewport": {"width": 320, "height": 256}, "forced_colors": "active"}


GROUP = {
    "org_name": "Friends of Mill Lane",
    "org_members": "120",
    "org_asked": "At our meeting in May",
}


def one_response(app: Flask) -> tuple[int, str, str | None]:
    """Return version, standing and capacity of the only response there is."""
    with app.app_context():
        kept = select(Response.number, Response.standing, Response.capacity)
        number, standing, capacity = db.session.execute(kept).one()
        return number, standing, capacity


def test_an_answer_is_put_right_and_taken_back_with_the_code(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    check_answers(page, app, library, {})
    send(page)
    code = receipt_on(page)

    later = open_page(viewport={"width": 1280, "height": 800})
    later.goto(f"{library}/receipt")
    later.fill("[name=code]", code)
    go_on(later)
    follow(later, "main form[action$=correct] button")
    is_fit(later)
    follow(later, "a[href*='/answer/impact?']")
    assert later.is_checked("main [value=none]")
    later.check("main [value=dk]")
    go_on(later)
    follow(later, SEND)
    is_fit(later)
    assert receipt_on(later) == code
    assert one_response(app)[:2] == (2, "counted")

    follow(later, "main a[href$='/withdraw']")
    is_fit(later)
    go_on(later)
    is_fit(later)
    assert one_response(app)[1] == "withdrawn"
    follow(later, "main form[action$=put-back] button")
    assert one_response(app)[1] == "counted"


def test_somebody_answers_for_a_group(app: Flask, library: str, open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto(library)
    follow(page, "main form button")
    page.check("main [value=organisation]")
    go_on(page)
    for name, said in GROUP.items():
        assert question_on(page) == (name, None)
        is_fit(page)
        page.fill("main [name=answer]", said)
        go_on(page)
    assert question_on(page) == ("uses", None)

    group = {name: {"answer": said} for name, said in GROUP.items()}
    named = {"capacity": {"answer": "organisation"}, "publish": {"answer": "with_name"}}
    page.context.clear_cookies()
    check_answers(page, app, library, {**group, **named})
    send(page)
    assert receipt_on(page)
    follow(page, "main a.button[href$='/receipt/answers']")
    is_fit(page)
    assert "Friends of Mill Lane" in page.locator("dl.summary").inner_text()
    assert one_response(app)[2] == "organisation"


def test_the_example_can_be_answered_with_a_lens_and_scripts_and_own_colours(
    app: Flask, library: str, open_page: OpenPage
) -> None:
    page = open_page(**LENS, java_script_enabled=True)
    page.goto(library)
    is_fit(page)
    follow(page, "main form button")
    answer_all(page, {**ANSWERS, "equality_gate": "no"}, each=is_fit)
    send(page)
    is_fit(page)
    assert receipt_on(page)
    assert one_response(app)[:2] == (1, "counted")
