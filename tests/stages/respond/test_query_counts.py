"""How often a page asks the database: few times, and no more often when there is more."""

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import Resident, document, library_document, opened, question
from tests.support import officers
from tests.support.statements import counting


@pytest.fixture
def resident(app: Flask, client: CheckingClient) -> Resident:
    begun = Resident(client, opened(app, library_document()))
    begun.begin()
    client.get(begun.address())
    return begun


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("", 5),
        ("questions", 2),
        ("words", 2),
        ("answer/capacity", 1),
        ("answer", 1),
        # With the names of files that belong to answers.
        ("answer-all", 2),
        ("saved", 1),
        ("check-your-answers", 2),
        ("about-you", 2),
        ("come-back", 1),
        ("receipt", 2),
    ],
)
def test_a_page_of_a_resident_asks_seldom(
    app: Flask, resident: Resident, page: str, most: int
) -> None:
    with counting(app) as said:
        resident.client.get(resident.address(page) if page else resident.address())
    assert len(said) <= most, said


def test_the_lists_ask_no_more_often_when_there_is_more(app: Flask, resident: Resident) -> None:
    with app.app_context():
        known = officers.add("publisher")
    desk = app.test_client()
    officers.sign_in(desk, known)
    for number in range(5):
        opened(app, document(question("why"), title=f"Matter {number}"))
    with counting(app) as said:
        resident.client.get("/en/")
    assert len(said) <= 2, said
    with counting(app) as said:
        desk.get("/en/officer/")
    assert len(said) <= 12, said


def test_a_saved_page_asks_seldom(app: Flask, resident: Resident) -> None:
    for answer, most in (("individual", 2), ("nonsense", 1)):
        with counting(app) as said:
            resident.answer("capacity", answer)
        assert len(said) <= most, said


def test_beginning_asks_seldom(app: Flask, resident: Resident) -> None:
    with counting(app) as said:
        app.test_client().post(resident.address("answer"))
    # The draft of this browser, the consultation, its version, a code nobody has, the draft.
    assert len(said) <= 5, said


@pytest.mark.parametrize(
    ("page", "most"), [("receipt", 3), ("receipt/answers", 4), ("receipt/answers.txt", 3)]
)
def test_a_page_of_what_was_sent_asks_seldom(
    app: Flask, client: CheckingClient, page: str, most: int
) -> None:
    person = Resident(client, opened(app, document(*(question(f"q{at}") for at in range(30)))))
    person.walk({f"q{at}": {"answer": "Something"} for at in range(30)})
    person.send()
    with counting(app) as said:
        assert client.get(person.address(page)).status_code == 200
    assert len(said) <= most, said


def test_sending_asks_seldom_however_many_answers_there_are(app: Flask, resident: Resident) -> None:
    typed = {"capacity": "individual", "uses": "yes", "impact": "some", "publish": "no"}
    typed |= {"equality_gate": "yes", "eq_disability": "yes", "other_ideas": "More light"}
    for page, answer in typed.items():
        resident.answer(page, answer)
    for at in (1, 2, 3):
        resident.answer(f"proposals/p{at}", "a")
    with counting(app) as said:
        assert resident.send().status_code == 303
    # The draft, a place in line, the dates, then a response, answers, equality answers, the
    # files that belong to answers and those that were replaced, draft, history; and to chain the
    # history: its line, its end, the hash (bench/README.md says what that takes).
    assert len(said) <= 13, said
