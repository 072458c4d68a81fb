"""An officer sees how easy a decision is to read; what people said is never measured."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask.ctx import AppContext
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from consult.analyse.queries import theme_named
from consult.core.database import db
from tests.stages.report.closed import CLOSED, build_report, closed_consultation, persons
from tests.support import officers

OVERVIEW = "/en/officer/consultations/park/report"
THEIRS = "Notwithstanding the aforementioned perambulation, seats facilitate restfulness"
LONG = "We will " + "plant trees and then " * 6 + "facilitate the perambulation of the estate."


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    with time_machine.travel(CLOSED, tick=True):
        yield


@pytest.fixture
def officer(client: FlaskClient, context: AppContext) -> FlaskClient:
    assert context.app.testing
    people = persons(60, {"agree": "yes", "ideas": THEIRS}, themes=["Seats"])
    build_report(closed_consultation([*people, *persons(40, {"agree": "no"}, themes=["Dogs"])]))
    db.session.remove()
    officers.sign_in(client, officers.add("publisher"))
    return client


def theme_address(name: str = "Seats") -> str:
    theme = theme_named(name, consultation_id=1, question="ideas")
    assert theme
    return f"{OVERVIEW}/themes/{theme.id}"


def decide(client: FlaskClient, **words: str) -> TestResponse:
    address = theme_address()
    token = officers.token_on(client.get(address))
    db.session.remove()
    return client.post(address, data={"csrf_token": token, **words})


def measured(page: TestResponse) -> str:
    """Return what stands after the form, as one line."""
    html = page.get_data(as_text=True).split("</form>")[-1].split("</main>")[0]
    inside = re.sub(r"</?(?:bdi|span)[^>]*>", "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", inside).split())


def test_before_anything_is_written_nothing_is_measured(officer: FlaskClient) -> None:
    assert "How easy it is to read" not in officer.get(theme_address()).text


def test_a_saved_decision_shows_its_score_its_long_sentences_and_its_hard_words(
    officer: FlaskClient,
) -> None:
    assert decide(officer, decided=LONG, why="You asked us to.").status_code == 303
    told = measured(officer.get(theme_address()))
    assert "Reading ease (Flesch; our aim is 60 or more)" in told
    assert "Longest sentence (our limit is 25 words) 32" in told
    assert f"{LONG} (32 words)" in told
    assert "perambulation (1)" in told
    assert "facilitate help" in told


def test_a_form_that_comes_back_shows_the_measures_of_what_was_typed(officer: FlaskClient) -> None:
    page = decide(officer, decided=LONG, why="")
    assert page.status_code == 422
    assert "perambulation (1)" in measured(page)
    assert LONG in page.text.split("</textarea>")[0]


def test_what_is_too_long_to_keep_comes_back_unmeasured(officer: FlaskClient) -> None:
    page = decide(officer, decided=LONG * 40, why="You asked us to.")
    assert page.status_code == 422
    assert LONG in page.text
    assert "How easy it is to read" not in page.text


def test_what_people_said_is_never_measured(officer: FlaskClient) -> None:
    decide(officer, decided="Yes, in May.", why="You asked us to.")
    page = officer.get(theme_address())
    assert THEIRS in page.text
    told = measured(page)
    assert "Easy to read" in told
    assert "restfulness" not in told
    assert "never marked" in told


def test_the_overview_names_each_theme_with_a_long_sentence(officer: FlaskClient) -> None:
    assert "long sentence" not in officer.get(OVERVIEW).text
    decide(officer, decided=f"{LONG} {LONG}", why="You asked us to.")
    page = officer.get(OVERVIEW).text
    listed = page.split("Decisions with long sentences")[1].split("</ul>")[0]
    assert "Seats</a>: <bdi" in listed
    assert "2</bdi> long sentences" in listed
    assert "Dogs" not in listed
