"""Looking at every page of a preview, and at the officer’s page that gives one."""

from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.plan.queries import consultation_at
from consult.preview.actions import give
from tests.factories import BY, document, drafted, question
from tests.support.visitors import Visitor

# A sign that no font of ours has, so that no copy to print can be made.
UNPRINTABLE = "\N{ALCHEMICAL SYMBOL FOR GOLD}"


def see_the_preview(app: Flask, visitor: Visitor) -> None:
    """Open an address; look around, try the questions, ask for a copy that cannot be made."""
    slug = drafted(app, document(question("why"), title=f"Trees {UNPRINTABLE}", slug="previewed"))
    with app.app_context():
        consultation = consultation_at(slug)
        assert consultation
        key = give(consultation, by=BY, at=clock.now())
        db.session.commit()
    visitor.at(f"preview/{key}")
    start = f"preview/{slug}"
    for name in ("page", "questions", "not-here"):
        visitor.at(f"{start}/{name}")
    visitor.at(f"{start}/copies/large-print.pdf")
    visitor.go(f"{start}/start")
    visitor.press("main form button")
    visitor.at(f"{start}/answer-all")
    visitor.at(f"{start}/check-your-answers")
    visitor.press()
    visitor.forget()
    visitor.at(f"{start}/start")


def see_the_giving(visitor: Visitor, slug: str) -> None:
    """Make an address, and end it."""
    visitor.at(f"officer/consultations/{slug}/preview")
    visitor.press("main form:has(.actions) button")
    visitor.press("main table form button")
