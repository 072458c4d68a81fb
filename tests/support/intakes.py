"""Forms that somebody else has typed in, and a clerk who looks at every page of intake."""

from flask import Flask

from consult.accounts.queries import Person
from consult.accounts.rules import shown_as
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.queries import consultation_at, current_version
from consult.respond.actions import drafts, intake, taking_in
from consult.respond.queries import Begun
from consult.respond.rules.intake import About, Original, printed_pages
from consult.respond.rules.typed_pages import PageTyped
from tests.support.visitors import Visitor

SOMEBODY_ELSE = Person(
    name="Bilal Ahmed", shown_as=shown_as("Bilal Ahmed", ["officer"], 99), roles=(), officer_id=99
)


def type_in(app: Flask, slug: str, number: str, **answers: object) -> None:
    """Type a paper form in as an officer whom nobody else is."""
    now = clock.now()
    with app.app_context():
        found = consultation_at(slug)
        assert found
        version = current_version(found.id)
        about = About("paper", "en", day_of(now).isoformat(), number)
        draft = intake.begin(found, version, about, by=SOMEBODY_ELSE, at=now)
        for page in printed_pages(version.definition):
            said = PageTyped(answers.get(page.key), {}, "en")
            drafts.save_page(draft, page, said, at=now)
        intake.keep(draft, about, Original(), by=SOMEBODY_ELSE, at=now)
        taking_in.take_in(Begun(draft, found, version), by=SOMEBODY_ELSE, at=now)
        db.session.commit()


def see_the_intake(visitor: Visitor, slug: str) -> None:
    """See every page of typing in, as it is and with something wrong. Form 10 is there already."""
    page, start = visitor.page, f"officer/consultations/{slug}/take-in"
    visitor.at(f"{start}/")
    visitor.press("main form button")  # nothing chosen
    page.select_option("[name=channel]", "paper")
    visitor.press("main form button")
    page.fill("[name=received]", "2020-01-01")
    page.fill("[name=count-answer]", "a few")
    visitor.press("main button[value=send] >> nth=0")
    page.fill("[name=received]", day_of(clock.now()).isoformat())
    page.fill("[name=count-answer]", "4")
    page.fill("[name=form_number]", "10")
    visitor.press("main button[value=send] >> nth=0")  # typed in already
    page.fill("[name=form_number]", "11")
    visitor.press("main button[value=send] >> nth=0")  # saved; the next one
    visitor.press("main form[action$=delete] button")  # without a tick
    visitor.go(f"{start}/")
    visitor.press("main a[href*='/sent/']")
    visitor.press("main form[action$=again] button")
    page.fill("[name=count-answer]", "5")
    visitor.press("main button[value=send] >> nth=0")
    visitor.press("main form button")  # nothing chosen
    for choice in page.locator("main [value=second]").all():
        choice.check()
    visitor.press("main form button")
    visitor.at(f"{start}/")
    page.select_option("[name=channel]", "phone")
    visitor.press("main form button")
    page.fill("[name=count-answer]", "6")
    visitor.press("main button[value=send] >> nth=0")
    visitor.press("main a[href$=slip]")
