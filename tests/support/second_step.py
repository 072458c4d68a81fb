"""An officer’s phone in tests: it makes codes by RFC 6238, without our own code."""

import base64
import hmac
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from werkzeug.test import TestResponse

from consult.core import clock
from tests.support import officers
from tests.support.officers import PASSWORD, Known
from tests.support.visitors import Visitor

CODE = "/en/officer/sign-in/code"
FIRST = "/en/officer/sign-in/set-up"
RECOVERY = "/en/officer/sign-in/recovery-code"
AGAIN = "/en/officer/again"
YOURS = "/en/officer/your-sign-in"


@dataclass(frozen=True)
class Phone:
    """An app that was given a key."""

    key: bytes

    def shows(self, at: datetime | None = None, *, later: int = 0) -> str:
        """Return the six digits it shows, perhaps some half minutes later."""
        moment = (at or clock.now()) + timedelta(seconds=30 * later)
        step = struct.pack(">Q", int(moment.timestamp()) // 30)
        digest = hmac.digest(self.key, step, "sha1")
        place = digest[-1] & 15
        number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06}"


def phone_with(page: TestResponse) -> Phone:
    """Give a phone the key that a page shows."""
    return _phone_of(page.get_data(as_text=True))


def _phone_of(page: str) -> Phone:
    found = re.search(r"secret=([A-Z2-7]+)", page)
    assert found
    return Phone(base64.b32decode(found[1]))


def send(client: FlaskClient, path: str, typed: dict[str, str], *, at: str = "") -> TestResponse:
    """Send the form of a page, with its token."""
    token = officers.token_on(client.get(at or path))
    return client.post(path, data={**typed, "csrf_token": token})


def type_code(client: FlaskClient, code: str) -> TestResponse:
    """Type a code from the app after the password."""
    return send(client, CODE, {"code": code})


def set_up(client: FlaskClient, known: Known) -> tuple[Phone, Sequence[str]]:
    """Sign in for the first time, and return the phone and the recovery codes."""
    officers.sign_in(client, known)
    phone = phone_with(client.get(FIRST))
    answer = send(client, FIRST, {"code": phone.shows()})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return phone, codes_on(client.get(answer.location))


def codes_on(page: TestResponse) -> Sequence[str]:
    """Return the recovery codes that a page shows."""
    return [one.text() for one in HTMLParser(page.get_data(as_text=True)).css("main bdi.receipt")]


def sign_in(client: FlaskClient, known: Known, phone: Phone, *, later: int = 1) -> TestResponse:
    """Sign in with password and code."""
    assert officers.type_in(client, known.email, PASSWORD).location.startswith(CODE)
    return type_code(client, phone.shows(later=later))


def see_the_second_step(app: Flask, visitor: Visitor) -> None:
    """Set an app up before the first sign-in, see one’s own sign-in, and come back with a code."""
    app.config["REQUIRE_SECOND_FACTOR"] = True
    visitor.forget()
    _type_password(visitor)
    visitor.press()  # without a code
    phone = _phone_of(visitor.page.content())
    visitor.page.fill("[name=code]", phone.shows())
    visitor.press()  # the recovery codes
    visitor.press()
    visitor.at("officer/your-sign-in")
    for path in ("officer/your-sign-in/password", "officer/your-sign-in/app", "officer/again"):
        visitor.at(path)
        visitor.press()  # with nothing typed
    visitor.forget()
    _type_password(visitor)
    visitor.press()  # without a code
    visitor.press("main p a")
    visitor.press()
    visitor.forget()
    visitor.at("officer/sign-in/code")  # without a password


def _type_password(visitor: Visitor) -> None:
    visitor.go("officer/sign-in")
    visitor.page.fill("[name=email]", "publisher@example.org")
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.press()
