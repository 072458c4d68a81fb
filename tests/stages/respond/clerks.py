"""Officers who type in what came on paper, by phone or by post."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.days import day_of
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import document, question, rows
from tests.support import officers

# A gate that hides a question, one that must be answered online, and one about the person.
FORM = document(
    question("uses", "single", required=True),
    question("why", "long_text", show_if={"question": "uses", "is": "ash"}),
    question("many", "multiple"),
    question("grid", "matrix"),
    question("count", "number", min=1, max=40),
    equality_questions=[question("age", "single")],
)
_MARKS = re.compile(r"</?(bdi|span)[^>]*>")
_DRAFT = re.compile(r"/take-in/(\d+)")


@dataclass
class Clerk:
    """An officer at a desk, with a pile of forms."""

    client: CheckingClient
    slug: str
    language: str = "en"
    # The page on which they type.
    at: str = ""
    page: TestResponse | None = None

    def address(self, *parts: str) -> str:
        """Return an address of the officer’s pages for answers from elsewhere."""
        start = f"/{self.language}/officer/consultations/{self.slug}/take-in/"
        return start + "/".join(parts)

    def look(self, at: str) -> TestResponse:
        """Open a page; remember it when something is typed there."""
        self.page = self.client.get(at)
        if _DRAFT.search(at):
            self.at = at.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
        return self.page

    def begin(self, channel: str = "paper", **about: str) -> TestResponse:
        """Open a blank page, and see it."""
        token = officers.token_on(self.look(self.address()))
        today = day_of(clock.now()).isoformat()
        said = {"channel": channel, "language": "en", "received": today, **about}
        begun = self.client.post(self.address(), data={"csrf_token": token, **said})
        assert begun.status_code == 303, begun.get_data(as_text=True)
        return self.look(begun.location)

    def press(self, go: str, typed: Mapping[str, Any]) -> TestResponse:
        """Fill in the page as it is shown, and press one of its buttons."""
        assert self.page is not None
        said = {**fields_on(self.page, self.at), **typed, "go": go}
        page = self.client.post(self.at, data=said, content_type="multipart/form-data")
        page.request.environ["wsgi.input"].close()  # a large post is kept in a file
        return page

    def check(self, **typed: Any) -> TestResponse:
        """Press “Keep it and check it”."""
        return self.press("check", named(typed))

    def save(self, **typed: Any) -> TestResponse:
        """Press “Save”, and follow to where it leads when it leads on."""
        saved = self.press("send", named(typed))
        if saved.status_code == 303:
            self.look(saved.location)
        return saved

    def act(self, at: str, **typed: str) -> TestResponse:
        """Press a button that stands alone in its form."""
        assert self.page is not None
        return self.client.post(at, data={"csrf_token": officers.token_on(self.page), **typed})

    def text(self) -> str:
        """Return the page as last seen."""
        assert self.page is not None
        return words_on(self.page)

    @property
    def draft_id(self) -> int:
        """Return the number of the page on which they type."""
        found = _DRAFT.search(self.at)
        assert found, self.at
        return int(found[1])


def named(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields by their names: “grid__north” is the answer to a statement of a matrix."""
    return {
        name if name in ABOUT else f"{name.replace('__', '/')}-answer": value
        for name, value in typed.items()
    }


ABOUT = frozenset({"channel", "language", "received", "form_number", "text", "link", "scan"})
ABOUT |= {"remove"}


def fields_on(page: TestResponse, at: str) -> dict[str, Any]:
    """Return what the form of a page would send as it stands."""
    form = HTMLParser(page.get_data(as_text=True)).css_first(f'form[action="{at}"]')
    assert form is not None, page.get_data(as_text=True)
    said: dict[str, Any] = {}
    for one in form.css("input[type=hidden], input[type=text], input[type=date], input[type=url]"):
        said[str(one.attributes["name"])] = one.attributes.get("value") or ""
    for one in form.css("input[checked]"):
        said.setdefault(str(one.attributes["name"]), []).append(one.attributes["value"])
    for one in form.css("textarea"):
        said[str(one.attributes["name"])] = (one.text() or "").removeprefix("\n")
    for one in form.css("select"):
        chosen = one.css_first("option[selected]")
        said[str(one.attributes["name"])] = chosen.attributes["value"] or "" if chosen else ""
    return said


def words_on(page: TestResponse) -> str:
    """Return the text of a page."""
    return html.unescape(_MARKS.sub("", page.get_data(as_text=True)))


def signed_in(app: Flask, slug: str, *, name: str, role: str = "officer") -> Clerk:
    """Give an officer with a browser of their own."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    with app.app_context():
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        known = officers.add(role, name=name, email=email)
    officers.sign_in(client, known)
    return Clerk(client, slug)


def responses(app: Flask) -> list[Response]:
    """Return what was counted or kept, the first first."""
    found: list[Response] = rows(app, select(Response).order_by(Response.id))
    return found


def answers(app: Flask, response_id: int) -> dict[str, Any]:
    """Return what a response says."""
    query = select(Answer).where(Answer.response_id == response_id)
    return {one.question: one.value for one in rows(app, query)}


def open_drafts(app: Flask) -> list[Draft]:
    """Return what is typed and not counted."""
    found: list[Draft] = rows(app, select(Draft).where(Draft.sent_at.is_(None)).order_by(Draft.id))
    return found
