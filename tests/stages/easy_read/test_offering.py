"""Easy Read that people read: what it may be called, on pages, to print and above questions."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.queue import Job, perform
from consult.easy_read.rules import Idea, Part
from consult.editions.models import Edition
from tests.checking_client import CheckingClient
from tests.factories import BY, REASON, Resident, rows
from tests.support import officers
from tests.support.easy_reading import GROUP, TREES_EASY, offered, subject_of, written
from tests.support.timetables import move_dates

PAGE = "/en/consultations/trees/easy-read"
AT = "/en/officer/consultations/trees/easy-read/consultation/en"
WHY = "The writer was ill for a week."
As = Callable[..., CheckingClient]


def press(client: CheckingClient, at: str, form: str = "", **fields: str) -> int:
    """Press a button of a form, with the token of the page it stands on."""
    token = officers.token_on(client.get(at))
    return client.post(form or at, data={"csrf_token": token, **fields}).status_code


def do_jobs(app: Flask) -> None:
    for one in rows(app, select(Job).where(Job.kind == "easy_read.editions")):
        with app.app_context():
            perform(one.id)


def move_the_dates(app: Flask) -> None:
    with app.app_context():
        found = subject_of("trees").consultation
        closes = found.closes + timedelta(days=7)
        move_dates(found, opens=found.opens, closes=closes, reason=REASON, by=BY, at=clock.now())
        db.session.commit()


@pytest.mark.usefixtures("slug")
def test_nobody_reads_what_is_not_offered(app: Flask, client: CheckingClient) -> None:
    assert client.get(PAGE).status_code == 404
    written(app, "trees")
    assert client.get(PAGE).status_code == 404
    assert "easy-read" not in client.get("/en/consultations/trees").text


@pytest.mark.usefixtures("slug")
def test_until_people_checked_it_it_is_a_draft_in_shorter_words(
    app: Flask, client: CheckingClient
) -> None:
    offered(app, "trees", check=False)
    page = client.get(PAGE).text
    assert "<h1>Draft in shorter words</h1>" in page
    assert "Nobody who uses Easy Read has checked these words yet." in page
    assert "Draft in shorter words, with pictures" in client.get("/en/consultations/trees").text


@pytest.mark.usefixtures("slug")
def test_checked_by_named_people_it_is_easy_read(app: Flask, client: CheckingClient) -> None:
    offered(app, "trees")
    page = client.get(PAGE).text
    assert "<h1>Easy Read</h1>" in page
    assert f"{GROUP}</bdi> checked it on" in page
    assert '<img src="/en/pictures/tree.svg" alt="A tree"' in page
    assert '<img src="/en/pictures/sun.svg" alt=""' in page
    assert page.index("<b>levy</b>") < page.index("Money that you pay.")
    assert "Easy Read, with pictures" in client.get("/en/consultations/trees").text


@pytest.mark.usefixtures("slug")
def test_when_the_consultation_changes_its_readers_are_asked_again(
    app: Flask, client: CheckingClient, as_: As
) -> None:
    offered(app, "trees")
    do_jobs(app)
    assert client.get(f"{PAGE}.pdf").status_code == 200
    move_the_dates(app)
    page = client.get(PAGE).text
    assert "<h1>Draft in shorter words</h1>" in page
    assert "The consultation changed after they were checked." in page
    assert client.get(f"{PAGE}.pdf").status_code == 404  # it says Easy Read
    do_jobs(app)
    assert client.get(f"{PAGE}.pdf").status_code == 200
    desk = as_("publisher", "Amina Khan")
    assert f"Ask {GROUP} again." in desk.get(AT).text
    today = clock.now().date().isoformat()
    assert press(desk, f"{AT}/check", checked_with=GROUP, on=today) == 303
    assert "<h1>Easy Read</h1>" in client.get(PAGE).text


@pytest.mark.usefixtures("slug")
def test_what_is_written_since_is_not_shown_until_it_is_offered(
    app: Flask, client: CheckingClient
) -> None:
    offered(app, "trees")
    written(app, "trees", (Part("New", "", (Idea("New words.", "sun"),)),))
    page = client.get(PAGE).text
    assert "New words." not in page
    assert "<h1>Easy Read</h1>" in page


@pytest.mark.usefixtures("slug")
def test_the_copy_to_print_is_made_by_a_job_and_has_every_idea(
    app: Flask, client: CheckingClient
) -> None:
    offered(app, "trees")
    assert "The copy to print is being made." in client.get(PAGE).text
    do_jobs(app)
    (made,) = rows(app, select(Edition).where(Edition.format == "easy-read"))
    assert made.problem == ""
    assert f'href="{PAGE}.pdf"' in client.get(PAGE).text
    assert f'href="{PAGE}.pdf"' in client.get("/en/consultations/trees").text
    pdf = client.get(f"{PAGE}.pdf")
    assert 'filename="trees-consultation-easy-read-en.pdf"' in pdf.headers["Content-Disposition"]
    said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    for part in TREES_EASY:
        for idea in part.ideas:
            assert idea.text in " ".join(said.split())
    assert GROUP in said


@pytest.mark.usefixtures("slug")
def test_who_begins_there_has_the_ideas_above_the_question_they_explain(
    app: Flask, client: CheckingClient
) -> None:
    offered(app, "trees")
    other = Resident(CheckingClient(app), "trees")
    assert "We can plant 20 trees." not in other.look(other.begin().location).text
    begun = client.post("/en/consultations/trees/answer", data={"words": "easy"})
    assert begun.status_code == 303
    page = client.get(begun.location).text
    assert page.index("We can plant 20 trees.") < page.index("Should we plant 20 trees?</h1>")
    assert (
        "We can plant 20 trees." not in client.get(PAGE.replace("easy-read", "answer/where")).text
    )


def test_what_is_not_easy_read_can_neither_be_called_so_nor_offered(
    app: Flask, slug: str, as_: As
) -> None:
    long = "We want you to tell us what you think about the trees in all of our streets now."
    written(app, slug, (Part("Trees", "", (Idea(long, "tree"), Idea("Hello."))),))
    publisher = as_("publisher", "Amina Khan")
    page = publisher.get(AT).text
    assert "This sentence has 18 words. Split it: at most 15." in page
    assert "It needs a picture." in page
    today = clock.now().date().isoformat()
    assert press(publisher, AT, f"{AT}/check", checked_with=GROUP, on=today) == 422
    assert press(publisher, AT, f"{AT}/offer") == 422
    assert publisher.get(PAGE).status_code == 404


def test_late_it_needs_a_choice_and_a_reason(
    app: Flask, client: CheckingClient, slug: str, as_: As
) -> None:
    written(app, slug)
    publisher = as_("publisher", "Amina Khan")
    token = officers.token_on(publisher.get(AT))
    asked = publisher.post(f"{AT}/offer", data={"csrf_token": token})
    assert asked.location == f"{AT}/late"
    assert '<bdi dir="ltr">7</bdi>' in publisher.get(f"{AT}/late").text
    assert press(publisher, f"{AT}/late", choice="neither", reason="no") == 422
    assert press(publisher, f"{AT}/late", choice="neither", reason=WHY) == 303
    page = client.get("/en/consultations/trees").text
    assert 'Easy Read (English)</bdi> came <bdi dir="ltr">7</bdi> days after' in page
    assert WHY in page
    assert client.get(PAGE).status_code == 200


def test_it_can_be_taken_away_again(app: Flask, client: CheckingClient, slug: str, as_: As) -> None:
    offered(app, slug)
    publisher = as_("publisher", "Amina Khan")
    assert press(publisher, AT, f"{AT}/offer", stop="yes") == 303
    assert client.get(PAGE).status_code == 404
    assert "Our streets are hot." in publisher.get(f"{AT}/0").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"checked_with": "", "on": "2026-01-12"}, "Name the group or the person."),
        ({"checked_with": GROUP, "on": ""}, "Give the day."),
        ({"checked_with": GROUP, "on": "2199-01-12"}, "This day has not come yet."),
        ({"checked_with": "x" * 81, "on": "2026-01-12"}, "Make it 80 characters or fewer."),
    ],
)
def test_a_check_without_a_name_or_a_day_is_refused(
    app: Flask, slug: str, as_: As, fields: dict[str, str], words: str
) -> None:
    written(app, slug)
    publisher = as_("publisher", "Amina Khan")
    token = officers.token_on(publisher.get(f"{AT}/check"))
    refused = publisher.post(f"{AT}/check", data={"csrf_token": token, **fields})
    assert refused.status_code == 422
    assert words in refused.text


def test_who_may_only_write_can_neither_sign_nor_offer(app: Flask, slug: str, as_: As) -> None:
    written(app, slug)
    translator = as_("translator", "Sana Malik")
    assert translator.get(AT).status_code == 200
    assert translator.get(f"{AT}/check").status_code == 403
    token = officers.token_on(translator.get(AT))
    assert translator.post(f"{AT}/offer", data={"csrf_token": token}).status_code == 403
