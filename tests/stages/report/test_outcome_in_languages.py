"""A published outcome in another language: its page, and its copies once it is whole."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accessibility.formats import FORMATS, formats_in
from consult.analyse.models import Theme
from consult.core import clock
from consult.core.database import db
from consult.core.queue import Job, perform
from consult.editions.models import OUTCOME, Edition
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.report.actions import choose_quotes, decide, publish
from consult.report.queries import latest_report, offered_quotes, theme_figure
from consult.translate.actions.checking import check, take_back
from consult.translate.actions.writing import write
from consult.translate.queries import texts_in
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.stages.report.closed import (
    APPROVER,
    BY,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)
from tests.support import officers
from tests.support.statements import counting
from tests.support.translations import CHECKER, WRITER, in_urdu, translated

DECIDED, WHY = "We set up ten benches.", "Many of you asked for them."
SAID = "More seats please"
ANSWERS = {"agree": "yes", "ideas": SAID, "use": ["walk"], "visits": "12"}
COPY = "/ur/consultations/park/outcome/plain-text.txt"


@pytest.fixture(autouse=True)
def after_closing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in set(FORMATS) - {"plain-text", "large-print", "e-book"}:
        monkeypatch.delitem(FORMATS, name)
    with time_machine.travel(CLOSED):
        yield


@pytest.fixture
def park(app: Flask) -> str:
    """Give a consultation in English and Urdu, and its outcome, published in English."""
    with app.app_context():
        slug = closed_consultation(persons(30, ANSWERS, themes=["Seats"])).slug
    translated(app, slug)
    with app.app_context():
        publish_outcome(slug)
    do_jobs(app)
    return slug


def publish_outcome(slug: str, decided: str = DECIDED) -> None:
    found = consultation_at(slug)
    assert found
    found = build_report(found)
    theme = db.session.scalars(select(Theme)).one()
    quotes = offered_quotes(theme_figure(latest_report(found.id), theme.id), theme.id)
    decide(theme, decided=decided, why=WHY, by=BY, at=CLOSED)
    choose_quotes(theme, [quotes[0].response_id], by=BY, at=CLOSED)
    publish(found, seen=seen(found), by=APPROVER, at=clock.now())
    db.session.commit()


def do_jobs(app: Flask) -> None:
    waiting = select(Job).where(Job.state == "waiting").order_by(Job.id)
    for one in rows(app, waiting):
        with app.app_context():
            perform(one.id)


def words_of_outcome(app: Flask, slug: str) -> dict[str, str]:
    """Return the keys and texts that a translator finds under “What we decided”."""
    with app.app_context():
        found = consultation_at(slug)
        assert found
        every = texts_in(found, "ur")
        db.session.rollback()
    return {one.source.key: one.source.text for one in every if one.source.part == OUTCOME}


def put_into_urdu(app: Flask, slug: str) -> None:
    """Translate the outcome and let somebody else check it; do the jobs."""
    made = {key: in_urdu(text) for key, text in words_of_outcome(app, slug).items()}
    with app.app_context():
        found = consultation_at(slug)
        assert found
        write(found, "ur", made, by=WRITER, at=CLOSED)
        check(found, "ur", made, by=CHECKER, at=CLOSED)
        db.session.commit()
    do_jobs(app)


def is_kept(one: Edition) -> bool:
    """Say whether nothing in a copy changes when the outcome is put into Urdu."""
    return one.about != OUTCOME or one.language == "en"


def copies(app: Flask, about: str = OUTCOME) -> set[tuple[str, str]]:
    made = rows(app, select(Edition).where(Edition.about == about))
    assert not [one for one in made if one.problem]
    return {(one.format, one.language) for one in made}


def test_what_was_asked_is_in_the_language_and_each_other_text_falls_back_by_itself(
    app: Flask, client: CheckingClient, park: str
) -> None:
    page = client.get(f"/ur/consultations/{park}").text
    for text in ("We want to change the park. Tell us how.", "Do you agree?", "I walk"):
        assert in_urdu(text) in page
        assert text not in page
    assert re.search(rf'<span dir="auto" lang="en">{DECIDED}</span>', page)
    assert f'<blockquote lang="en" dir="auto"><p>{SAID}</p>' in page
    assert copies(app) == {(one.name, "en") for one in formats_in("en")}
    assert client.get(COPY).headers["Content-Disposition"].endswith('outcome-plain-text-en.txt"')


def test_a_translator_finds_the_words_of_the_outcome_and_another_person_checks_them(
    app: Flask, client: CheckingClient, park: str
) -> None:
    assert list(words_of_outcome(app, park).values()) == ["Seats", DECIDED, WHY]
    with app.app_context():
        officers.sign_in(client, officers.add("translator"))
    page = client.get(f"/en/officer/consultations/{park}/languages/ur").text
    assert "What we decided" in page
    assert DECIDED in page  # the first part that has texts to do
    sheet = client.get(f"/en/officer/consultations/{park}/languages/ur.csv").text
    assert DECIDED in sheet


def test_a_whole_outcome_is_on_the_page_and_in_copies_and_nothing_else_is_made_anew(
    app: Flask, client: CheckingClient, park: str
) -> None:
    before = {one.id: one.source for one in rows(app, select(Edition)) if is_kept(one)}
    frozen = client.get(f"/en/consultations/{park}/outcome.json").text
    put_into_urdu(app, park)
    page = client.get(f"/ur/consultations/{park}").text
    for text in ("Seats", DECIDED, WHY):
        assert in_urdu(text) in page
        assert text not in page.replace(SAID, "")
    assert client.get(f"/en/consultations/{park}/outcome.json").text == frozen
    after = {one.id: one.source for one in rows(app, select(Edition)) if is_kept(one)}
    assert after == before
    assert copies(app) == {(one.name, code) for code in ("en", "ur") for one in formats_in(code)}
    assert COPY in page
    copy = client.get(COPY)
    assert copy.headers["Content-Disposition"].endswith('outcome-plain-text-ur.txt"')
    for text in (in_urdu(DECIDED), in_urdu("Do you agree?"), SAID, "0 یا اس سے زیادہ"):
        assert text in copy.text
    assert DECIDED in client.get(COPY.replace("/ur/", "/en/")).text
    with app.app_context():
        officers.sign_in(client, officers.add("officer"))
    listed = client.get(f"/en/officer/consultations/{park}/copies").text
    assert listed.count("You said, we did") == len(copies(app))


def test_where_a_check_is_taken_back_that_text_is_english_again_and_the_copies_go(
    app: Flask, client: CheckingClient, park: str
) -> None:
    put_into_urdu(app, park)
    key = next(key for key in words_of_outcome(app, park) if key.endswith("why"))
    with app.app_context():
        found = consultation_at(park)
        assert found
        take_back(found, "ur", key, by=BY)
        db.session.commit()
    page = client.get(f"/ur/consultations/{park}").text
    assert WHY in page
    assert in_urdu(DECIDED) in page
    assert client.get(COPY).headers["Content-Disposition"].endswith('outcome-plain-text-en.txt"')


def test_a_report_that_is_published_again_keeps_the_translations_that_still_fit(
    app: Flask, client: CheckingClient, park: str
) -> None:
    put_into_urdu(app, park)
    with app.app_context():
        publish_outcome(park, decided="We set up twelve benches.")
    do_jobs(app)
    page = client.get(f"/ur/consultations/{park}").text
    assert "We set up twelve benches." in page
    assert in_urdu(WHY) in page
    assert ("plain-text", "en") in copies(app)


def test_the_page_in_the_language_asks_the_database_no_more_often(
    app: Flask, client: CheckingClient, park: str
) -> None:
    put_into_urdu(app, park)
    said = {}
    for code in ("en", "ur"):
        client.get(f"/{code}/consultations/{park}")
        with counting(app) as asked:
            client.get(f"/{code}/consultations/{park}")
        said[code] = len(asked)
    assert said["ur"] <= said["en"], said


def test_an_outcome_without_a_language_offers_english(app: Flask, client: CheckingClient) -> None:
    with app.app_context():
        slug = closed_consultation(persons(30, ANSWERS, themes=["Seats"])).slug
        publish_outcome(slug)
    do_jobs(app)
    page = client.get(f"/pl/consultations/{slug}").text
    assert DECIDED in page
    (found,) = rows(app, select(Consultation))
    assert found.offered_in == {}
