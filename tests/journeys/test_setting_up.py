"""Setting a consultation up by keyboard alone, with no script, until the clock opens it."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from consult.core import clock
from consult.core.days import day_of, start_of
from consult.plan.queries import consultation_at
from consult.plan.rules.timetable import State, state_of
from tests.support import officers
from tests.support.browsers import OpenPage
from tests.support.keys import Keys

pytestmark = pytest.mark.browser

TITLE, SLUG = "Trees in our streets", "trees-in-our-streets"
WHY = "The mayor is elected in May and decides after that."
OTHERS = ("text", "long_text", "number", "date", "email", "postcode", "place", "file")


def sign_in(page: Page, site: str, known: officers.Known) -> Keys:
    keys = Keys(page, f"{site}/en/officer/")
    keys.go("")
    keys.write("[name=email]", known.email)
    keys.write("[name=password]", officers.PASSWORD)
    keys.press("Sign in")
    return keys


def begin(officer: Keys) -> None:
    first = day_of(clock.now()) + timedelta(days=7)
    officer.go("new-consultation")
    officer.write("[name=title]", TITLE)
    officer.write("[name=owner]", "Example Borough Council")
    officer.write("[name=summary]", "We want to plant more trees. Tell us where.")
    officer.pick_day("[name=opens]", first)
    officer.press("Begin")
    assert "There are no questions yet" in officer.text()


def build_ten_questions(officer: Keys) -> None:
    """One gate, one question behind it, and one of each of eight other kinds."""
    add(officer, "single", "Do you want trees in your street?", options=("Yes", "No"))
    add(officer, "multiple", "Which trees do you want?", options=("Oak", "Elm", "Lime"))
    for kind in OTHERS:
        add(officer, kind, f"What do you say about {kind.replace('_', ' ')}?")
    officer.follow("Asked of everybody: Which trees do you want?")
    officer.open_details("Do you want trees")
    officer.tick("Yes")
    officer.press("Save")
    officer.follow("Who is asked what")
    assert "Do you want trees in your street?" in officer.text()


def add(officer: Keys, kind: str, text: str, *, options: tuple[str, ...] = ()) -> None:
    officer.go(f"consultations/{SLUG}/build/add-question?kind={kind}")
    officer.write("[name=text]", text)
    for at, label in enumerate(options):
        officer.write(f"[name=options_label_{at}]", label)
    if options:
        officer.tick("Offer “I do not know”")
    officer.press("Save")
    assert text in officer.text()


def move_with_focus(officer: Keys) -> None:
    """Move a question down and up again: the focus stays on its button."""
    officer.go(f"consultations/{SLUG}/build")
    officer.press("Move down: Which trees do you want?")
    assert "Moved to 3 of 10." in officer.text()
    assert officer.focused() == "Move down: Which trees do you want?"
    officer.press("Move up: Which trees do you want?")
    assert "Moved to 2 of 10." in officer.text()
    assert officer.focused() == "Move up: Which trees do you want?"


def say_all_but_three_things(officer: Keys) -> None:
    officer.go(f"consultations/{SLUG}/build/about")
    officer.write("[name=why]", "Streets get hot in summer.")
    officer.write("[name=who_is_affected]", "Everybody who lives here.")
    officer.write("[name=can_change]", "Where we plant")
    officer.write("[name=ask_number]", "020 7946 0000")
    officer.write("[name=equality_impact_not_needed]", "Trees are for everybody.")
    officer.write("[name=keep_months]", "12")
    officer.press("Save")


def mend_two(officer: Keys) -> None:
    officer.go(f"consultations/{SLUG}/open")
    assert "2 things have to be mended." in officer.text()
    assert "1 promise needs a stated reason." in officer.text()
    officer.follow("Mend it: What happens to answers")
    officer.write("[name=privacy]", "Two officers read your answers.")
    officer.write("[name=ask_address]", "trees@example.org")
    officer.press("Save")
    officer.go(f"consultations/{SLUG}/open")
    assert "Nothing keeps it from opening." in officer.text()
    officer.write("[name=words]", "The mayor’s day is not known yet.")
    officer.press("Ask for approval")


def test_an_officer_sets_it_up_by_keyboard_and_a_publisher_approves(
    app: Flask, live_server: str, open_page: OpenPage
) -> None:
    with app.app_context():
        known = officers.add("officer", name="Cerys Evans", email="cerys@example.org")
        second = officers.add("publisher", name="Ben Okafor", email="ben@example.org")
    officer = sign_in(open_page(viewport={"width": 1280, "height": 900}), live_server, known)
    begin(officer)
    build_ten_questions(officer)
    move_with_focus(officer)
    say_all_but_three_things(officer)
    mend_two(officer)

    publisher = sign_in(open_page(viewport={"width": 320, "height": 640}), live_server, second)
    publisher.go(f"consultations/{SLUG}/open")
    assert "The mayor’s day is not known yet." in publisher.text()
    publisher.press("Approve and let it open")
    assert "Nobody is named who decides" in publisher.text()
    publisher.write("[name=reason_decision_named]", WHY)
    publisher.press("Approve and let it open")

    with app.app_context():
        found = consultation_at(SLUG)
        assert found
        assert state_of(found, clock.now()) is State.UPCOMING
        assert state_of(found, start_of(found.opens)) is State.OPEN
    publisher.page.goto(f"{live_server}/en/consultations/{SLUG}")
    assert WHY in publisher.text()
