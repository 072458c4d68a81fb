"""People who answer over HTTP, and note what they sent and what they were thanked for."""

import random
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

QUESTIONS = ("where", "why")
# What is said beside the question: enough words to be cut in two, in letters of every width.
WORDS = ("trees", "shade", "benches", "درخت", "سایہ", "🌳", "naïve", "żółw", "‘quoted’", "1 < 2")

LONGEST_IDLE = 1.0  # seconds; the server hangs up after two

_KEY = re.compile(r'name="draft"[^>]*value="([^"]+)"')
_RECEIPT = re.compile(r'class="receipt"[^>]*>([^<]+)<')


class AwayError(Exception):
    """The site did not answer, or said that it cannot save just now."""


def text_of(token: str, question: str) -> str:
    """Return what is answered: always the same, and like no other answer."""
    random_ = random.Random(zlib.crc32(f"{token} {question}".encode()))
    words = " ".join(random_.choices(WORDS, k=random_.randrange(20, 400)))
    return f"{token} {question} {words} end"


@dataclass
class Walk:
    """One response on its way, from “Start now” to the receipt."""

    # What every answer of it begins with, so that it is known again in the database.
    token: str
    key: str = ""
    # Where the button of the page in front of the person leads.
    at: str = ""
    # The questions whose page was taken.
    saved: list[str] = field(default_factory=list)
    # “Send my answers” was pressed, whatever came of it.
    is_sent: bool = False
    # We said yes: the answer to the press led to the receipt.
    is_acknowledged: bool = False
    code: str = ""


class Browser:
    """One person’s browser: keeps its connection and its cookies."""

    def __init__(self, port: int, *, seconds: float = 20) -> None:
        """Open nothing yet; wait for an answer at most for so long."""
        self.connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
        self.used_at = time.monotonic()
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **fields: str) -> tuple[HTTPResponse, str]:
        """Return the answer and its page. Raises AwayError when there is none."""
        headers = {"Cookie": "; ".join(f"{name}={it}" for name, it in self.cookies.items())}
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        if time.monotonic() - self.used_at > LONGEST_IDLE:
            self.connection.close()
        self.used_at = time.monotonic()
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.connection.close()
            raise AwayError(repr(error)) from error
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer, text


class Person:
    """Answers one consultation again and again, and keeps a list of it."""

    def __init__(self, port: int, slug: str, *, name: str, language: str = "en") -> None:
        """Come in. The name makes the answers of this person known from all others."""
        self.port, self.name = port, name
        self.base = f"/{language}/consultations/{slug}"
        self.browser = Browser(port)
        self.walks: list[Walk] = []
        # Whatever should never have happened, as sentences.
        self.faults: list[str] = []

    def respond(self) -> None:
        """Go the whole way once. Raises AwayError where it ends early."""
        walk = Walk(token=f"{self.name}-{len(self.walks)}")
        self.walks.append(walk)
        self.go_on(walk)

    def go_on(self, walk: Walk) -> None:
        """Press button after button until there is a receipt. Raises AwayError.

        What was pressed in vain is pressed again; what was taken is not said twice.
        """
        for _press in range(20):
            if not walk.key:
                self._begin(walk)
            elif "/answer/" in walk.at:
                self._save(walk)
            elif not walk.is_acknowledged:
                self._send(walk)
            else:
                self._look_at_receipt(walk)
                return
        self.faults.append(f"{walk.token}: the pages have no end, {walk.at}")

    def catch_up(self) -> None:
        """After a crash: go on to the receipt, and press again where there was one already."""
        last = self.walks[-1]
        thanked = next((one for one in reversed(self.walks) if one.code), last)
        self.patiently(lambda: self.go_on(last))
        self.patiently(lambda: self.press_again(thanked))

    def leave(self) -> None:
        """Close the browser."""
        self.browser.connection.close()

    def patiently(self, what: Callable[[], None], *, seconds: float = 15) -> None:
        """Try until it works: pages may say for a while that nothing can be saved."""
        end = time.monotonic() + seconds
        while True:
            try:
                what()
            except AwayError as error:
                if time.monotonic() > end:
                    self.faults.append(f"{self.name} gave up after {seconds} s: {error}")
                    return
                time.sleep(0.05)
            else:
                return

    def press_again(self, walk: Walk) -> None:
        """Press “Send my answers” once more: the same receipt must come. Raises AwayError."""
        self._send(walk)
        self._look_at_receipt(walk)

    def _begin(self, walk: Walk) -> None:
        self.browser.cookies.clear()
        first = self._press(walk, f"{self.base}/answer")
        answer, text = self.browser.ask("GET", first)
        found = _KEY.search(text)
        if found is None:
            raise self._fault(walk, answer, "a question without its form")
        walk.key, walk.at = found[1], first

    def _save(self, walk: Walk) -> None:
        question = walk.at.split("/answer/")[1].partition("?")[0]
        said = text_of(walk.token, question) if question in QUESTIONS else ""
        walk.at = self._press(walk, walk.at, draft=walk.key, then="", answer=said)
        walk.saved.append(question)

    def _send(self, walk: Walk) -> None:
        walk.is_sent = True
        walk.at = self._press(walk, f"{self.base}/check-your-answers", draft=walk.key)
        walk.is_acknowledged = True

    def _look_at_receipt(self, walk: Walk) -> None:
        answer, text = self.browser.ask("GET", walk.at)
        found = _RECEIPT.search(text)
        if found is None:
            raise self._fault(walk, answer, "thanks without a receipt")
        if walk.code not in ("", found[1]):
            self.faults.append(f"{walk.token}: two receipts, {walk.code} and {found[1]}")
        walk.code = found[1]

    def _press(self, walk: Walk, path: str, **fields: str) -> str:
        """Return where the answer to a button leads. Raises AwayError."""
        answer, _text = self.browser.ask("POST", path, **fields)
        if answer.status != HTTPStatus.SEE_OTHER:
            raise self._fault(walk, answer, f"POST {path}")
        return answer.headers["Location"]

    def _fault(self, walk: Walk, answer: HTTPResponse, what: str) -> AwayError:
        """Return what ends this try; it is a fault unless the page asks to come back."""
        if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
            self.faults.append(f"{walk.token}: {answer.status}, {what}")
        return AwayError(f"{answer.status}, {what}")
