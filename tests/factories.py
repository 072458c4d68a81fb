"""Made-up consultations and people, so that a test says only what it is about."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, func, select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.database import Model, db, reading
from consult.core.days import day_of, start_of
from consult.core.settings import ROOT
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition

BY = "Amina Khan, publisher"
EDITOR = "Cerys Evans, officer"
# Who edited a consultation last may not let it open.
APPROVER = "Ben Okafor, publisher"
REASON = "The words of these questions are given by law."
LIBRARY = "library-hours"

_KEY = re.compile(r'name="draft"[^>]*value="([^"]*)"')
_QUESTION = re.compile(r'href="([^"]*/answer/[^"]*)"')
_CODE = re.compile(r'class="receipt"[^>]*>([^<]+)<')

YES_NO = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
THREE = [{"value": one, "label": one.title()} for one in ("ash", "birch", "cedar")]


def question(id_: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    """Return a question as it stands in a file."""
    if kind in ("single", "multiple", "matrix", "ranking"):
        more.setdefault("options", THREE)
    if kind == "matrix":
        more.setdefault("rows", [{"value": one, "label": one} for one in ("north", "south")])
    return {"id": id_, "type": kind, "text": f"What about {id_}?", **more}


def document(*questions: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a definition with these questions, or with one of every kind."""
    return {
        "title": "Trees in our streets",
        "owner": "Example Borough Council",
        "opens": "2026-01-12",
        "summary": "We want to plant trees. Tell us where.",
        "questions": [*(questions or every_kind())],
        **more,
    }


def every_kind() -> list[dict[str, Any]]:
    """Return a question of every kind; none has to be answered."""
    return [
        question("one", "single", other_text_on=["cedar"]),
        question("many", "multiple", other_text_on=["cedar"]),
        question("line", "text", max_length=20),
        question("essay", "long_text"),
        question("count", "number", min=1, max=40),
        question("grid", "matrix"),
        question("order", "ranking"),
        question("born", "date"),
    ]


def defined(*questions: Mapping[str, Any], **more: Any) -> Definition:
    """Return the compiled form of such a document."""
    return compile_definition(document(*questions, **more))


def library_document(**more: Any) -> dict[str, Any]:
    """Return the example that the project carries, opening on 12 January 2026."""
    return {**_library(), "opens": "2026-01-12", "slug": LIBRARY, **more}


@cache
def _library() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "consult" / "examples" / "library.json").read_text("utf-8")
    )
    return found


def drafted(app: Flask, made_from: Mapping[str, Any], *, at: datetime | None = None) -> str:
    """Bring a consultation in, commit, and return its part of the address."""
    with app.app_context():
        made = import_definition(dict(made_from), by=BY, at=at or clock.now(), reason=REASON)
        slug = made.slug
        db.session.commit()
    return slug


# What has to be said before a consultation can open.
SAID: Mapping[str, Any] = {
    "why": "Streets get hot in summer.",
    "can_change": ["Where we plant"],
    "who_is_affected": "Everybody who lives here.",
    "contact": {"phone": "020 7946 0000", "email": "trees@example.org"},
    "privacy": "Two officers read your answers.",
    "keep_months": 12,
    "decision_maker": "The cabinet",
    "decision_day": "2027-01-15",
    "equality_impact_not_needed": "Trees are for everybody.",
}


def _with_all_said(made_from: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**SAID, **made_from}
    if "equality_impact" in made_from:
        del whole["equality_impact_not_needed"]
    return whole


def opened(app: Flask, made_from: Mapping[str, Any] | None = None, *, days_ago: int = 7) -> str:
    """Bring in a consultation that opened this many days ago; return its part of the address.

    It was let open on the evening before, as an officer would. Less than 0 days ago is
    still to come, and 84 or more is over.
    """
    first = day_of(clock.now()) - timedelta(days=days_ago)
    before = start_of(first) - timedelta(hours=6)
    with app.app_context():
        dated = {**_with_all_said(made_from or document()), "opens": first.isoformat()}
        made = import_definition(dated, by=BY, at=before, reason=REASON)
        open_consultation(made, by=APPROVER, at=before, reason=REASON)
        slug = made.slug
        db.session.commit()
    return slug


def closes_on(first: date) -> date:
    """Return the last of 84 days, counted without our own rules."""
    return first + timedelta(weeks=12) - timedelta(days=1)


def count(app: Flask, model: type[Model]) -> int:
    """Return how many rows a table has now."""
    with app.app_context(), reading():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def rows(app: Flask, query: Select[Any]) -> list[Any]:
    """Return what is in the database now, cut loose from any session."""
    with app.app_context(), reading():
        found = list(db.session.scalars(query).all())
        for row in found:
            getattr(row, "typed", None)  # unsealed while there is an app to do it
        db.session.expunge_all()
        return found


@dataclass
class Resident:
    """A person with a browser, on the way through a consultation."""

    client: FlaskClient
    slug: str
    language: str = "en"
    key: str = ""
    # Where the last answer led.
    at: str = ""
    seen: list[str] = field(default_factory=list)

    def address(self, *parts: str) -> str:
        """Return an address of this consultation."""
        return "/".join(("", self.language, "consultations", self.slug, *parts))

    def begin(self) -> TestResponse:
        """Press “Start now”."""
        response = self.client.post(self.address("answer"))
        assert response.status_code == 303, response.status
        self.look(response.location)
        return response

    def look(self, at: str) -> TestResponse:
        """Open a page and remember the secret in its form, or else that of the browser."""
        response = self.client.get(at)
        found = _KEY.search(response.get_data(as_text=True))
        held = self.client.get_cookie(f"draft-{self.slug}")
        self.at, self.key = at, found[1] if found else held.value if held else self.key
        return response

    def answer(self, page: str, answer: Any = None, **fields: Any) -> TestResponse:
        """Fill in the page of a question, “grid/north” for a statement, and press Continue."""
        typed = {"draft": self.key, "then": "", **fields}
        if answer is not None:
            typed["answer"] = answer
        response = self.client.post(self.address("answer", page), data=typed)
        if response.status_code == 303:
            self.at = response.location
        return response

    def walk(self, answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """Begin and go on until all can be sent; return the pages seen.

        Questions about the person come after the answers have been checked.
        """
        self.begin()
        self._go_through(answers)
        about = self.address("about-you")
        if f'href="{about}"' in self.look(self.at).get_data(as_text=True):
            first = _QUESTION.search(self.look(about).get_data(as_text=True))
            if first:
                self.at = first[1]
                self._go_through(answers)
        return self.seen

    def _go_through(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        for _turn in range(200):
            if "/answer/" not in self.at:
                return
            self.look(self.at)
            page = self.at.split("/answer/")[1].split("?")[0]
            self.seen.append(page)
            response = self.answer(page, **answers.get(page, {}))
            assert response.status_code == 303, f"{page}: {response.get_data(as_text=True)}"
        raise AssertionError("the pages have no end")

    def send(self) -> TestResponse:
        """Press “Send my answers”."""
        return self.client.post(self.address("check-your-answers"), data={"draft": self.key})

    def receipt(self) -> str:
        """Return the code on the receipt page."""
        return code_on(self.client.get(self.address("receipt")))


def code_on(page: TestResponse) -> str:
    """Return the receipt code that a page shows."""
    found = _CODE.search(page.get_data(as_text=True))
    assert found, f"{page.request.path} shows no code: {page.status}"
    return found[1]


def all_counts(app: Flask) -> dict[str, int]:
    """Return how many rows every table has now."""
    with app.app_context(), reading():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }
