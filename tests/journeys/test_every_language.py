"""The whole way of a resident in every language that is theirs alone.

The checking client reads each page: its letters, its direction, its title when something is
wrong, and English that does not say so.
"""

import pytest
from flask import Flask

from consult.core.languages import LANGUAGES, Language
from tests.checking_client import CheckingClient
from tests.factories import LIBRARY, Resident
from tests.journeys.test_urdu_pages import ROUTES, definition_of, way_through
from tests.support import every_state

FOR_RESIDENTS = [one for one in LANGUAGES.values() if not one.for_officers]
FRONT = (
    *("", "reading", "languages", "words", "officer/sign-in-is-not-here"),
    *("consultations/soon", "consultations/over", "consultations/mill-lane-park"),
    *(f"consultations/{LIBRARY}", f"consultations/{LIBRARY}/words"),
    f"consultations/{LIBRARY}/questions",
)
in_each_language = pytest.mark.parametrize("language", FOR_RESIDENTS, ids=lambda one: one.code)


@pytest.fixture
def full(app: Flask) -> Flask:
    """Fill the site with consultations in every state."""
    every_state.fill(app)
    every_state.publish(app)
    return app


@in_each_language
def test_the_way_from_the_first_page_to_the_receipt(
    language: Language, full: Flask, client: CheckingClient
) -> None:
    for path in FRONT:
        assert client.get(f"/{language.code}/{path}").status_code in (200, 404)
    person = Resident(client, LIBRARY, language=language.code)
    route = ROUTES[FOR_RESIDENTS.index(language) % len(ROUTES)]
    way_through(person, definition_of(full, LIBRARY), route)
    for page in ("check-your-answers", "about-you", "answer-all", "saved", "come-back", "receipt"):
        client.get(person.address(page))
    for page in ("come-back", "receipt"):
        wrong = client.post(person.address(page), data={"code": "no such code"})
        assert wrong.status_code == 422
    code = client.get(person.address("saved"))
    assert 'class="receipt"' in code.text
    assert client.post(person.address("answer")).status_code == 303  # carry on, or afresh?
    assert client.get(person.address("answer")).status_code == 200

    assert person.send().status_code == 303
    for page in ("receipt", "receipt/answers", "receipt/withdraw"):
        assert client.get(person.address(page)).status_code == 200
    receipt = {"code": person.receipt()}
    for act in ("withdraw", "put-back", "leave"):
        done = client.post(person.address("receipt", act), data=receipt, follow_redirects=True)
        assert done.status_code == 200
    assert client.get(person.address("check-your-answers")).status_code == 410


@in_each_language
def test_a_copy_of_the_answers_is_in_the_language_of_the_page(
    language: Language, full: Flask, client: CheckingClient
) -> None:
    person = Resident(client, LIBRARY, language=language.code)
    way_through(person, definition_of(full, LIBRARY), ROUTES[0])
    person.send()
    receipt = _links(client.get(person.address("receipt")).text)
    copies = {link for link in receipt if link.endswith((".txt", ".pdf"))}
    assert len(copies) == 2
    for link in copies:
        copy = client.get(link)
        assert copy.status_code == 200, copy.text
        assert copy.data


@in_each_language
def test_pages_for_officers_are_in_english(language: Language, client: CheckingClient) -> None:
    page = client.get(f"/{language.code}/officer/sign-in?next=/en/officer/")
    assert page.location == "/en/officer/sign-in?next=/en/officer/"


@pytest.mark.usefixtures("full")
def test_a_person_finds_every_language_and_comes_back_to_their_page(
    client: CheckingClient,
) -> None:
    front = client.get(f"/en/consultations/{LIBRARY}?view=large").text
    (more,) = (link for link in _links(front) if "/languages" in link)
    page = client.get(more)
    for language in LANGUAGES.values():
        assert f"/{language.code}/consultations/{LIBRARY}?view=large" in _links(page.text)
        assert f'lang="{language.code}"' in page.text
    assert client.get("/en/languages?back=https://evil.example").status_code == 200
    assert "/pa/" in _links(client.get("/ur/languages?back=//evil.example").text)


def _links(text: str) -> set[str]:
    return {part.split('"')[0].replace("&amp;", "&") for part in text.split('href="')[1:]}
