"""Every error is a page in the person’s language, and nobody’s words are in the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, abort
from sqlalchemy import select
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from consult.core.audit import AuditEvent
from consult.core.database import Model
from consult.core.queue import Job
from consult.respond.models import Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, opened, question, rows

CANARY = "canary words 5d21"
LANGUAGES = ["en", "ur"]


def test_the_first_page_of_a_process_is_in_its_own_language(app: Flask) -> None:
    app.extensions.pop("rehearsed", None)
    page = app.test_client().get("/ur/officer/sign-in").text
    assert "Password" not in page


@contextmanager
def failing(app: Flask, error: Exception | int) -> Iterator[None]:
    """Let every page fail."""

    def fail() -> None:
        if isinstance(error, int):
            abort(error)
        raise error

    hooks = app.before_request_funcs.setdefault(None, [])
    hooks.append(fail)
    yield
    hooks.remove(fail)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 413, 414, 429, 500, 503, 504])
def test_every_status_is_a_page(
    app: Flask, client: CheckingClient, language: str, status: int
) -> None:
    client.checks = status != 500
    with failing(app, status):
        page = client.get(f"/{language}/")
    assert page.status_code == status
    assert f'<html lang="{language}"' in page.text
    assert "<h1>" in page.text


@pytest.mark.parametrize(
    "error",
    [
        OperationalError(CANARY, {}, Exception(CANARY)),
        InternalError(CANARY, {}, Exception(CANARY)),
        NoConnectionError(CANARY),
    ],
    ids=["locked or gone", "open for reading only", "all connections busy"],
)
def test_D4_D7_a_database_that_is_away_is_told_in_plain_words(
    app: Flask, client: CheckingClient, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with failing(app, error):
        page = client.get("/en/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Please wait a minute" in page.text
    assert CANARY not in caplog.text


def test_X18_a_fault_of_ours_shows_nothing_of_the_inside(
    app: Flask, client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.checks = False
    with failing(app, RuntimeError(CANARY)):
        page = client.post("/en/consultations/x/answer", data={"answer": "Words I had typed"})
    assert page.status_code == 500
    assert "Words I had typed" in page.text
    for inside in (CANARY, "Traceback", "RuntimeError", ".py", "Werkzeug"):
        assert inside not in page.text
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/en/nothing", 404),
        ("GET", "/ur/nothing", 404),
        ("GET", "/xx/", 404),
        ("GET", "/en/consultations/nothing", 404),
        ("GET", "/en/consultations/%00", 404),
        ("GET", "/en/consultations/%ED%A0%80", 404),
        ("GET", "/en/consultations/a%2Fb", 404),
        ("GET", "/en/" + "x" * 5000, 404),
        ("PUT", "/en/", 405),
        ("DELETE", "/ur/reading", 405),
        ("POST", "/en/consultations/x", 405),
        ("POST", "/en/consultations/%00/answer", 404),
    ],
)
def test_I25_an_odd_address_is_a_page_in_the_language(
    client: CheckingClient, method: str, address: str, status: int
) -> None:
    page = client.open(address, method=method)
    assert page.status_code == status
    assert page.mimetype == "text/html"
    language = "ur" if address.startswith("/ur") else "en"
    assert f'<html lang="{language}"' in page.text


@pytest.mark.parametrize(
    "query",
    [
        "?",
        "?=1",
        "?endpoint=1&self=2&lang=xx&_external=1",
        "?%00=%00",
        "?a=%FF",
        "?" + "a=1&" * 500,
    ],
)
def test_I29_an_odd_query_changes_nothing(client: CheckingClient, query: str) -> None:
    for page in ("/en/", "/en/reading"):
        assert client.get(page + query).status_code == 200


def test_I29_bytes_that_are_no_text_in_a_query_change_nothing(client: CheckingClient) -> None:
    for raw in ("\xff\xfe=\xff", "a=\xed\xa0\x80"):
        assert client.get("/en/", environ_overrides={"QUERY_STRING": raw}).status_code == 200


def everything_in(app: Flask, *tables: type[Model]) -> str:
    return str([vars(row) for table in tables for row in rows(app, select(table))])


def test_P10_nothing_a_person_says_is_in_the_log_or_in_a_job(
    app: Flask, client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    resident = Resident(client, opened(app, document(question("why", "long_text"))))
    resident.walk({"why": {"answer": CANARY}})
    client.checks = False
    resident.answer("why", CANARY * 1000)
    with failing(app, RuntimeError(CANARY)):
        resident.answer("why", CANARY)
    resident.answer("why", CANARY)
    resident.send()
    code = resident.receipt()
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("tests")]
    for secret in (CANARY, resident.key, code):
        assert not [line for line in said if secret in line]
        assert secret not in everything_in(app, Job, AuditEvent)
    assert code not in everything_in(app, Draft, Response)


def test_P13_nothing_a_person_says_is_in_the_queue(
    app: Flask, client: CheckingClient, valkey: object
) -> None:
    resident = Resident(client, opened(app, document(question("why", "long_text"))))
    resident.walk({"why": {"answer": CANARY}})
    resident.send()
    keys = list(valkey.scan_iter("*"))  # type: ignore[attr-defined]  # since: it is a connection
    dumped = b"".join(valkey.dump(key) or b"" for key in keys)  # type: ignore[attr-defined]  # since: as above
    assert keys
    for secret in (CANARY, resident.key):
        assert secret.encode() not in dumped
