"""Looking at every page on which a consultation is put into other languages and formats."""

from flask import Flask
from sqlalchemy import update

from consult.core.database import db
from consult.respond.models import Answer
from tests.support.translations import translated
from tests.support.visitors import Visitor

URDU = "بسیں دیر سے آتی ہیں۔"


def see_the_translating(app: Flask, visitor: Visitor, slug: str) -> None:
    """See the languages, a part with something wrong, the files, what is late, the copies."""
    at = f"officer/consultations/{slug}"
    visitor.at(f"{at}/languages")
    visitor.at(f"{at}/languages/pa")
    visitor.page.locator("textarea").first.fill("Not Punjabi, with 7 in it")
    visitor.press("main button[value=save]")
    visitor.press("main button[value=check]")  # nobody checks their own
    visitor.at(f"{at}/languages/pa/file")
    visitor.press()
    visitor.at(f"{at}/languages/pa/late")
    visitor.press()
    translated(app, slug)
    visitor.at(f"{at}/languages/ur/stop")
    visitor.press()
    visitor.at(f"{at}/copies")
    visitor.at(f"{at}/copies/late")
    visitor.press()


def see_own_words(app: Flask, visitor: Visitor, slug: str) -> None:
    """See answers in another language: none, to be put into English, one’s own to be checked."""
    visitor.at("officer/consultations/soon/responses/in-other-languages")
    with app.app_context():
        words = update(Answer).where(Answer.question == "essay").values(language="ur", value=URDU)
        db.session.execute(words)
        db.session.commit()
    at = f"officer/consultations/{slug}/responses/in-other-languages"
    visitor.at(at)
    visitor.page.locator("textarea").first.fill("The buses come late.")
    visitor.press("main form .actions:last-child button")
    visitor.at(f"{at}?show=to-check")
    visitor.press("main button[name=check]")  # nobody checks their own
