"""Urdu from the list to the outcome: right to left, and no English that does not say so.

The checking client reads each page these tests fetch; what it finds wrong fails them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from consult.core import clock
from consult.core.database import db, reading
from consult.core.queue import Job, perform
from consult.examples.actions import PARK, load_consultations, publish_outcome
from consult.plan.queries import consultation_at, current_version
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition, Kind, Question
from consult.plan.rules.routing import shown_questions
from tests.checking_client import CheckingClient
from tests.factories import LIBRARY, Resident, library_document, opened

Given = Mapping[str, Any]

# Every way through the equality questions, and every way of using libraries.
ROUTES: tuple[Mapping[str, str], ...] = (
    {"capacity": "organisation", "uses": "yes", "eq_ethnic_group": "white"},
    {"capacity": "individual", "uses": "no", "eq_ethnic_group": "multiple"},
    {"capacity": "other", "uses": "dk", "eq_ethnic_group": "asian"},
    {"capacity": "staff", "uses": "yes", "eq_ethnic_group": "black"},
    {"capacity": "somebody_else", "uses": "yes", "eq_ethnic_group": "other"},
)

# What people may send that a page must refuse, and say why, in Urdu.
WRONG: Mapping[Kind, tuple[Given, ...]] = {
    Kind.SINGLE: ({"answer": "nonsense"}, {"answer": ["yes", "no"]}),
    Kind.MATRIX: ({"answer": "nonsense"}, {}),
    Kind.MULTIPLE: ({"answer": "nonsense"},),
    Kind.TEXT: ({"answer": "ا" * 501}, {"answer": "a\x00b"}),
    Kind.LONG_TEXT: ({"answer": "a" * 4001}, {"answer": "a" * 200_000}),
    Kind.NUMBER: ({"answer": "دس"}, {"answer": "0"}, {"answer": "9999999"}),
    Kind.RANKING: (
        {"answer_0": "sat", "answer_1": "sat"},
        {"answer_0": "sat", "answer_2": "sun"},
        {"answer_0": "nonsense"},
    ),
    Kind.DATE: ({"answer_day": "31", "answer_month": "2", "answer_year": "1980"},),
    Kind.PLACE: ({"answer_area": "nonsense"}, {"answer_words": "ا" * 5001}),
    Kind.EMAIL: ({"answer": "سنیچر"}, {"answer": "a" * 321}),
    Kind.POSTCODE: ({"answer": "سنیچر"},),
    Kind.FILE: ({"answer": b"MZ\x90\0\3: a program, no letter"},),
}
STRAY: Given = {"colour": "blue"}


@pytest.fixture
def library(app: Flask) -> Flask:
    """Open the library example, as it stands a week after its first day."""
    opened(app, library_document())
    return app


@pytest.fixture
def park(app: Flask) -> Flask:
    """Load the park example with its outcome, and do here what the worker would do."""
    with app.app_context():
        load_consultations(at=clock.now())
        db.session.commit()
        _do_jobs("report.build")
        assert publish_outcome(at=clock.now())
        db.session.commit()
    return app


def _do_jobs(kind: str) -> None:
    with reading():
        found = list(db.session.scalars(select(Job.id).where(Job.kind == kind)))
        db.session.rollback()
    for job_id in found:
        perform(job_id)


def definition_of(app: Flask, slug: str) -> Definition:
    """Return the questions of a consultation."""
    with app.app_context(), reading():
        found = consultation_at(slug)
        assert found
        return current_version(found.id).definition


def right_answer(question: Question, route: Mapping[str, str]) -> Given:
    """Return an answer that fits, and opens as many questions as it can."""
    places = {f"answer_{at}": one.value for at, one in enumerate(question.options)}
    own_words = {f"other_{name}": "گرم کمرے" for name in question.other_on}
    right: Mapping[Kind, Given] = {
        Kind.MULTIPLE: {"answer": list(question.labels), **own_words},
        Kind.NUMBER: {"answer": "12"},
        Kind.TEXT: {"answer": "سنیچر"},
        Kind.LONG_TEXT: {"answer": "مجھے 020 7946 0123 پر فون کریں۔"},
        Kind.RANKING: places,
        Kind.DATE: {"answer_day": "31", "answer_month": "3", "answer_year": "1980"},
        Kind.PLACE: {"answer_area": "north", "answer_words": "پل کے پاس"},
        Kind.EMAIL: {"answer": "sana@example.org"},
        Kind.POSTCODE: {"answer": "ig1 1dd"},
        Kind.FILE: {"remove": ""},
    }
    first = next(iter(question.labels), "")
    return right.get(question.kind) or {"answer": route.get(question.id, first)}


def wrong_answers(question: Question, *, tried: set[Kind]) -> Iterator[Given]:
    """Yield what a page must refuse: everything at the first page of its kind, later one thing."""
    if question.kind in tried:
        yield WRONG[question.kind][0]
        return
    tried.add(question.kind)
    yield from WRONG[question.kind]
    yield {**right_answer(question, {}), **STRAY}
    if question.required:
        yield {}


def with_files(given: Given) -> Given:
    """Return what is sent when bytes are sent as files."""
    return {
        name: (BytesIO(value), "letter.pdf") if isinstance(value, bytes) else value
        for name, value in given.items()
    }


def way_through(resident: Resident, definition: Definition, route: Mapping[str, str]) -> None:
    """Answer page after page; before that, send what is wrong and see it said on the page."""
    tried: set[Kind] = set()
    resident.begin()
    while "/answer/" in resident.at:
        resident.look(resident.at)
        page = resident.at.split("/answer/")[1].split("?")[0]
        question = definition.by_id[page.split("/")[0]]
        for wrong in wrong_answers(question, tried=tried):
            response = resident.answer(page, **with_files(wrong))
            assert response.status_code == 422, f"{page} took {wrong}"
            assert 'id="problem-title"' in response.get_data(as_text=True)
        assert resident.answer(page, **right_answer(question, route)).status_code == 303


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: "-".join(route.values()))
def test_each_question_each_error_and_the_receipt_are_in_urdu(
    route: Mapping[str, str], library: Flask, client: CheckingClient
) -> None:
    resident = Resident(client, LIBRARY, language="ur")

    way_through(resident, definition_of(library, LIBRARY), route)
    assert "check-your-answers" in resident.at
    checked = client.get(resident.at).get_data(as_text=True)
    sent = resident.send()
    receipt = client.get(sent.location)

    assert "سنیچر" in checked
    assert 'مجھے <bdi dir="ltr">020 7946 0123</bdi> پر' in checked
    assert sent.status_code == 303
    assert "شکریہ" in receipt.get_data(as_text=True)


def test_these_ways_see_every_question() -> None:
    definition = compile_definition(library_document())
    seen = set()
    for route in ROUTES:
        answers = {
            one.id: route.get(one.id, next(iter(one.labels), "")) for one in definition.questions
        }
        seen |= {question.id for question in shown_questions(definition, answers)}

    assert seen == set(definition.by_id)


@pytest.mark.usefixtures("library")
def test_the_front_doors_are_in_urdu(client: CheckingClient) -> None:
    here = f"consultations/{LIBRARY}"
    for address in ("", "reading", here, f"{here}/questions"):
        page = client.get(f"/ur/{address}")
        assert page.status_code == 200
        assert 'lang="ur" dir="rtl"' in page.get_data(as_text=True)


@pytest.mark.usefixtures("park")
def test_an_outcome_is_in_urdu(client: CheckingClient) -> None:
    page = client.get(f"/ur/consultations/{PARK}").get_data(as_text=True)

    assert "آپ نے بتایا، ہم نے کیا" in page
    assert page.count("data-chart") >= 4


def test_a_page_says_that_nobody_has_read_the_translation(client: CheckingClient) -> None:
    assert "کسی اردو بولنے والے" in client.get("/ur/").get_data(as_text=True)
    assert "translation" not in client.get("/en/").get_data(as_text=True)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("days", "kept"), [(-30, 410), (100, 303)], ids=["upcoming", "closed"])
def test_a_consultation_that_is_not_open_says_so_in_urdu(
    days: int, kept: int, client: CheckingClient
) -> None:
    resident = Resident(client, LIBRARY, language="ur")
    resident.begin()

    with travel(clock.now() + timedelta(days=days), tick=False):
        assert client.get(f"/ur/consultations/{LIBRARY}").status_code == 200
        assert client.get("/ur/").status_code == 200
        page = resident.answer("capacity", "individual")  # who began in time is still heard
        assert page.status_code == kept
        assert resident.client.get(page.location or resident.at).status_code in (200, 410)


@pytest.mark.usefixtures("library")
def test_carrying_on_and_starting_again_are_in_urdu(client: CheckingClient) -> None:
    resident = Resident(client, LIBRARY, language="ur")
    assert client.get(resident.address("answer")).status_code == 410
    resident.begin()

    again = client.post(resident.address("answer"), follow_redirects=True)
    lost = client.post(resident.address("answer", "capacity"), data={"draft": "gone"})

    assert "جاری رکھیں" in again.get_data(as_text=True)
    assert lost.status_code == 410


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/ur/nothing-here", 404),
        ("GET", "/ur/consultations/nothing-here", 404),
        ("POST", "/ur/", 405),
        ("POST", "/ur/consultations/library-hours/check-your-answers", 410),
        ("GET", "/ur/consultations/library-hours/receipt", 200),
    ],
)
def test_what_cannot_be_done_is_said_in_urdu(
    method: str, address: str, status: int, client: CheckingClient
) -> None:
    assert client.open(address, method=method).status_code == status


@pytest.mark.usefixtures("library")
def test_dates_have_urdu_months_and_western_digits(client: CheckingClient) -> None:
    with travel(datetime.fromisoformat("2026-04-05T10:00:00+00:00"), tick=False):
        page = client.get(f"/ur/consultations/{LIBRARY}").get_data(as_text=True)

    assert any(month in page for month in ("جنوری", "فروری", "مارچ", "نومبر", "دسمبر"))
    assert not set(page) & set("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
