"""Changes of an open timetable, with a Champion who agrees, for tests."""

from datetime import date, datetime

from flask import Flask

from consult.accounts.queries import Person
from consult.accounts.rules import shown_as
from consult.plan.actions.agreeing import agree, ask
from consult.plan.actions.dates import change_dates
from consult.plan.actions.pausing import ask_to_pause
from consult.plan.actions.refusals import AgreementNeededError
from consult.plan.models import Consultation
from consult.plan.rules.changes import Stated
from tests.support import officers
from tests.support.residents import follow
from tests.support.visitors import Visitor

CHAMPION = Person(
    name="Grace Obi", shown_as=shown_as("Grace Obi", ["champion"]), roles=("champion",)
)


def move_dates(
    consultation: Consultation,
    *,
    opens: date,
    closes: date,
    reason: str,
    by: str,
    at: datetime,
) -> None:
    """Change dates; where a Champion has to agree, one does at once."""
    try:
        change_dates(consultation, opens=opens, closes=closes, reason=reason, by=by, at=at)
    except AgreementNeededError as error:
        asked = ask(consultation, error.change, Stated(reason, by, at))
        agree(asked, by=CHAMPION, at=at)


def pause(consultation: Consultation, *, reason: str, by: str, at: datetime) -> None:
    """Take no answers from a moment on."""
    agree(ask_to_pause(consultation, Stated(reason, by, at)), by=CHAMPION, at=at)


def _become(visitor: Visitor, role: str) -> None:
    visitor.forget()
    visitor.go("officer/sign-in")
    visitor.page.fill("[name=email]", f"{role}@example.org")
    visitor.page.fill("[name=password]", officers.PASSWORD)
    follow(visitor.page, "main form button")


def see_the_changes(app: Flask, visitor: Visitor, slug: str) -> None:
    """Ask for a pause, agree to it as a Champion, see it, and go on; each wrongly first.

    Somebody who may change dates is signed in, before and afterwards.
    """
    with app.app_context():
        officers.add("champion", name="Grace Obi")
    at, page = f"officer/consultations/{slug}", visitor.page
    visitor.at(f"{at}/pause")
    visitor.press()
    page.fill("[name=reason]", "The hall is closed in spring.")
    visitor.press()
    visitor.at(f"{at}/outcome-day")
    page.fill("[name=due]", "2020-01-01")
    visitor.press()
    _become(visitor, "champion")
    visitor.at("officer/agreements")
    visitor.press("main table a")
    visitor.press("main form button[value=no]")
    visitor.press("main form button[value=yes]")
    visitor.at("officer/agreements")
    visitor.at(f"consultations/{slug}")
    _become(visitor, "publisher")
    visitor.at(f"{at}/go-on")
    visitor.press()
    page.fill("[name=reason]", "The hall is open again, and people have their days back.")
    visitor.press()
    visitor.at(f"{at}/dates")
    visitor.at(f"consultations/{slug}")
