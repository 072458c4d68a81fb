"""Copies to print or read: made by a job, checked, offered while they are current."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select, update

from accessibility.document import Document, document_texts
from accessibility.formats import FORMATS, formats_in
from accessibility.pdf_check import problems_in_pdf
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import Job, perform
from consult.editions.models import Edition
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import (
    BY,
    REASON,
    count,
    document,
    drafted,
    library_document,
    opened,
    question,
    rows,
)
from tests.support import officers
from tests.support.editions import document_at
from tests.support.timetables import move_dates

# Enough to see how copies are made; one test makes them all.
PRINTS = {"large-print", "giant-print", "clear-print", "plain-text"}

# A file of the same document is made and checked once: it does not depend on the database.
MADE_ONCE = {
    name: replace(one, make=cache(one.make), problems=cache(one.problems))
    for name, one in FORMATS.items()
}

JOBS = select(Job).order_by(Job.id)
SMALL = document(question("where", "single"), question("why", "long_text"))


@pytest.fixture(autouse=True)
def formats(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the formats that take long, but where a test asks for all."""
    for name in list(FORMATS):
        monkeypatch.setitem(FORMATS, name, MADE_ONCE[name])
        if name not in PRINTS and not request.node.get_closest_marker("every_format"):
            monkeypatch.delitem(FORMATS, name)


def do_jobs(app: Flask) -> list[Job]:
    for one in rows(app, JOBS):
        with app.app_context():
            perform(one.id)
    return rows(app, JOBS)


def move(app: Flask, slug: str, *, closes: date | None = None) -> None:
    with app.app_context():
        found = consultation_at(slug)
        assert found
        new = closes or day_of(clock.now())
        move_dates(found, opens=found.opens, closes=new, reason=REASON, by=BY, at=clock.now())
        db.session.commit()


def pdf_at(slug: str) -> str:
    return f"/en/consultations/{slug}/editions/large-print.pdf"


@pytest.mark.every_format
def test_every_format_of_the_example_passes_its_check(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, library_document())
    (done,) = do_jobs(app)
    assert (done.state, done.error) == ("done", None)
    made = {one.format: one.problem for one in rows(app, select(Edition))}
    assert made == dict.fromkeys((one.name for one in formats_in("en")), "")
    page = client.get(f"/en/consultations/{slug}").get_data(as_text=True)
    offered = set(re.findall(rf"/en/consultations/{slug}/editions/([a-z-]+)\.", page))
    assert offered == set(FORMATS) - {"phone-script"}


def test_opening_asks_for_the_copy_and_the_job_makes_one_that_passes_its_check(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, library_document())
    (asked,) = rows(app, JOBS)
    assert (asked.kind, asked.state) == ("plan.editions", "waiting")
    assert client.get(pdf_at(slug)).status_code == 404
    assert "Large print copy" not in client.get(f"/en/consultations/{slug}").text
    (done,) = do_jobs(app)
    assert (done.state, done.error) == ("done", None)
    page = client.get(f"/en/consultations/{slug}")
    assert pdf_at(slug) in page.text
    pdf = client.get(pdf_at(slug))
    assert pdf.status_code == 200
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"] == (
        f'attachment; filename="{slug}-large-print-en.pdf"'
    )
    with app.app_context():
        whole = document_at(slug)
        db.session.rollback()
    assert (
        problems_in_pdf(
            pdf.data,
            minimum_points=18,
            language="en",
            source_text="\n".join(document_texts(whole)),
        )
        == ()
    )


WITH_EVERY_PART = document(
    question("where", "place", hint="Near you"),
    question("plan", "file"),
    who_is_affected="Everybody who walks.",
    can_change=["Where the trees stand"],
    cannot_change=["That there will be trees"],
    ways=[
        {"how": "meeting", "text": "Come to the hall.", "day": "2026-02-01"},
        {"how": "letter", "text": "Write to the hall."},
    ],
    words=[
        {"term": "verge", "meaning": "The grass beside a road."},
        {"term": "Levy", "meaning": "Money for the council."},
    ],
)
ITS_TEXTS = """Who may be affected
Everybody who walks.
What can still change
Where the trees stand
What cannot change
That there will be trees
Ways to take part
Come to the hall. When: Sunday 1 February 2026.
Write to the hall.
Near you Write the area, the postcode, or in your own words where it is.
Send a copy with your answers.
What happens next
We say by {due} what we decide.
Word list
Levy
Money for the council.
verge
The grass beside a road."""


def test_the_copy_says_what_the_page_says(app: Flask) -> None:
    slug = opened(app, WITH_EVERY_PART)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        texts = document_texts(document_at(slug))
        due = found.closes + timedelta(weeks=12)
        db.session.rollback()
    wanted = ITS_TEXTS.format(due=f"{due:%A} {due.day} {due:%B %Y}").splitlines()
    assert [text for text in texts if text in wanted] == wanted


