"""Putting right what was sent: nothing else is asked, and nothing else is lost."""

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.database import db
from consult.respond.actions import afterwards
from consult.respond.models import Answer, Draft, EarlierVersion, EqualityAnswers, Response
from consult.respond.queries import equality_answers, sent_as
from tests.checking_client import CheckingClient
from tests.factories import YES_NO, Resident, count, document, opened, question, rows

TREES = document(
    question("a", "single", options=YES_NO),
    question("b", "long_text", show_if={"question": "a", "is": "yes"}),
    question("grid", "matrix"),
    question("where", "place"),
    question("born", "date"),
    equality_questions=[question("age", "single"), question("faith", "single")],
)
GONE = 410


@pytest.fixture
def sent(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who sent a little, and is about to put it right."""
    person = Resident(client, opened(app, TREES))
    person.walk({"a": {"answer": "no"}, "age": {"answer": "ash"}, "faith": {"answer": "birch"}})
    assert person.send().status_code == 303
    return person


def put_right(person: Resident) -> TestResponse:
    begun = person.client.post(
        person.address("receipt", "correct"), data={"code": person.receipt()}
    )
    assert begun.location == person.address("check-your-answers")
    return person.look(begun.location)


def about(app: Flask) -> dict[str, str]:
    with app.app_context():
        return dict(equality_answers([one.id for one in rows(app, select(Response))]))


def test_a_statement_that_was_left_blank_can_be_answered_later(app: Flask, sent: Resident) -> None:
    put_right(sent)
    assert sent.answer("grid/north", "birch", then="check").status_code == 303
    assert sent.at == sent.address("check-your-answers")
    assert sent.send().status_code == 303
    kept = {one.question: one.value for one in rows(app, select(Answer))}
    assert kept == {"a": "no", "grid": {"north": "birch", "south": None}}
    (before,) = rows(app, select(EarlierVersion))
    assert [one["question"] for one in before.answers] == ["a"]


def test_only_what_the_change_opens_is_asked(sent: Resident) -> None:
    put_right(sent)
    sent.answer("a", "yes", then="check")
    assert sent.at == f"{sent.address('answer', 'b')}?then=check"
    sent.answer("b", "Because", then="check")
    assert sent.at == sent.address("check-your-answers")


def test_a_correction_keeps_what_was_said_about_the_person(app: Flask, sent: Resident) -> None:
    put_right(sent)
    sent.answer("a", "yes", then="check")
    page = sent.look(sent.address("about-you"))
    assert "Ash" not in page.text
    assert sent.send().status_code == 303
    assert about(app) == {"age": "ash", "faith": "birch"}
    assert count(app, EqualityAnswers) == 1


def test_who_answers_about_themselves_again_replaces_what_was_there(
    app: Flask, sent: Resident
) -> None:
    put_right(sent)
    page = sent.look(sent.address("about-you"))
    assert f'href="{sent.address("answer", "age")}"' in page.text
    sent.answer("age", "cedar")
    assert sent.send().status_code == 303
    assert about(app) == {"age": "cedar"}
    assert count(app, EqualityAnswers) == 1


def test_a_correction_sent_twice_is_one_new_version(app: Flask, sent: Resident) -> None:
    code = sent.receipt()
    put_right(sent)
    sent.answer("a", "yes")
    assert {sent.send().location for _turn in range(2)} == {sent.address("receipt")}
    (response,) = rows(app, select(Response))
    assert (response.number, count(app, EarlierVersion)) == (2, 1)
    assert sent.receipt() == code


def test_what_was_erased_cannot_be_sent_again(app: Flask, sent: Resident) -> None:
    first_key = sent.key
    code = sent.receipt()
    put_right(sent)
    (response,) = rows(app, select(Response))
    with app.app_context():
        found = sent_as(response.reference, sent.slug)
        assert found
        afterwards.erase(found, by="Amina Khan, publisher", at=clock.now())
        db.session.commit()
    for key in (first_key, sent.key):
        again = Resident(app.test_client(), sent.slug, key=key)
        assert again.send().status_code == GONE
        assert again.answer("a", "yes").status_code == GONE
    page = sent.client.post(sent.address("receipt"), data={"code": code})
    assert page.status_code == 422
    left = [count(app, table) for table in (Answer, EqualityAnswers, EarlierVersion)]
    assert left == [0, 0, 0]
    # What was typed now has a new home; what was erased has none.
    assert {draft.typed.answers.get("a") for draft in rows(app, select(Draft))} <= {"yes"}
