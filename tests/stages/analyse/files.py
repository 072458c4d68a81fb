"""An officer at the pages for files of replies."""

import io
from dataclasses import dataclass
from typing import Any

from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.analyse.models import ReplyFile
from consult.core.queue import Job, perform
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers

START = "/en/officer/consultations/park/replies"


def words_of(page: TestResponse) -> str:
    """Return what a page says, without its marks."""
    main = HTMLParser(page.text).css_first("main")
    assert main
    return " ".join(main.text().split())


def chosen_on(page: TestResponse) -> dict[str, str]:
    """Return what the form of a page holds, as a browser would send it."""
    tree, held = HTMLParser(page.text), {}
    for one in tree.css("main form[action$=columns] input"):
        held[str(one.attributes["name"])] = one.attributes.get("value") or ""
    for one in tree.css("main form[action$=columns] select"):
        taken = one.css_first("option[selected]")
        held[str(one.attributes["name"])] = (taken.attributes["value"] or "") if taken else ""
    return held


@dataclass
class Officer:
    """Somebody signed in, who may take replies in."""

    app: Flask
    client: CheckingClient
    slug: str = "park"
    at: str = START

    def upload(self, body: str | bytes, name: str = "pile.csv") -> TestResponse:
        """Choose a file and press the button."""
        raw = body.encode() if isinstance(body, str) else body
        token = officers.token_on(self.client.get(START))
        sent = {"csrf_token": token, "file": (io.BytesIO(raw), name)}
        response = self.client.post(START, data=sent)
        if response.status_code == 303:
            self.at = response.location.removesuffix("/columns")
        return response

    def match(self, **changed: Any) -> TestResponse:
        """Change some of what was guessed, and press the button."""
        held = chosen_on(self.client.get(f"{self.at}/columns"))
        return self.client.post(f"{self.at}/columns", data={**held, **changed})

    def match_pile(self) -> TestResponse:
        """Say of a file of ``paper`` what cannot be guessed."""
        page = self.client.get(f"{self.at}/columns")
        agree, sex = field_for(page, "Do you agree?"), field_for(page, "What is your sex?")
        return self.match(
            channel="=paper",
            themes=column(page, "themes", "themes"),
            themes_question="ideas",
            **{agree: "", sex: column(page, sex, "sex")},
        )

    def look(self) -> TestResponse:
        """Open the page of the file."""
        return self.client.get(self.at)

    def press(self, name: str) -> TestResponse:
        """Press a button of that page; twice is not different."""
        token = officers.token_on(self.client.get("/en/officer/"))
        return self.client.post(f"{self.at}/{name}", data={"csrf_token": token})

    def work(self) -> None:
        """Do what was asked for, as a worker would."""
        for job in rows(self.app, select(Job).where(Job.state == "waiting")):
            with self.app.app_context():
                perform(job.id)

    def file(self) -> ReplyFile:
        """Return what is kept of the newest file."""
        found: ReplyFile = rows(self.app, select(ReplyFile).order_by(ReplyFile.id.desc()))[0]
        return found


def field_for(page: TestResponse, words: str) -> str:
    """Return the name of the list with these words."""
    for label in HTMLParser(page.text).css("label"):
        if words in label.text():
            return label.attributes["for"] or ""
    raise AssertionError(f"nothing asks {words}")


def column(page: TestResponse, field: str, name: str) -> str:
    """Return what a list of columns sends for a column."""
    for option in HTMLParser(page.text).css(f"#{field} option"):
        if option.text(strip=True) == name:
            return option.attributes["value"] or ""
    raise AssertionError(f"{field} does not offer {name}")
