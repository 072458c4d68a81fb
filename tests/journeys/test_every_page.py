"""Every page, in every state, in every language: axe and the house rules find nothing.

A page that nobody comes to look at here fails the test.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from tests.architecture.source import TEMPLATES
from tests.support import (
    building,
    easy_reading,
    every_state,
    format_requests,
    intakes,
    joining,
    officers,
    previewing,
    reply_files,
    second_step,
    signing,
    timetables,
    translating,
)
from tests.support.every_state import KINDS, PAGES_OF_KINDS, WRONG
from tests.support.processes import ROOT
from tests.support.residents import SEND, TO_ABOUT_YOU, follow, go_on
from tests.support.visitors import LANGUAGES, Visitor

pytestmark = pytest.mark.browser

PARTS = {"components", "layouts", "letters"}
OFFICER_LAYOUT = "layouts/officer.html"
# These have the layout of everybody, but only officers come to them.
OFFICERS_TOO = {
    *(f"accounts/{name}.html" for name in ("sign_in", "code", "recovery_code", "set_up_first")),
    *(f"accounts/{name}.html" for name in ("invitation", "lost_password", "new_password")),
    *("errors/not_done.html", "errors/start_again.html", "respond/intake_slip.html"),
}


def see_front_doors(visitor: Visitor) -> None:
    site = ("", "reading", "languages", "words", "promises")
    for path in (*site, "nothing-here", "officer/sign-in"):
        visitor.at(path)
    for slug in (KINDS, "soon", "over", "library-hours", "mill-lane-park"):
        visitor.at(f"consultations/{slug}")
    visitor.at("consultations/library-hours/words")
    visitor.at("consultations/library-hours/easy-read")
    visitor.at(f"consultations/{KINDS}/questions")
    visitor.at(f"consultations/{KINDS}/check-your-answers")  # nothing begun


def see_questions(visitor: Visitor) -> None:
    """See each kind of question, as it is and with something wrong."""
    start = f"consultations/{KINDS}"
    visitor.go(start)
    follow(visitor.page, "main form button")
    for name in PAGES_OF_KINDS:
        visitor.at(f"{start}/answer/{name}")
        typed = visitor.page.locator("main form :is(.input, textarea)").first
        if WRONG[name]:
            typed.fill(WRONG[name])
        go_on(visitor.page)
        visitor.look()


def see_coming_back(visitor: Visitor) -> None:
    """Save, leave, come back with a wrong code, with the right one, and by a mailed link."""
    page, start = visitor.page, f"consultations/{KINDS}"
    visitor.go(start)
    follow(page, "main form button")
    visitor.press("main button[value=later]")
    code = page.locator(".receipt").inner_text()
    key = page.locator("main form [name=draft]").first.input_value()
    visitor.press("main form[action$=leave] button")
    visitor.at(f"{start}/come-back")
    visitor.press()  # no code
    page.fill("[name=code]", code)
    visitor.press()
    visitor.at(f"{start}/come-back/{key}")
    visitor.at(f"{start}/saved")
    visitor.press("main button[value=yes]")  # deleted


def see_the_receipt(visitor: Visitor, start: str) -> None:
    """See what was sent, take it back, put it back, leave; then with a wrong code and the right."""
    page = visitor.page
    code = page.locator(".receipt").inner_text()
    visitor.at(f"{start}/receipt/answers")
    visitor.at(f"{start}/receipt/withdraw")
    visitor.press()
    visitor.press("main form[action$=put-back] button")
    visitor.press("main form[action$=leave] button")
    visitor.at(f"{start}/receipt")
    visitor.press()  # no code
    page.fill("[name=code]", code)
    visitor.press()


def see_the_check(visitor: Visitor) -> None:
    """Check, fail to send, then mend what is wrong."""
    page, start = visitor.page, f"consultations/{KINDS}"
    visitor.at(f"{start}/check-your-answers")
    visitor.at(f"{start}/about-you")
    visitor.press(SEND)  # too early
    visitor.at(f"{start}/answer-all")
    visitor.press()  # with all that is missing
    visitor.go(start)
    visitor.press("main form button")  # carry on, or start afresh?
    for name, said in (
        ("one", "ash"),
        ("many", "birch"),
        ("grid/north", "ash"),
        ("grid/south", "ash"),
    ):
        visitor.go(f"{start}/answer/{name}")
        page.check(f"main [value={said}]")
        go_on(page)
    for name, said in (("line", "x"), ("essay", "y"), ("count", "2"), ("born", "")):
        visitor.go(f"{start}/answer/{name}")
        page.locator("main form :is(.input, textarea)").first.fill(said)
        go_on(page)


def see_the_end(app: Flask, visitor: Visitor) -> None:
    """Send in two windows; then find the answers lost, or the consultation closed."""
    page, start = visitor.page, f"consultations/{KINDS}"
    second_tab = replace(visitor, page=page.context.new_page())
    second_tab.go(f"{start}/answer/line")
    visitor.at(f"{start}/check-your-answers")
    visitor.press(TO_ABOUT_YOU)
    visitor.press(SEND)
    assert page.locator(".receipt").count() == 1
    see_the_receipt(visitor, start)
    second_tab.press()  # what is typed after sending is not added, and they are told
    second_tab.page.close()

    visitor.forget()
    visitor.go(start)
    follow(page, "main form button")
    visitor.forget()
    page.locator("main form [name=draft]").evaluate("field => field.value = 'lost'")
    visitor.press()  # what was begun is gone, what is typed is not
    front_door = replace(visitor, page=page.context.new_page())
    front_door.go(start)
    every_state.close_yesterday(app, KINDS)
    visitor.press()  # who began is still heard
    visitor.forget()
    front_door.press("main form button")  # who comes only now is not


def see_the_desk(visitor: Visitor) -> None:
    """Sign in, wrongly first; see a consultation in each state, and each form with errors."""
    visitor.at("officer/sign-in")
    visitor.press()
    visitor.page.fill("[name=email]", "publisher@example.org")
    visitor.page.fill("[name=password]", officers.PASSWORD)
    visitor.press()
    visitor.at("officer/")
    visitor.at("officer/add-consultation")
    visitor.press()
    for slug in ("draft", "soon", KINDS, "over", "mill-lane-park"):
        visitor.at(f"officer/consultations/{slug}")
    for query in ("", "?kind=plan&who=clock"):
        visitor.at(f"officer/consultations/mill-lane-park/history{query}")
    for path in ("draft/open", "draft/dates"):
        visitor.at(f"officer/consultations/{path}")
        if path.endswith("dates"):
            visitor.page.fill("[name=closes]", "2020-01-01")
        visitor.press()
    for slug in (KINDS, "over", "waiting", "running", "failed"):
        visitor.at(f"officer/consultations/{slug}/report")
    visitor.press("main button")
    for path in ("", "/try", "/try?answer-capacity=staff", "/try?answer-uses=" + "x" * 300):
        visitor.at(f"officer/consultations/library-hours/routes{path}")
    visitor.at(f"officer/consultations/{KINDS}/routes/try?answer-age=ash")  # all are asked all


def see_the_responses(app: Flask, visitor: Visitor) -> None:
    """See what came in; open one that waits for us; let it count without a reason."""
    visitor.at("officer/consultations/soon/responses/")  # nothing yet
    every_state.let_one_wait(app, KINDS)
    visitor.at(f"officer/consultations/{KINDS}/responses/")
    visitor.press("main table a")
    visitor.press("main form[action$=count] button")
    visitor.press("main form[action$=erase] button")


def see_the_report(app: Flask, visitor: Visitor) -> None:
    """See a report that is counted, refused, decided on and published; then be signed out."""
    report = "officer/consultations/mill-lane-park/report"
    visitor.at(report)
    visitor.press("main form[action$=publish] button")
    visitor.press(".problem a")
    visitor.press()
    every_state.publish(app)
    visitor.at(report)
    visitor.forget()
    visitor.press("main form[action$=build] button")


def see_all_for_residents(app: Flask, visitor: Visitor) -> None:
    """See every page that residents come to, in every state it has."""
    see_front_doors(visitor)
    see_coming_back(visitor)
    see_questions(visitor)
    see_the_check(visitor)
    see_the_end(app, visitor)
    format_requests.see_the_asking(visitor, KINDS)
    previewing.see_the_preview(app, visitor)
    signing.offer_a_video(app, "soon")
    visitor.at("consultations/soon")
    visitor.at("consultations/soon/bsl")


def see_all_for_officers(app: Flask, visitor: Visitor) -> None:
    """See every page that officers come to, in every state it has."""
    see_the_desk(visitor)
    building.see_the_builder(visitor)
    timetables.see_the_changes(app, visitor, KINDS)
    intakes.type_in(app, KINDS, "10", count="4")
    intakes.see_the_intake(visitor, KINDS)
    reply_files.see_the_files(app, visitor, KINDS)
    see_the_responses(app, visitor)
    format_requests.see_the_queue(visitor, KINDS)
    translating.see_the_translating(app, visitor, "library-hours")
    easy_reading.see_the_writing(visitor, KINDS)
    translating.see_own_words(app, visitor, KINDS)
    signing.see_the_offering(visitor, KINDS)
    previewing.see_the_giving(visitor, "draft")
    see_the_report(app, visitor)
    reply_files.see_about_people(app, visitor, KINDS)
    joining.see_the_people(app, visitor)
    second_step.see_the_second_step(app, visitor)  # from here on a password is not enough


def pages_there_are(*, for_officers: bool) -> set[str]:
    """Return the templates that are pages of the one kind of people or of the other."""
    sources = {path.relative_to(ROOT / "templates").as_posix(): path for path in TEMPLATES}
    return {
        name
        for name, path in sources.items()
        if name.split("/")[0] not in PARTS and not path.name.startswith("_")
        if for_officers == (name in OFFICERS_TOO or OFFICER_LAYOUT in path.read_text())
    }


def nothing_is_wrong(visitor: Visitor, rendered: set[str], *, for_officers: bool) -> None:
    """Fail when a page was found wrong, or when a page was not looked at."""
    left_out = pages_there_are(for_officers=for_officers) - rendered
    assert not visitor.found, "\n".join(visitor.found)
    assert not left_out, f"nobody looked at {left_out}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_for_residents_is_for_everybody(
    language: str, app: Flask, visit: Callable[[str], Visitor], rendered: set[str]
) -> None:
    visitor = visit(language)
    visitor.at("")  # nothing to list yet
    every_state.fill(app)
    every_state.publish(app)

    see_all_for_residents(app, visitor)

    nothing_is_wrong(visitor, rendered, for_officers=False)


# Two hundred looks: what stops a test that hangs stops this one on a slow machine.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_for_officers_is_for_everybody(
    language: str, app: Flask, visit: Callable[[str], Visitor], rendered: set[str]
) -> None:
    visitor = visit(language)
    every_state.fill(app)

    see_all_for_officers(app, visitor)

    nothing_is_wrong(visitor, rendered, for_officers=True)
