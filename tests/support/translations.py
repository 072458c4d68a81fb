"""Made-up translations for tests: Urdu letters, with the numbers and links of the English."""

import json
import re
from collections.abc import Collection, Mapping

from flask import Flask

from accessibility.tokens import left_to_right_tokens
from consult.core import clock
from consult.core.database import db
from consult.core.days import start_of
from consult.plan.queries import consultation_at
from consult.translate import queries
from consult.translate.actions.checking import check
from consult.translate.actions.offering import offer
from consult.translate.actions.writing import write
from tests.support.processes import ROOT

WRITER, CHECKER, OFFERER = "Sana Malik", "Bilal Ahmed", "Amina Khan"


def in_urdu(text: str) -> str:
    """Return words that stand for a translation, another one for each text."""
    left = text
    for token in left_to_right_tokens(text):
        left = left.replace(token, " ")
    kept = [*left_to_right_tokens(text), *re.findall(r"\d+", left)]
    name = "".join(chr(0x0627 + ord(letter) % 26) for letter in text[:30] if letter.isalpha())
    # As long as the English: a much shorter text is no translation of it.
    more = ["اور"] * (len(text) // 10 - 4)
    return " ".join(["یہ اردو متن ہے", name, *more, *kept])


def ready(
    app: Flask, slug: str, texts: Mapping[str, str] | None = None, *, leave: Collection[str] = ()
) -> None:
    """Put a consultation into Urdu, in these texts or made-up ones, and check it; commit."""
    with app.app_context():
        found = consultation_at(slug)
        assert found
        made = texts or {
            one.source.key: in_urdu(one.source.text)
            for one in queries.texts_in(found, "ur")
            if one.source.key not in leave
        }
        write(found, "ur", made, by=WRITER, at=clock.now())
        check(found, "ur", made, by=CHECKER, at=clock.now())
        db.session.commit()


def translated(
    app: Flask, slug: str, texts: Mapping[str, str] | None = None, *, leave: Collection[str] = ()
) -> None:
    """Do the same and offer it, from the first day on; commit."""
    ready(app, slug, texts, leave=leave)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        offer(found, "ur", by=OFFERER, at=start_of(found.opens))
        db.session.commit()


def library_in_urdu() -> dict[str, str]:
    """Return the Urdu texts of the example that the project carries."""
    made: dict[str, str] = json.loads(
        (ROOT / "consult" / "examples" / "library.ur.json").read_text("utf-8")
    )
    return made
