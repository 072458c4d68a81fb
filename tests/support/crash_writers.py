"""Somebody in the middle of answering: a page that cannot save must give back the text."""

import html
import re
from dataclasses import dataclass, field
from http import HTTPStatus

from consult.core.errors import WORDS
from tests.support.crash_people import Browser

_KEY = re.compile(r'name="draft"[^>]*value="([^"]+)"')
_RECEIPT = re.compile(r'class="receipt"[^>]*>([^<]+)<')
LANGUAGES = ("en", "ur")


@dataclass(frozen=True)
class Page:
    """What the browser shows."""

    status: int
    text: str
    to: str = ""


@dataclass
class Writer:
    """One person on the first question of a consultation."""

    browser: Browser
    language: str
    slug: str
    key: str = ""
    at: str = field(default="")

    @property
    def base(self) -> str:
        """Return the address of the consultation."""
        return f"/{self.language}/consultations/{self.slug}"

    def begin(self) -> None:
        """Press “Start now” and look at the first question."""
        self.at = self.press(f"{self.base}/answer").to
        found = _KEY.search(self.look(self.at).text)
        assert found, self.at
        self.key = found[1]

    def look(self, path: str) -> Page:
        """Open a page."""
        answer, text = self.browser.ask("GET", path)
        return Page(answer.status, text)

    def press(self, path: str, **fields: str) -> Page:
        """Press a button."""
        answer, text = self.browser.ask("POST", path, **fields)
        return Page(answer.status, text, answer.headers.get("Location", ""))

    def save(self, text: str) -> Page:
        """Answer the first question."""
        return self.press(self.at, draft=self.key, then="", answer=text)

    def send(self) -> Page:
        """Press “Send my answers”."""
        return self.press(f"{self.base}/check-your-answers", draft=self.key)

    def receipt(self) -> str:
        """Return the code on the receipt, empty when there is none."""
        found = _RECEIPT.search(self.look(f"{self.base}/receipt").text)
        return found[1] if found else ""

    def problems_with(self, page: Page, *, typed: str = "") -> list[str]:
        """Return what is missing on a page that should say: not now, here is your text."""
        needed = {
            "the status": page.status == HTTPStatus.SERVICE_UNAVAILABLE,
            "the language": f'<html lang="{self.language}"' in page.text,
            "a heading": "<h1>" in page.text,
            # The English words are in the code; in any other language they must not be shown.
            "words": (WORDS[503][0]._args[0] in page.text) == (self.language == "en"),
            "the text": html.escape(typed, quote=False) in page.text.replace("&#39;", "'"),
        }
        return [f"{what} is missing: {page.status}" for what, there in needed.items() if not there]
