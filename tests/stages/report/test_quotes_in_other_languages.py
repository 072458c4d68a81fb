"""A quote in another language: ours beside it in English, once another person has checked that."""

import csv
import io
import json

import pytest
import time_machine
from flask.ctx import AppContext
from sqlalchemy import select

from consult.analyse.models import Theme
from consult.core.database import db
from consult.plan.models import Consultation
from consult.report.actions import choose_quotes, decide, publish
from consult.report.queries import latest_report, offered_quotes, theme_figure
from consult.respond.actions.own_words import check, take_back, write
from consult.respond.models import Response
from consult.respond.rules.own_words import Place, Written, digest_of
from tests.checking_client import CheckingClient
from tests.stages.report.closed import APPROVER, BY, CLOSED, build_report, closed_consultation, seen
from tests.support import officers

URDU = "ہمیں پارک میں مزید بنچ چاہئیں"
ENGLISH = "We want more benches in the park"
LABEL = "Our translation from Urdu:"
WRITER, CHECKER = "Sana Malik, translator", "Bilal Ahmed, translator"


@pytest.fixture
def park(context: AppContext) -> Consultation:
    assert context.app.testing
    urdu = {"answers": {"agree": "yes", "ideas": URDU}, "themes": ["Seats"], "language": "ur"}
    rest = {"answers": {"agree": "yes", "ideas": "More seats please"}, "themes": ["Seats"]}
    return build_report(closed_consultation([urdu, *[rest] * 30]))


def theme_of(park: Consultation) -> Theme:
    return db.session.scalars(select(Theme).where(Theme.consultation_id == park.id)).one()


def translated(park: Consultation, method: str = "person") -> Place:
    """Put what was said into English, and let somebody else look at it."""
    theirs = select(Response.id).where(Response.language == "ur")
    place = db.session.scalars(theirs).one(), "ideas"
    write(
        park,
        {place: Written(ENGLISH, method, digest_of(f"{URDU}\n"))},
        by=WRITER,
        at=CLOSED,
    )
    check(park, place, by=CHECKER, at=CLOSED)
    db.session.commit()
    return place


def published(park: Consultation, place: Place) -> None:
    """Publish the outcome with the quote."""
    theme = theme_of(park)
    offer(park, place)
    decide(theme, decided="Ten benches.", why="You asked.", by=BY, at=CLOSED)
    choose_quotes(theme, [place[0]], by=BY, at=CLOSED)
    publish(park, seen=seen(park), by=APPROVER, at=CLOSED)
    db.session.commit()


def quote_in_json(client: CheckingClient) -> dict[str, str]:
    body = json.loads(client.get("/en/consultations/park/outcome.json").text)
    found: dict[str, str] = body["themes"][0]["quotes"][0]
    return found


def test_it_is_published_beside_the_quote_and_stays_as_it_was(
    park: Consultation, client: CheckingClient
) -> None:
    place = translated(park)
    published(park, place)
    with time_machine.travel(CLOSED):
        for code in ("en", "ur"):
            page = client.get(f"/{code}/consultations/park").text
            assert f'<blockquote lang="ur" dir="auto"><p>{URDU}</p>' in page
            assert ENGLISH in page
        assert LABEL in client.get("/en/consultations/park").text
        assert quote_in_json(client) == {"text": URDU, "language": "ur", "translation": ENGLISH}
        table = client.get("/en/consultations/park/outcome.csv").text
        (row,) = [one for one in csv.DictReader(io.StringIO(table)) if one["part"] == "quote"]
        assert (row["quote"], row["language"], row["our_translation"]) == (URDU, "ur", ENGLISH)
        take_back(park, place, by=CHECKER)
        db.session.commit()
        assert quote_in_json(client)["translation"] == ENGLISH


@pytest.mark.parametrize("why_not", ["computer", "unchecked"])
def test_what_no_person_made_or_nobody_checked_is_not_published(
    park: Consultation, client: CheckingClient, why_not: str
) -> None:
    place = translated(park, "computer" if why_not == "computer" else "person")
    if why_not == "unchecked":
        take_back(park, place, by=CHECKER)
    published(park, place)
    with time_machine.travel(CLOSED):
        assert ENGLISH not in client.get("/en/consultations/park").text
        assert quote_in_json(client)["translation"] == ""


def offer(park: Consultation, place: Place) -> str:
    """Let the report offer just this quote; return the address of its theme."""
    report, theme = latest_report(park.id), theme_of(park)
    assert report
    assert len(offered_quotes(theme_figure(report, theme.id), theme.id)) == 5
    (figure,) = report.figures["themes"]
    report.figures = {**report.figures, "themes": [{**figure, "quotes": [place[0]]}]}
    db.session.commit()
    return f"/en/officer/consultations/park/report/themes/{theme.id}"


def test_an_officer_who_chooses_quotes_sees_both_and_what_is_published(
    park: Consultation, client: CheckingClient
) -> None:
    place = translated(park)
    at = offer(park, place)
    with time_machine.travel(CLOSED):
        officers.sign_in(client, officers.add("officer"))
        page = client.get(at).text
        assert URDU in page
        assert LABEL in page
        assert ENGLISH in page
        take_back(park, place, by=CHECKER)
        db.session.commit()
        page = client.get(at).text
        assert LABEL not in page
        assert "This is not published, as nobody has checked it:" in page


def test_an_officer_reads_that_a_computer_made_a_gist(
    park: Consultation, client: CheckingClient
) -> None:
    at = offer(park, translated(park, "computer"))
    with time_machine.travel(CLOSED):
        officers.sign_in(client, officers.add("officer"))
        page = client.get(at).text
    assert "A computer made this English. It is never published: <bdi" in page
    assert ENGLISH in page
