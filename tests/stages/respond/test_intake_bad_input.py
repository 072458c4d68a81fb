"""A press keeps what was typed, right or wrong, and says what is wrong with it."""

import pytest
from flask import Flask
from sqlalchemy import text

from consult.core.database import db, reading
from consult.respond.models import Response
from tests.factories import count
from tests.stages.respond.clerks import Clerk, open_drafts
from tests.stages.respond.posts import CANARY


def test_a_press_keeps_everything_before_it_is_looked_at(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    page = amina.save(uses="ash", why=CANARY, count="a few", received="31 February", link="x")
    assert page.status_code == 422
    (draft,) = open_drafts(app)
    assert draft.typed.answers["why"] == CANARY
    assert draft.typed.answers["count"] == "a few"
    assert draft.intake
    assert draft.intake["received"] == "31 February"
    again = amina.look(amina.at).get_data(as_text=True)
    for typed in (CANARY, "a few", "31 February"):
        assert typed in again
    assert count(app, Response) == 0


def test_nobody_reads_in_the_database_what_is_not_counted_yet(app: Flask, amina: Clerk) -> None:
    amina.begin(channel="letter")
    amina.check(why=CANARY, text=f"Dear council, {CANARY}")
    with app.app_context(), reading():
        everything = str(db.session.execute(text("select * from draft")).all())
    assert CANARY not in everything
    assert CANARY in amina.look(amina.at).get_data(as_text=True)


NOT_TO_CHOOSE = ("online", "xx", "oak")  # not on the page, so nobody typed it there


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"channel": ""}, "Choose how the answer reached us"),
        ({"channel": "online"}, "Choose how the answer reached us"),
        ({"language": "xx"}, "Choose the language of the answer"),
        ({"received": "soon"}, "Give the day on which it reached us"),
        ({"received": "2999-01-01"}, "Give a day that is not still to come"),
        ({"received": "2000-01-01"}, "The consultation opened on"),
        ({"form_number": ""}, "Give the number of the form"),
        ({"form_number": "x" * 5000}, "Write the number as it is printed"),
        ({"link": "http://example.org/film"}, "We cannot keep this link. Copy all of it"),
        ({"channel": "video"}, "Give the link to the video"),
        ({"text": "x" * 60_000}, "The text has 60000 characters."),
        ({"count": "99"}, "Write a number that is 40 or less"),
        ({"why": "x" * 5000}, "Make it 4,000 or fewer"),
        ({"uses": "oak"}, "Choose from the answers on this page"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(
    app: Flask, amina: Clerk, wrong: dict[str, str], words: str
) -> None:
    amina.begin(form_number="1")
    page = amina.save(**{"many": ["birch"], "why": CANARY, **wrong})
    assert page.status_code == 422
    shown = page.get_data(as_text=True)
    assert words in shown
    for typed in (CANARY, *wrong.values()):
        assert typed[:4000] in shown or typed in NOT_TO_CHOOSE or wrong.get("why")
    assert count(app, Response) == 0
    (draft,) = open_drafts(app)
    assert draft.typed.answers["many"] == ["birch"]


def test_a_page_without_any_answer_is_not_counted(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    page = amina.save()
    assert page.status_code == 422
    assert "Nothing is typed yet" in page.get_data(as_text=True)
    assert count(app, Response) == 0
