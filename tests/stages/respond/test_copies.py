"""A copy of what was sent: as a page, as plain text, in large print. Never what is locked."""

import io

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.checking_client import CheckingClient
from tests.factories import Resident, document, opened, question
from tests.stages.respond import everything
from tests.stages.respond.everything import LINES, LOCKED, elsewhere


@pytest.fixture
def sender(app: Flask) -> Resident:
    """Give somebody who has sent an answer to every question."""
    return everything.sender(app)


def test_the_copy_says_all_but_what_is_locked(sender: Resident) -> None:
    page = sender.client.get(sender.address("receipt", "answers"))
    for line in LINES:
        assert line in page.text, line
    assert page.text.index("north: Ash") < page.text.index("south: Birch")
    assert '<p dir="auto">Two\n“lines”, پل کے پاس 🙂</p>' in page.text
    for address in ("", "answers", "answers.txt"):
        body = sender.client.get(sender.address("receipt", address).rstrip("/")).text
        assert LOCKED not in body


def test_the_copy_as_plain_text(sender: Resident) -> None:
    copy = sender.client.get(sender.address("receipt", "answers.txt"))
    assert copy.content_type == "text/plain; charset=utf-8"
    assert "attachment" in copy.headers["Content-Disposition"]
    assert all(line in copy.text for line in LINES)
    assert "Two\n“lines”, پل کے پاس 🙂\n" in copy.text
    assert "10. What about about?" not in copy.text
    assert "Public reference" in copy.text
    assert sender.receipt() not in copy.text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_copy_in_large_print(app: Flask, sender: Resident, language: str) -> None:
    there = elsewhere(app, sender, sender.receipt(), language=language)
    copy = there.client.get(there.address("receipt", "answers.pdf"))
    assert copy.content_type == "application/pdf"
    words = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(copy.data)).pages).split()
    )
    for line in (*LINES[:6], "By the bridge", "slightly smiling face"):
        assert line in words, line
    assert "پل" in words or "لپ" in words
    assert LOCKED not in words


@pytest.mark.parametrize(
    "typed", ["漢字かな", "\u0591\u05d0\u0378\ue000", "𓀀𐎀🙂👩‍👩‍👧", "\ua7d6", "\u202e\u2067x", ""]
)
def test_a_copy_is_printed_whatever_letters_were_typed(
    app: Flask, client: CheckingClient, typed: str
) -> None:
    person = Resident(client, opened(app, document(question("why", "long_text"))))
    person.walk({"why": {"answer": f"Words {typed} here"}})
    person.send()
    copy = client.get(person.address("receipt", "answers.pdf"))
    assert copy.status_code == 200
    assert "Words" in PdfReader(io.BytesIO(copy.data)).pages[0].extract_text()
    assert typed in client.get(person.address("receipt", "answers.txt")).text
