"""What is looked at: the newest questions, in each language, size and format."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from accessibility.formats import FORMATS
from consult.core import clock
from consult.core.database import db
from consult.plan.actions.building import add_question
from consult.plan.queries import consultation_at
from consult.preview.checks import REFERENCE, TAKES_LONG
from consult.respond.rules.form_numbers import number_in
from tests.checking_client import CheckingClient
from tests.factories import EDITOR, all_counts, document, drafted, opened, question
from tests.stages.preview.conftest import Previewer, given
from tests.support.translations import library_in_urdu, ready

HERE = [one for one in FORMATS.values() if one.name not in TAKES_LONG and not one.for_officers]
PAGES = (
    *("start", "page", "questions", "words", "answer-all", "check-your-answers", "about-you"),
    *("answer/capacity", "answer/proposals/p1", "answer/equality_gate", "thanks", "not-here"),
)


def text_of(client: FlaskClient, at: str) -> str:
    shown = client.get(at, follow_redirects=True)
    assert shown.status_code == 200, f"{at}: {shown.status}"
    return shown.get_data(as_text=True)


def leads_to(page: str) -> set[str]:
    """Return where the links and forms of a page lead."""
    tree = LexborHTMLParser(page)
    found = [one.attributes["href"] for one in tree.css("a[href]")]
    found += [one.attributes["action"] for one in tree.css("form[action]")]
    return {urlsplit(one or "").path for one in found if one and one.startswith("/")}


@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_no_link_of_a_preview_leads_to_the_consultation(
    previewer: Previewer, language: str
) -> None:
    previewer.language = language
    previewer.begin()
    for name in PAGES:
        shown = text_of(previewer.client, previewer.address(name))
        wrong = {to for to in leads_to(shown) if "/consultations/" in to or "/officer/" in to}
        assert not wrong, name
        assert "preview-band" in shown


def test_every_link_of_a_preview_leads_somewhere(previewer: Previewer) -> None:
    previewer.begin()
    known = {
        to for name in PAGES for to in leads_to(text_of(previewer.client, previewer.address(name)))
    }
    inside = {to for to in known if "/preview/" in to and not to.endswith((".pdf", ".brf"))}
    posts = {previewer.address("answer")}
    for to in sorted(inside - posts):
        assert previewer.client.get(to, follow_redirects=True).status_code == 200, to


def test_the_page_is_as_on_the_first_day(previewer: Previewer) -> None:
    shown = text_of(previewer.client, previewer.address("page"))

    assert "Start now" in shown
    assert "84" in shown or "83" in shown
    assert "Closed" not in shown


def test_letters_are_as_large_as_somebody_chose(previewer: Previewer) -> None:
    at = previewer.address("page")
    back = {"back": at, "size": "200", "theme": "yellow", "spacing": "wide", "line": ""}

    kept = previewer.client.post("/en/reading", data=back)

    assert kept.location == at
    assert "size-200 theme-yellow" in text_of(previewer.client, at)
    assert "size-200" in text_of(previewer.client, f"{previewer.address('questions')}?view=large")


def test_a_language_that_is_begun_is_shown_with_what_is_missing(
    app: Flask, draft: str, previewer: Previewer
) -> None:
    texts = library_in_urdu()
    texts.pop("questions.uses.text")
    ready(app, draft, texts)
    previewer.language = "ur"

    start = text_of(previewer.client, previewer.address("start"))
    previewer.begin()
    waiting = text_of(previewer.client, previewer.address("answer", "uses"))
    whole = text_of(previewer.client, previewer.address("answer", "capacity"))

    assert '<bdi dir="ltr">1</bdi>' in start
    assert texts["title"] in start
    assert 'href="/ur/preview/library-hours/start"' not in start
    assert 'href="/en/preview/library-hours/start"' in start
    assert 'href="/en/preview/library-hours/answer/uses"' in waiting
    assert texts["questions.capacity.text"] in whole


def test_a_question_that_waits_leads_to_english_where_it_is_asked(
    app: Flask, officer: CheckingClient
) -> None:
    """A link that was drawn once must not be shown again elsewhere, least of all in public."""
    for title in ("Trees in our streets", "Trees in our parks"):
        slug = drafted(app, document(question("why", "long_text"), title=title))
        ready(app, slug, leave=["questions.why.text"])
        previewer = Previewer(CheckingClient(app), slug, language="ur")
        previewer.client.get(given(officer, f"/en/officer/consultations/{slug}/preview"))
        previewer.begin()
        for name in ("answer/why", "answer-all"):
            shown = text_of(previewer.client, previewer.address(name))
            assert f'href="/en/preview/{slug}/{name}"' in shown


def test_the_next_version_of_an_open_consultation_is_tried_and_people_see_the_old(
    app: Flask, officer: CheckingClient
) -> None:
    slug = opened(app, document(question("why", "long_text")))
    with app.app_context():
        found = consultation_at(slug)
        assert found
        add_question(found, question("new"), by=EDITOR, at=clock.now())
        db.session.commit()
    previewer = Previewer(CheckingClient(app), slug)
    previewer.client.get(given(officer, f"/en/officer/consultations/{slug}/preview"))

    seen = previewer.walk({})
    public = text_of(previewer.client, f"/en/consultations/{slug}/questions")

    assert seen == ["why", "what_about_new"]
    assert "What about new?" in text_of(previewer.client, previewer.address("questions"))
    assert "What about new?" not in public


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("form", HERE, ids=lambda one: one.name)
def test_a_copy_is_made_at_once_and_says_what_it_is(
    app: Flask, draft: str, previewer: Previewer, language: str, form: Any
) -> None:
    previewer.language = language
    if language == "ur":
        ready(app, draft)

    got = previewer.client.get(previewer.address("copies", f"{form.name}.{form.ending}"))

    if not form.can_be_in(language):
        assert got.status_code == 404
        return
    if got.status_code == 422:  # its table has no letters for names that stay in English
        assert form.name.startswith("braille")
        assert language == "ur"
        assert "no Braille in" in got.get_data(as_text=True)
        return
    assert got.status_code == 200
    assert got.headers["Content-Disposition"].startswith('attachment; filename="preview-')
    assert "noindex" in got.headers["X-Robots-Tag"]
    if form.ending == "txt":
        assert got.data.decode().startswith({"en": "Preview: ", "ur": "پیش نظارہ: "}[language])


def test_a_form_from_a_preview_has_no_number_that_we_take() -> None:
    assert number_in(REFERENCE) is None


def test_what_is_not_made_here_says_why(previewer: Previewer) -> None:
    start = text_of(previewer.client, previewer.address("start"))

    assert "This takes minutes to make" in start
    assert "People make these" in start
    assert previewer.client.get(previewer.address("copies", "audio.mp3")).status_code == 404


def test_looking_changes_nothing(app: Flask, previewer: Previewer) -> None:
    previewer.begin()
    before = all_counts(app)
    for name in PAGES:
        text_of(previewer.client, previewer.address(name))
    assert all_counts(app) == before
