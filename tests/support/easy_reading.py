"""Easy Read texts for tests."""

from datetime import datetime
from functools import partial

from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.core.days import start_of
from consult.easy_read import actions
from consult.easy_read.queries import newest_row
from consult.easy_read.rules import Idea, Part, Parts, Subject
from consult.editions.models import CONSULTATION
from consult.plan.queries import consultation_at
from tests.support.visitors import Visitor

WRITER, PUBLISHER = "Sana Malik", "Amina Khan"
GROUP = "Wrenfield People First"
TREES_EASY: Parts = (
    Part(
        "What this is about",
        "",
        (
            Idea("Our streets are hot.", "sun"),
            Idea("We want to plant trees. A levy pays for them.", "tree", "A tree"),
        ),
    ),
    Part("How many trees?", "plant", (Idea("We can plant 20 trees.", "seedling"),)),
)


def subject_of(slug: str, language: str = "en", about: str = CONSULTATION) -> Subject:
    """Return what a text tells of; needs an app context."""
    found = consultation_at(slug)
    assert found
    return Subject(found, about, language)


def written(app: Flask, slug: str, parts: Parts = TREES_EASY, *, language: str = "en") -> None:
    """Write a text and commit."""
    with app.app_context():
        change = partial(_instead, parts)
        subject = subject_of(slug, language)
        before = newest_row(subject)
        seen = before.id if before else 0
        actions.write(subject, change, seen=seen, by=WRITER, at=clock.now())
        db.session.commit()


def offered(
    app: Flask, slug: str, *, language: str = "en", at: datetime | None = None, check: bool = True
) -> None:
    """Write a text, have it checked, and offer it from the first day on; commit."""
    written(app, slug, language=language)
    with app.app_context():
        subject = subject_of(slug, language)
        first = start_of(subject.consultation.opens)
        if check:
            actions.record_check(subject, checked_with=GROUP, on=first.date(), by=PUBLISHER)
        actions.offer(subject, by=PUBLISHER, at=at or first)
        db.session.commit()


def _instead(parts: Parts, _before: Parts) -> Parts:
    return parts


def see_the_writing(visitor: Visitor, slug: str) -> None:
    """See each page on which a text is written, checked and offered, and what goes wrong."""
    at = f"officer/consultations/{slug}/easy-read"
    visitor.at(at)
    text = f"{at}/consultation/en"
    visitor.at(text)  # nothing yet
    visitor.at(f"{text}/0")
    visitor.press()  # without a heading
    visitor.page.fill("[name=heading]", "Trees")
    visitor.page.fill("[name=text_0]", "word " * 18)
    visitor.press("main button[value=save]")
    visitor.press("main button[value=picture-0]")
    visitor.press("main form[method=post] .actions button")  # none chosen
    visitor.page.check("main [value=tree]")
    visitor.press("main form[method=post] .actions button")
    visitor.at(text)  # a sentence too long
    visitor.at(f"{text}/0")
    visitor.page.fill("[name=text_0]", "We want to plant trees.")
    visitor.press("main button[value=save]")
    visitor.at(text)
    visitor.at(f"{text}/check")
    visitor.press()  # without a name
    visitor.at(text)
    visitor.press("main form[action$=offer] button")  # it is late
    visitor.press()
