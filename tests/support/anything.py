"""Anything at all, sent to every address of a resident: by chance, and the same for a seed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from time import monotonic
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consult.accounts.permissions import Permission
from consult.accounts.views.guard import permission_at
from consult.core.languages import LANGUAGES
from consult.core.settings import mail_server
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import THREE, Resident, document, drafted, every_kind, opened, question, rows

SAVED = "Saved before, kept for good"
ASKED = document(
    question("first", "long_text"),
    *every_kind(),
    question("where", "place", options=THREE),
    question("write_to", "email"),
    question("live", "postcode"),
    question("plan", "file"),
    equality_questions=[question("age", "single"), question("faith")],
)
PAGES = (
    *(
        "first",
        "one",
        "many",
        "line",
        "essay",
        "count",
        "grid",
        "grid/north",
        "order",
        "born",
        "live",
    ),
    *("where", "write_to", "live", "plan", "age", "faith"),
)
NAMES = (
    *("answer", "answer_0", "answer_1", "answer_day", "answer_month", "answer_year"),
    *("answer_area", "answer_postcode", "answer_words", "other_cedar", "other_ash", "seen"),
    *("then", "go", "view", "afresh", "delete", "website", "email", "phone", "remove"),
)
SECRETS = ("draft", "key", "code")
NASTY = (
    *("", " ", "0", "-1", "1e309", "NaN", "-0", "2026", "31", "ash", "cedar", "oak", "check"),
    *("later", "all", "yes", "\0", "\x1b[31m", "\u202e", "e\u0301" * 300, "\u0661\u0662", "😀"),
    *("'; DROP TABLE draft; --", "{{7*7}}", "${7*7}", "<b>&amp;</b>", "=1+1", "%00", "%s"),
    *("../../etc/passwd", "//evil.example", "javascript:alert(1)", "\r\nSet-Cookie: x=1"),
    *(
        "x" * 600,
        "y" * 50_001,
        "None",
        "null",
        "[]",
        "{}",
        "true",
        "IG1 1DD",
        "ig1",
        "a@example.org",
    ),
)
KINDS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/html; charset=utf-7",
    "\u00ff",
    "",
)
CLEAR = frozenset({200, 303, 302, 308, 400, 403, 404, 405, 409, 410, 413, 415, 422, 429})


@dataclass
class Found:
    """What came of the cases."""

    statuses: Counter[int] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    # Answers that came through as they were sent.
    kept: int = 0
    slowest: float = 0.0
    slowest_at: str = ""


class Attack:
    """Somebody who sends anything anywhere, and somebody else who must not notice."""

    def __init__(self, app: Flask, *, seed: int) -> None:
        """Let one person save and another send, both before it begins."""
        self.app, self.chance, self.found = app, Random(seed), Found()
        app.config["PROPAGATE_EXCEPTIONS"] = False  # a fault is a page, as for people
        app.config["MAIL_SERVER"] = mail_server("smtp://127.0.0.1:9", sender="c@example.org")
        self.slug = opened(app, ASKED)
        self.over = opened(app, document(question("first"), title="It is over"), days_ago=90)
        self.unknown = drafted(app, document(question("first"), title="Nobody knows it"))
        self.rules = [
            (rule, method)
            for rule in app.url_map.iter_rules()
            if permission_at(app, rule.endpoint) is Permission.ANSWER
            for method in sorted((rule.methods or set()) - {"OPTIONS"})
        ]
        # Most of what people do is to answer.
        saving = ("respond.save", "respond.save_all")
        self.rules += 8 * [door for door in self.rules if door[0].endpoint in saving]
        self.saver, self.sender = (Resident(self.client(), self.slug) for _turn in range(2))
        for person in (self.saver, self.sender):
            person.begin()
            person.answer("first", SAVED)
        assert self.sender.send().status_code == 303
        # What the attacker holds: drafts, what was sent, and codes, all of their own.
        self.me = Resident(self.client(), self.slug)
        self.keys: list[str] = []
        self.codes: list[str] = []

    def client(self) -> FlaskClient:
        """Return a browser that leaves the looking to other tests."""
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        client.checks = False
        client.environ_base["REMOTE_ADDR"] = f"10.{self.chance.randrange(256)}.0.7"
        return client

    def run(self, cases: int, *, tell: Callable[[int], None] = lambda _done: None) -> Found:
        """Send so many, and look all the while that nobody else is touched."""
        for done in range(cases):
            if done % 20 == 0:
                self.begin_anew()
            self.one()
            if done % 500 == 499:
                self.look_at_the_others()
                tell(done + 1)
        self.look_at_the_others()
        return self.found

    def begin_anew(self) -> None:
        """Take a fresh draft, and something fresh that was sent, in a fresh browser."""
        self.me = Resident(self.client(), self.slug)
        self.me.begin()
        self.me.send()
        self.codes = [*self.codes[-2:], self.me.receipt()]
        self.keys = [*self.keys[-2:], self.me.key]
        self.me.begin()
        self.keys.append(self.me.key)

    def look_at_the_others(self) -> None:
        """Check what other people saved and sent: it is there as it was, and counts."""
        people = (self.saver, self.sender)
        sent = rows(self.app, select(Response).order_by(Response.id).limit(1))
        answers = rows(self.app, select(Answer).order_by(Answer.id).limit(1))
        drafts = rows(self.app, select(Draft).order_by(Draft.id).limit(len(people)))
        assert [one.typed.answers for one in drafts] == [{"first": SAVED}, {}]
        assert [one.value for one in answers] == [SAVED]
        assert [one.standing for one in sent] == ["counted"]

    def one(self) -> None:
        """Send one thing, and note what came of it."""
        rule, method = self.chance.choice(self.rules)
        if self.chance.random() < 0.03:
            method = self.chance.choice(["PUT", "PATCH", "DELETE", "OPTIONS", "POST", "GET"])
        address = self.address(rule)
        options = {} if method in ("GET", "HEAD", "OPTIONS") else self.body(rule.endpoint)
        if self.chance.random() < 0.3:
            options["query_string"] = {self.name(): self.words() for _turn in range(2)}
        if self.chance.random() < 0.4:
            self.hold_something()
        start = monotonic()
        page = self.me.client.open(address, method=method, **options)
        self.note(f"{method} {rule.endpoint}", page, monotonic() - start)
        if method == "POST" and rule.endpoint == "respond.save" and page.status_code == 303:
            self.look_at_what_was_kept(address, options.get("data"))

    def note(self, where: str, page: TestResponse, seconds: float) -> None:
        """Count a page, and remember what must not be."""
        found = self.found
        found.statuses[page.status_code] += 1
        found.addresses[where] += 1
        if seconds > found.slowest:
            found.slowest, found.slowest_at = seconds, where
        location = page.headers.get("Location", "/").removeprefix("http://localhost")
        if page.status_code not in CLEAR or not location.startswith("/") or location[1:2] == "/":
            found.wrong.append(f"{page.status_code} {where} {page.request.path!r} {location!r}")

    def look_at_what_was_kept(self, address: str, sent: Any) -> None:
        """Check that a text that was taken is kept, letter for letter."""
        name = address.rpartition("/")[2]
        text = sent.get("answer") if isinstance(sent, dict) else None
        if not isinstance(text, str) or name not in ("essay", "first", "line"):
            return
        kept = [one.typed.answers.get(name) for one in rows(self.app, select(Draft))]
        if text.replace("\r\n", "\n") not in kept:
            self.found.wrong.append(f"{name}: {text!r} was changed")
        self.found.kept += 1

    def address(self, rule: Rule) -> str:
        """Return an address of a rule, with parts that are there or not."""
        chance = self.chance
        page, _slash, row = chance.choice(PAGES).partition("/")
        parts: dict[str, object] = {
            "lang": LANGUAGES[chance.choice(["en", "ur"])],
            "slug": self.slug,
            "question": page,
            "row": row or "north",
            "key": chance.choice([*self.keys, "x"]),
            "upload_id": chance.choice(["x", *self.keys]),
        }
        if chance.random() < 0.15:
            wrong = chance.choice(["slug", "question", "row", "key", "upload_id"])
            parts[wrong] = chance.choice([self.over, self.unknown, self.words() or "x"])
        built = rule.build({name: parts[name] for name in rule.arguments})
        return built[1] if built else "/en/"

    def body(self, endpoint: str) -> dict[str, Any]:
        """Return what is posted: fields that fit or do not, a file, or bytes that are no form."""
        chance = self.chance
        if chance.random() < 0.08:
            noise = chance.randbytes(chance.randrange(80))
            return {"data": noise, "content_type": chance.choice(KINDS)}
        # A page of questions takes nothing but its own fields.
        fitting = SECRETS[:1] if endpoint.startswith("respond.save") else SECRETS
        sent: dict[str, Any] = {name: self.secret(name) for name in fitting}
        sent = {name: text for name, text in sent.items() if chance.random() < 0.9}
        if endpoint == "respond.save":
            sent["answer"] = self.words()
        if endpoint == "respond.save_all":
            asked = chance.sample(PAGES, 6)
            sent |= {f"{page}-seen": chance.choice(["", self.words()]) for page in asked}
            sent |= {f"{page}-answer": self.words() for page in asked}
        for _turn in range(chance.choice([0, 0, 0, 1, 2, 5])):
            text: Any = self.words()
            sent[self.name()] = [text, self.words()] if chance.random() < 0.1 else text
        if chance.random() < 0.05:
            file = (BytesIO(chance.randbytes(40)), self.words()[:200].replace("\0", "") or "x")
            return {"data": {**sent, "answer": file}}
        return {"data": sent}

    def secret(self, name: str) -> str:
        """Return one of our own secrets, or something made up."""
        ours = self.codes if name == "code" else self.keys[-1:] * 6 + self.keys
        return self.chance.choice(ours) if self.chance.random() < 0.8 else self.words()

    def name(self) -> str:
        """Return the name of a field, of one page or among all."""
        chance = self.chance
        if chance.random() < 0.1:
            return self.words() or "x"
        prefix = f"{chance.choice(PAGES)}-" if chance.random() < 0.4 else ""
        return prefix + chance.choice(NAMES)

    def words(self) -> str:
        """Return a text: one that has broken things before, or letters of any script."""
        if self.chance.random() < 0.6:
            return self.chance.choice(NASTY)
        ends = (0x7F, 0x7FF, 0xD7FF, 0x10FFFF)
        points = (
            self.chance.randrange(self.chance.choice(ends))
            for _turn in range(self.chance.randrange(40))
        )
        return "".join(chr(one) for one in points if not 0xD800 <= one <= 0xDFFF)

    def hold_something(self) -> None:
        """Let the browser hold a draft, a receipt, or what somebody made up."""
        what = self.chance.choice(["draft", "receipt", "receipt", "reading", "officer"])
        held = self.codes[-1] if what == "receipt" else self.keys[-1]
        name = f"{what}-{self.slug}" if what in ("draft", "receipt") else what
        made_up = self.chance.choice(["", "x" * 99, *self.keys])
        self.me.client.set_cookie(name, held if self.chance.random() < 0.8 else made_up)