def test_a_draft_has_no_copy(app: Flask) -> None:
    drafted(app, SMALL)
    assert count(app, Job) == 0


def test_after_a_change_of_dates_the_old_copy_is_not_offered_until_the_new_one_is_there(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, SMALL)
    do_jobs(app)
    first = client.get(pdf_at(slug)).data
    move(app, slug)
    assert client.get(pdf_at(slug)).status_code == 404
    assert "Large print copy" not in client.get(f"/en/consultations/{slug}").text
    assert [job.state for job in rows(app, JOBS)] == ["done", "waiting"]
    do_jobs(app)
    second = client.get(pdf_at(slug)).data
    assert second != first
    today = f"{day_of(clock.now()).day} {day_of(clock.now()):%B %Y}"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(second)).pages)
    assert today in " ".join(text.split())
    assert count(app, Edition) == len(formats_in("en"))


def test_C15_dates_that_move_while_it_is_made_give_it_another_try(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = opened(app, SMALL)

    last = FORMATS["plain-text"]

    def slowly(made_from: Document) -> bytes:
        body = last.make(made_from)
        move(app, slug)
        return body

    # Not a stand-in: the real one, with an officer who is faster.
    monkeypatch.setitem(FORMATS, "plain-text", replace(last, make=slowly))
    (job,) = do_jobs(app)
    assert (job.state, job.error) == ("waiting", "EditionOutdatedError")
    assert count(app, Edition) == 0
    monkeypatch.setitem(FORMATS, "plain-text", last)
    with app.app_context():
        db.session.get_one(Job, job.id).run_after = job.asked_at
        db.session.commit()
    (job,) = do_jobs(app)
    assert (job.state, job.attempts) == ("done", 2)
    assert client.get(pdf_at(slug)).status_code == 200


def test_D13_the_same_job_delivered_often_makes_one_copy(app: Flask) -> None:
    slug = opened(app, SMALL)
    (asked,) = rows(app, JOBS)
    for _turn in range(3):
        with app.app_context():
            perform(asked.id)
    made = rows(app, select(Edition))
    assert [one.format for one in made] == [one.name for one in formats_in("en")]
    assert {one.language for one in made} == {"en"}
    assert slug


@pytest.mark.parametrize(("name", "points"), [("clear", 14), ("large", 18), ("giant", 28)])
def test_each_print_has_no_letter_under_its_size(
    name: str, points: int, app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, library_document())
    do_jobs(app)
    body = client.get(f"/en/consultations/{slug}/editions/{name}-print.pdf").data
    check = partial(problems_in_pdf, body, language="en", source_text="")
    assert check(minimum_points=points) == ()
    assert check(minimum_points=points + 1) != ()


def test_the_copy_as_text_has_a_line_for_each_paragraph(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, WITH_EVERY_PART)
    do_jobs(app)
    copy = client.get(f"/en/consultations/{slug}/editions/plain-text.txt")
    assert copy.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = copy.get_data(as_text=True).split("\n")
    assert "- Come to the hall. When: Sunday 1 February 2026." in lines
    assert lines[lines.index("Who may be affected") - 1] == ""
    assert "1. What about where?" in lines
    assert client.get(f"/en/consultations/{slug}/editions/plain-text.pdf").status_code == 404


def test_a_format_that_cannot_be_made_takes_no_other_away(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, document(question("q"), summary="We plant 漢字 trees."))
    (done,) = do_jobs(app)
    assert done.state == "done"
    page = client.get(f"/en/consultations/{slug}").text
    assert "/editions/plain-text.txt" in page
    assert "/editions/large-print.pdf" not in page


def test_I7_I9_odd_letters_do_not_break_the_copy(app: Flask, client: CheckingClient) -> None:
    odd = "Trees \u202eabc\u202c 👩‍👩‍👧 " + "e" + "\u0301" * 2000 + " <b>&amp;</b> {{7*7}}"
    slug = opened(app, document(question("q", hint=odd[:1900]), summary="We plant trees."))
    (done,) = do_jobs(app)
    assert done.state == "done"
    assert client.get(pdf_at(slug)).status_code == 404  # no font here holds all of it
    text = client.get(f"/en/consultations/{slug}/editions/plain-text.txt").get_data(as_text=True)
    assert "We plant trees." in text
    assert "49" not in text


def test_after_a_job_that_failed_an_officer_can_have_the_copies_made_again(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, SMALL)
    with app.app_context():
        db.session.execute(update(Job).values(state="failed", error="killed", open_key=None))
        known = officers.add("officer")
        db.session.commit()
    officers.sign_in(client, known)
    at = f"/en/officer/consultations/{slug}/copies"
    page = client.get(at)
    assert "The copies could not be made." in page.text
    again = client.post(at, data={"csrf_token": officers.token_on(page)})
    assert again.status_code == 303
    assert [one.state for one in do_jobs(app)][-1] == "done"
    assert "could not be made" not in client.get(at).text
    assert pdf_at(slug) in client.get(f"/en/consultations/{slug}").text
