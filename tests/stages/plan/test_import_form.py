"""The same import, on the officer’s screen and at the terminal."""

import html
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from consult.core import clock
from consult.core.days import day_of
from consult.plan.models import Consultation
from tests.checking_client import CheckingClient
from tests.factories import BY, REASON, SAID, all_counts, count, document, opened, question
from tests.support import officers
from tests.support.programs import RunCommand

NEW = "/en/officer/add-consultation"
SHORT = document(closes="2026-03-01")


@pytest.fixture
def officer(app: Flask, client: CheckingClient) -> CheckingClient:
    with app.app_context():
        known = officers.add("officer")
    officers.sign_in(client, known)
    return client


def bring_in(client: CheckingClient, made: Any, **fields: str) -> TestResponse:
    raw = made if isinstance(made, bytes) else json.dumps(made).encode()
    typed = {
        "csrf_token": officers.token_on(client.get(NEW)),
        "file": FileStorage(io.BytesIO(raw), filename="trees.json"),
        **fields,
    }
    # In memory: the client leaves the file of a large form open.
    boundary, body = encode_multipart(typed)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(NEW, data=body, content_type=kind)


def test_a_right_file_leads_to_its_page(app: Flask, officer: CheckingClient) -> None:
    done = bring_in(officer, document())
    assert (done.status_code, done.location) == (
        303,
        "/en/officer/consultations/trees-in-our-streets",
    )
    assert "Trees in our streets" in officer.get(done.location).get_data(as_text=True)
    assert count(app, Consultation) == 1


def test_a_consultation_can_be_called_new(officer: CheckingClient) -> None:
    done = bring_in(officer, document(title="New"))
    page = officer.get(done.location)
    assert "<h1>New</h1>" in page.get_data(as_text=True)


def test_a_wrong_file_shows_every_problem_and_keeps_the_reason(
    app: Flask, officer: CheckingClient
) -> None:
    made = document(question("a", colour="red"), title="", closes=5)
    page = bring_in(officer, made, reason="The law gives us 7 weeks.")
    # The page marks what stands in the file as code.
    text = html.unescape(re.sub(r"</?(code|bdi)[^>]*>", "", page.get_data(as_text=True)))
    assert page.status_code == 422
    for words in (
        "closes: This must be text",
        "questions[0].colour: “colour” is not a field we know",
        "title: This is empty",
        "The law gives us 7 weeks.",
    ):
        assert words in text
    assert count(app, Consultation) == 0


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"\xff\xfe", b'{"\\ud800": 1}', b'{"x": "\\u0000"}', b"x" * 5_000_000],
    ids=["empty", "list", "not UTF-8", "half a letter", "NUL", "5 MB"],
)
def test_a_file_that_is_none_is_a_page_with_words(officer: CheckingClient, raw: bytes) -> None:
    assert bring_in(officer, raw).status_code == 422


def test_no_file_at_all_is_a_page_with_words(officer: CheckingClient) -> None:
    token = officers.token_on(officer.get(NEW))
    assert officer.post(NEW, data={"csrf_token": token}).status_code == 422
    assert officer.post(NEW, data={"csrf_token": token, "file": "text"}).status_code == 422


def test_another_length_is_refused_without_a_reason(app: Flask, officer: CheckingClient) -> None:
    page = bring_in(officer, SHORT, reason="no")
    assert page.status_code == 422
    assert "The period is not 84 days." in page.get_data(as_text=True)
    assert count(app, Consultation) == 0
    assert bring_in(officer, SHORT, reason=REASON).status_code == 303


def test_a_reason_has_a_length_that_people_read(app: Flask, officer: CheckingClient) -> None:
    long = "Because " * 300
    page = bring_in(officer, SHORT, reason=long)
    assert page.status_code == 422
    assert "Make it 2000 characters or fewer." in page.get_data(as_text=True)
    assert long.strip() in page.get_data(as_text=True)
    assert count(app, Consultation) == 0


def test_markup_in_a_wrong_file_stays_words(officer: CheckingClient) -> None:
    made = document(**{"<script>alert(1)</script>": 1, "%(place)s": 1}, opens="<img src=x>")
    page = bring_in(officer, made)
    assert page.status_code == 422
    assert "<script>" not in page.get_data(as_text=True)
    page = bring_in(officer, document(opens="<img src=x> %s"))
    assert "<img src=x" not in page.get_data(as_text=True)
    assert "is not a date" in page.get_data(as_text=True)


def test_the_definition_can_be_saved_as_a_file(app: Flask, officer: CheckingClient) -> None:
    slug = opened(app, document())
    saved = officer.get(f"/en/officer/consultations/{slug}/definition.json")
    assert saved.status_code == 200
    assert saved.mimetype == "application/json"
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{slug}.json"'
    before = all_counts(app)
    assert bring_in(officer, saved.data).status_code == 303
    assert all_counts(app) == before


def test_a_refused_file_changes_nothing_at_all(app: Flask, officer: CheckingClient) -> None:
    slug = opened(app, document(question("a")))
    before = all_counts(app)
    made = document(question("b"), slug=slug, opens="2026-02-01")
    page = bring_in(officer, made, reason=REASON)
    assert page.status_code == 422
    assert "its questions cannot change" in page.get_data(as_text=True)
    assert all_counts(app) == before


@pytest.mark.parametrize(("role", "status"), [("officer", 422), ("publisher", 303)])
def test_dates_that_people_see_move_with_a_file_only_for_those_who_may_move_them(
    app: Flask, client: CheckingClient, role: str, status: int
) -> None:
    made = document(question("a"), **SAID, slug="trees")
    opened(app, made)
    before = all_counts(app)
    with app.app_context():
        officers.sign_in(client, officers.add(role))
    first = day_of(clock.now()) - timedelta(days=7)
    longer = {"opens": first.isoformat(), "closes": (first + timedelta(days=90)).isoformat()}
    page = bring_in(client, {**made, **longer}, reason=REASON)
    assert page.status_code == status
    assert ("People can see these dates." in page.text) is (role == "officer")
    changed = {name for name, number in all_counts(app).items() if number != before[name]}
    assert ("departure" in changed) is (role == "publisher")


def run(app: Flask, *words: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["consultation", *map(str, words)])


def test_the_command_says_the_same_problems_and_nothing_else(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document(title="", closes=5)), "utf-8")
    done = run(app, "import", file, "--by", BY)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "closes: This must be text, in quotation marks.",
        "title: This is empty, or has characters that are not allowed here.",
    ]
    file.write_bytes(b'{"\\ud800": 1}')
    assert run(app, "import", file, "--by", BY).exit_code == 1
    assert count(app, Consultation) == 0


def test_the_command_asks_for_a_reason_and_takes_it(
    app: Flask, command: RunCommand, tmp_path: Path
) -> None:
    file = tmp_path / "short.json"
    file.write_text(json.dumps(SHORT), "utf-8")
    refused = command("consultation", "import", file, "--by", BY)
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "The period is not 84 days. Write why, in a full sentence. (--reason)"
    )
    assert count(app, Consultation) == 0
    done = run(app, "import", file, "--by", BY, "--reason", REASON)
    assert (done.exit_code, done.stdout.strip()) == (0, "trees-in-our-streets")


def test_there_is_nothing_to_export_at_an_unknown_address(app: Flask) -> None:
    done = run(app, "export", "nothing")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip() == "There is no consultation “nothing”."
