"""Officers read the history of a consultation as sentences, newest first."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from werkzeug.test import TestResponse

from consult.core import audit
from consult.core.audit import AuditCheck
from consult.core.database import db
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import opened
from tests.support import officers

MORNING = datetime(2026, 1, 12, 10, 4, tzinfo=UTC)
AMINA = "Amina Khan, publisher"


@pytest.fixture
def slug(app: Flask, client: CheckingClient) -> str:
    """Give a consultation that was brought in and let open, and sign a publisher in."""
    made = opened(app)
    with app.app_context():
        amina = officers.add("publisher")
    officers.sign_in(client, amina)
    return made


def happen(
    app: Flask, slug: str, what: str, *, who: str = AMINA, at: datetime = MORNING, times: int = 1
) -> None:
    with app.app_context(), time_machine.travel(at, tick=False):
        found = consultation_at(slug)
        assert found
        for _time in range(times):
            audit.record(what, who=who, subject="consultation", subject_id=found.id)
        db.session.commit()


def texts(page: TestResponse, css: str) -> list[str]:
    return [" ".join(one.text().split()) for one in HTMLParser(page.text).css(css)]


def link(page: TestResponse, words: str) -> str:
    """Return where a link leads; nothing where there is none."""
    found = [one for one in HTMLParser(page.text).css("main a") if one.text() == words]
    return str(found[0].attributes["href"]) if found else ""


def path(slug: str, query: str = "", *, language: str = "en") -> str:
    return f"/{language}/officer/consultations/{slug}/history{query}"


def test_what_happened_is_told_in_sentences_by_the_day(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    happen(app, slug, "questions.changed")
    happen(app, slug, "consultation.opened", at=MORNING + timedelta(days=1))
    happen(app, slug, "response.sent", who="resident", at=MORNING + timedelta(days=1, hours=1))
    page = client.get(path(slug))
    lines = texts(page, "main li")
    assert lines[:3] == [
        "Somebody who answered sent a response. 11:04",
        "Amina Khan (publisher) let the consultation open. 10:04",
        "Amina Khan (publisher) changed the questions. 10:04",
    ]
    assert texts(page, "main h2")[:2] == ["Tuesday 13 January 2026", "Monday 12 January 2026"]


def test_an_event_without_words_is_shown_all_the_same(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    happen(app, slug, "moon.painted")
    assert "did something." in client.get(path(slug)).text


def test_fifty_stand_on_a_page_and_links_lead_to_the_rest(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    happen(app, slug, "theme.decided", times=51)
    happen(app, slug, "report.published", times=50)
    page = client.get(path(slug))
    assert page.text.count("published the outcome.") == 50
    page = client.get(link(page, "Older events"))
    assert page.text.count("wrote down a decision.") == 50
    page = client.get(link(page, "Older events"))
    assert page.text.count("wrote down a decision.") == 1
    assert not link(page, "Older events")
    assert link(page, "The newest events") == path(slug)


def test_it_can_be_filtered_by_person_and_by_kind(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    happen(app, slug, "theme.decided")
    happen(app, slug, "report.published")
    happen(app, slug, "questions.changed", who="Tom Reed, officer")
    page = client.get(path(slug, "?who=Tom+Reed,+officer"))
    assert texts(page, "main li") == ["Tom Reed (officer) changed the questions. 10:04"]
    page = client.get(path(slug, "?kind=report"))
    assert page.text.count("published the outcome.") == 1
    assert "changed the questions." not in page.text
    page = client.get(path(slug, "?kind=report&who=Tom+Reed,+officer"))
    assert "Nothing like this happened yet." in page.text


@pytest.mark.parametrize(
    "query",
    ["?before=x", "?before=-1", "?before=99999999999999999999", "?who=%00", "?kind=nothing&who=x"],
)
def test_odd_questions_show_everything(
    app: Flask, client: CheckingClient, slug: str, query: str
) -> None:
    happen(app, slug, "questions.changed")
    assert "changed the questions." in client.get(path(slug, query)).text


def test_it_says_whether_anybody_changed_it(app: Flask, client: CheckingClient, slug: str) -> None:
    def checked(day: int, bad_place: int | None = None) -> str:
        with app.app_context():
            at = MORNING + timedelta(days=day)
            db.session.add(AuditCheck(at=at, events=3, bad_place=bad_place))
            db.session.commit()
        return texts(client.get(path(slug)), "main")[0]

    assert "The first check is still to come." in client.get(path(slug)).text
    checked(1)
    words = checked(2)
    assert "We checked it on Wednesday 14 January 2026 at 10:04." in words
    assert "It was whole in every check since Tuesday 13 January 2026." in words
    assert "Event 2 is not as it was written down, or is missing." in checked(3, bad_place=2)
    assert "It was whole in every check since Friday 16 January 2026." in checked(4)


def test_another_consultation_is_not_in_it(app: Flask, client: CheckingClient, slug: str) -> None:
    with app.app_context():
        audit.record("report.published", 999, who=AMINA, subject="x", subject_id=1)
        db.session.commit()
    page = client.get(path(slug))
    assert "published" not in page.text
    assert "The newest event of this site is number" in page.text


def test_it_can_be_read_in_urdu(app: Flask, client: CheckingClient, slug: str) -> None:
    happen(app, slug, "questions.changed")
    page = client.get(path(slug, language="ur"))
    assert texts(page, "main li bdi[lang=en][dir=ltr]")[0] == "Amina Khan (publisher)"


def test_who_may_not_read_it_does_not(app: Flask, client: CheckingClient, slug: str) -> None:
    with app.app_context():
        analyst = officers.add("analyst", email="analyst@example.org")
    client.post("/en/officer/sign-out")
    other = app.test_client()
    officers.sign_in(other, analyst)
    assert other.get(path(slug)).status_code == 403
