"""Copies in each language, the officer’s list of them, and signing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accessibility.document import Document, document_texts
from accessibility.formats import FORMATS, formats_in
from accessibility.scripts import main_script
from consult.core.database import db
from consult.core.languages import day_in_words
from consult.core.queue import Job, perform
from consult.editions.models import Edition
from consult.plan.models import QuestionSetVersion
from tests.checking_client import CheckingClient
from tests.factories import SAID, rows
from tests.support import officers
from tests.support.editions import document_at
from tests.support.translations import in_urdu, translated

COPIES = "/en/officer/consultations/trees/copies"
As = Callable[..., CheckingClient]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the formats that take no time only: one, and one that a person signs."""
    for name in list(FORMATS):
        if name not in {"plain-text", "phone-script", "braille-uncontracted"}:
            monkeypatch.delitem(FORMATS, name)


def do_jobs(app: Flask) -> None:
    for one in rows(app, select(Job).order_by(Job.id)):
        with app.app_context():
            perform(one.id)


def test_the_document_in_urdu_has_no_english_of_ours_in_it(app: Flask, slug: str) -> None:
    translated(app, slug)
    with app.app_context():
        whole = document_at(slug, "ur")
        db.session.rollback()
    assert (whole.language, whole.direction) == ("ur", "rtl")
    said = [text for text in document_texts(whole) if any(map(str.isalpha, text))]
    # The name of the council stays as it is, and so does an address.
    kept = [whole.publisher, SAID["contact"]["email"]]
    assert [text for text in said if main_script(text) != "ARABIC"] == kept
    assert main_script(whole.labels.send_to) == "ARABIC"


def test_a_copy_says_of_which_day_its_words_are(app: Flask, slug: str) -> None:
    with time_machine.travel("2027-01-20 12:00Z"), app.app_context():
        labels = document_at(slug).labels
        (day,) = {day_in_words(one.made_at) for one in rows(app, select(QuestionSetVersion))}
    assert labels.made_on == f"These words are from {day}."
    assert "20 January 2027" not in labels.made_on
    assert "{minutes}" in labels.length


@pytest.mark.usefixtures("quick")
def test_each_language_has_its_own_copies_and_the_page_offers_those_of_its_language(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    translated(app, slug)
    do_jobs(app)
    made = {(one.format, one.language) for one in rows(app, select(Edition))}
    assert made == {(one.name, code) for code in ("en", "ur") for one in formats_in(code)}
    page = client.get(f"/ur/consultations/{slug}").get_data(as_text=True)
    assert f"/ur/consultations/{slug}/editions/plain-text.txt" in page
    copy = client.get(f"/ur/consultations/{slug}/editions/plain-text.txt")
    assert in_urdu("Trees in our streets") in copy.get_data(as_text=True)
    english = client.get(f"/en/consultations/{slug}/editions/plain-text.txt")
    assert "Trees in our streets" in english.get_data(as_text=True)
    assert "phone-script" not in page


@pytest.mark.usefixtures("quick")
def test_a_language_with_a_text_left_out_gets_no_copies_and_says_how_many(
    app: Flask, client: CheckingClient, slug: str, as_: As
) -> None:
    translated(app, slug, leave=("can_change.0",))
    do_jobs(app)
    assert {one.language for one in rows(app, select(Edition))} == {"en"}
    page = client.get(f"/ur/consultations/{slug}").get_data(as_text=True)
    assert f"/en/consultations/{slug}/editions/plain-text.txt" in page
    desk = as_("officer", "Amina Khan").get(COPIES).get_data(as_text=True)
    assert "text is not translated, so there are no copies." in desk


@pytest.mark.usefixtures("quick")
def test_a_person_signs_for_braille_and_the_page_stops_saying_that_nobody_has(
    app: Flask, client: CheckingClient, slug: str, as_: As
) -> None:
    do_jobs(app)
    address = f"/en/consultations/{slug}"
    assert "Nobody has checked it yet." in client.get(address).get_data(as_text=True)
    officer = as_("officer", "Sana Malik")
    (braille,) = (o for o in rows(app, select(Edition)) if o.format == "braille-uncontracted")
    token = officers.token_on(officer.get(COPIES))
    assert officer.get(f"{COPIES}/{braille.id}").status_code == 200
    signed = officer.post(f"{COPIES}/{braille.id}", data={"csrf_token": token})
    assert signed.status_code == 303
    assert "Nobody has checked it yet." not in client.get(address).get_data(as_text=True)
    assert "Sana Malik" in officer.get(COPIES).get_data(as_text=True)


@pytest.mark.usefixtures("quick")
def test_what_fails_its_check_is_not_offered_and_says_why_to_the_officer(
    app: Flask, client: CheckingClient, slug: str, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FORMATS["plain-text"]

    def half(document: Document) -> bytes:
        return text.make(document)[:40]

    # Not a stand-in for our check: a maker that loses half of what it is given.
    monkeypatch.setitem(FORMATS, "plain-text", replace(text, make=half))
    do_jobs(app)
    page = client.get(f"/en/consultations/{slug}").get_data(as_text=True)
    assert "editions/plain-text.txt" not in page
    desk = as_("officer", "Amina Khan").get(COPIES).get_data(as_text=True)
    assert "Not offered" in desk
    assert "lost:" in desk


@pytest.mark.usefixtures("quick")
def test_who_may_not_sign_cannot(app: Flask, slug: str, as_: As) -> None:
    do_jobs(app)
    analyst = as_("analyst", "Ola Nowak")
    assert slug in analyst.get(COPIES).get_data(as_text=True)
    (braille,) = (o for o in rows(app, select(Edition)) if o.format == "braille-uncontracted")
    assert analyst.post(f"{COPIES}/{braille.id}").status_code in {400, 403}
    assert all(one.signed_by is None for one in rows(app, select(Edition)))
