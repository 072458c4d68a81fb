"""The officer’s page of a consultation measures its words in the language it shows them in."""

import re

import pytest
from flask import Flask

from consult.core.languages import LANGUAGES, speaking
from consult.plan.checks.reading import Wording, reading_of, wording_of
from consult.plan.queries import consultation_at
from consult.translate.queries import shown_version
from tests.checking_client import CheckingClient
from tests.factories import document, opened, question
from tests.support import officers
from tests.support.translations import translated

FLESCH = "فلیش"  # as the pages in Urdu name the formula


@pytest.fixture
def slug(app: Flask) -> str:
    return opened(app, document(question("where", "single"), summary="We facilitate trees."))


def measures(app: Flask, client: CheckingClient, address: str) -> str:
    with app.app_context():
        officers.sign_in(client, officers.add())
    page = client.get(address).get_data(as_text=True)
    inside = page.split("</div><h2>")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside).split())


def test_english_has_a_score_and_needs_no_letters(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    told = measures(app, client, f"/en/officer/consultations/{slug}")
    assert "Reading ease (Flesch" in told
    assert "facilitate help" in told
    assert "Letters in a word" not in told


def test_a_translation_has_letters_a_notice_and_no_score_of_english(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    translated(app, slug)
    with app.app_context(), speaking(LANGUAGES["ur"]):
        found = consultation_at(slug)
        assert found
        definition = shown_version(found).definition
        reading = reading_of(definition)
        assert (reading.language, reading.score) == ("ur", None)
        assert wording_of(definition) == Wording()
        letters = f"{reading.mean_letters:.1f}"
    told = measures(app, client, f"/ur/officer/consultations/{slug}")
    assert FLESCH not in told
    assert "facilitate" not in told
    assert "یہ اردو متن ہے" in told
    assert f" {letters} " in told


def test_what_is_not_translated_is_measured_as_english_on_every_page(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    told = measures(app, client, f"/ur/officer/consultations/{slug}")
    assert FLESCH in told
    assert "facilitate" in told
