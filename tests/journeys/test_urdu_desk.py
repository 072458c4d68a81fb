"""The officer’s desk in Urdu: every page, and what is said about a file that is wrong.

The checking client reads each page these tests fetch; what it finds wrong fails them.
"""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select, update

from consult.analyse.models import Theme
from consult.core import clock
from consult.core.database import db, reading
from consult.core.queue import Job, perform
from consult.plan.checks.files import MOST_PROBLEMS
from consult.plan.forms.problems import PROBLEM_WORDS
from consult.plan.queries import consultation_at
from consult.report.actions import request
from tests.checking_client import CheckingClient
from tests.factories import BY, document, drafted, library_document, opened, question
from tests.stages.report.closed import closed_consultation, persons
from tests.support import officers

HERE = "/ur/officer"
REASON = "لوگوں نے زیادہ وقت مانگا ہے۔"
DATES = {"opens": "2026-11-01", "closes": "2026-11-30"}
WITHOUT_TITLE = {name: value for name, value in document().items() if name != "title"}
IS_NO_CONDITION = question("two", show_if={"question": "one"})

# A file for each kind of problem; the code that it must bring up.
WRONG_FILES: Mapping[str, Any] = {
    "not-utf-8": b"\xff\xfe\xfa",
    "not-json": b"{",
    "not-json-numbers": b'{"title": NaN}',
    "too-deep-at": b"[" * 60 + b"]" * 60,
    "unknown-field": document(colour="blue"),
    "missing-field": WITHOUT_TITLE,
    "must-be-string": document(title=1),
    "must-be-array": {**document(), "questions": 1},
    "must-be-object": document(1),  # type: ignore[arg-type]  # since: wrong on purpose
    "must-be-boolean": document(question("one", required=1)),
    "must-be-integer": document(question("one", max_length="9")),
    "not-in-list": document(question("one", "colour")),
    "schema-maxLength": document(title="x" * 5000),
    "schema-minItems": {**document(), "questions": []},
    "schema-minimum": document(question("one", max_length=0)),
    "schema-pattern": document(question("one two")),
    "schema-oneOf": document(question("one"), IS_NO_CONDITION),
    "broken-letters": document(title="a\x00b"),
    "repeated-id": document(question("one"), question("one")),
    "repeated-value": document(
        question("one", "single", options=[{"value": "a", "label": "A"}] * 2)
    ),
    "no-such-option": document(question("one", "single", other_text_on=["oak"])),
    "limits-crossed": document(question("one", "number", min=9, max=1)),
    "not-an-earlier-question": document(
        question("one", show_if={"question": "two", "is": "a"}), question("two")
    ),
    "route-to-no-option": document(
        question("one", "single"), question("two", show_if={"question": "one", "is": "oak"})
    ),
    "publish-question-changed": document(question("publish", "single")),
    "not-a-date": document(opens="2026-02-31"),
    "closes-before-opening": document(closes="2025-01-12"),
    "period-miscounted": document(closes="2026-04-05", period_days_inclusive=3),
    "more-problems": document(**{f"field_{number}": 1 for number in range(MOST_PROBLEMS + 9)}),
}


@pytest.fixture
def officer(app: Flask, client: CheckingClient) -> CheckingClient:
    """Sign a publisher in, through the page in Urdu."""
    with app.app_context():
        known = officers.add("publisher")
    page = officers.type_in(client, known.email, officers.PASSWORD, at=f"{HERE}/sign-in")
    assert page.status_code == 303
    return client


def token(client: CheckingClient) -> str:
    """Return the token that this officer’s forms carry."""
    return officers.token_on(client.get(f"{HERE}/add-consultation"))


def send_file(client: CheckingClient, content: Any) -> str:
    """Bring a file in that must be refused; return the page."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    typed = {"file": (BytesIO(body), "file.json"), "csrf_token": token(client)}
    response = client.post(
        f"{HERE}/add-consultation", data=typed, content_type="multipart/form-data"
    )
    assert response.status_code == 422
    return response.get_data(as_text=True)


def test_signing_in_wrongly_is_answered_in_urdu(client: CheckingClient) -> None:
    for typed in (("", ""), ("nobody@example.org", "wrong words here")):
        page = officers.type_in(client, *typed, at=f"{HERE}/sign-in")
        assert page.status_code == 422


def test_a_form_that_came_too_late_is_answered_in_urdu(officer: CheckingClient) -> None:
    for cookies_kept in (True, False):
        if not cookies_kept:
            officer.delete_cookie("session")
        page = officer.post(f"{HERE}/add-consultation", data={"reason": REASON})
        assert page.status_code in {400, 403}
        assert REASON in page.get_data(as_text=True)


def test_the_desk_and_every_form_on_it_are_in_urdu(app: Flask, officer: CheckingClient) -> None:
    assert officer.get(f"{HERE}/").status_code == 200
    slug = drafted(app, document(closes="2026-01-30"))
    opened(app, library_document())

    pages = ["", "consultations/library-hours"]
    pages += [f"consultations/{slug}{part}" for part in ("", "/open", "/dates", "/report")]
    for page in pages:
        assert officer.get(f"{HERE}/{page}").status_code == 200


@pytest.mark.parametrize("form", ["open", "dates"])
def test_a_missing_reason_is_asked_for_in_urdu(
    form: str, app: Flask, officer: CheckingClient
) -> None:
    slug = drafted(app, document())
    for typed in ({}, DATES, {**DATES, "closes": "2026-10-01", "reason": REASON}):
        data = {"csrf_token": token(officer), **typed}
        page = officer.post(f"{HERE}/consultations/{slug}/{form}", data=data)
        if page.status_code != 303:
            assert page.status_code == 422


def test_what_is_wrong_with_a_file_is_said_in_urdu(app: Flask, officer: CheckingClient) -> None:
    for code, content in WRONG_FILES.items():
        page = send_file(officer, content)
        assert own_words(app, code) in page, code
        assert "\u2066" not in page, code


def own_words(app: Flask, code: str) -> str:
    """Return the longest stretch of a problem’s words that holds nothing of a file."""
    with app.app_context(), force_locale("ur"):
        words = str(PROBLEM_WORDS[code])
    return max(re.split(r"%\(\w+\)s|\u2066.*?\u2069", words), key=len)


def test_the_report_is_in_urdu_from_asking_to_publishing(
    app: Flask, officer: CheckingClient
) -> None:
    people = persons(40, {"agree": "yes", "ideas": "More trees"}, themes=["Trees"])
    with app.app_context():
        closed_consultation([*people, *persons(20, {"agree": "no"})], slug="park")
    report = f"{HERE}/consultations/park/report"

    def look() -> str:
        page = officer.get(report)
        assert page.status_code == 200
        return page.get_data(as_text=True)

    assert "رپورٹ بنائیں" in look()
    job = _ask_for_report(app)
    assert "انتظار میں" in look()
    for state, word in (("running", "جاری"), ("failed", "ناکام")):
        _set_job(app, job, state=state, total_count=60, done_count=20, error="ValueError")
        assert word in look()
    _set_job(app, job, state="waiting", error=None)
    with app.app_context():
        perform(job)
    assert "فیصلہ درکار ہے" in look()
    sent = officers.hidden_on(officer.get(report), action=f"{report}/publish")
    assert officer.post(f"{report}/publish", data=sent).status_code == 422
    with app.app_context(), reading():
        theme = db.session.scalars(select(Theme.id)).first()
    assert officer.get(f"{report}/themes/{theme}").status_code == 200
    assert officer.post(f"{report}/themes/{theme}", data=sent).status_code == 422
    decided = {**sent, "decided": "ہم درخت لگائیں گے۔", "why": "لوگوں نے یہی کہا۔"}
    assert officer.post(f"{report}/themes/{theme}", data=decided).status_code == 303
    assert officer.post(f"{report}/publish", data=sent).status_code == 422
    with app.app_context():
        second = officers.add("publisher", name="Ben Okafor", email="ben@example.org")
    officers.type_in(officer, second.email, officers.PASSWORD, at=f"{HERE}/sign-in")
    sent = officers.hidden_on(officer.get(report), action=f"{report}/publish")
    assert officer.post(f"{report}/publish", data=sent).status_code == 303
    assert "شائع ہوا" in look()


def _ask_for_report(app: Flask) -> int:
    with app.app_context():
        found = consultation_at("park")
        assert found
        job = request(found, by=BY, at=clock.now()).id
        db.session.commit()
    return job


def _set_job(app: Flask, job: int, **values: object) -> None:
    with app.app_context():
        db.session.execute(update(Job).where(Job.id == job).values(**values))
        db.session.commit()
