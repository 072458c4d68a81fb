"""Questions about the person: after the rest, left out in two presses, locked and apart."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from consult.core.database import db
from consult.core.sealing import SealBrokenError, name_apart
from consult.respond.models import Answer, EqualityAnswers, Response
from consult.respond.queries import equality_answers, equality_name
from tests.checking_client import CheckingClient
from tests.factories import (
    YES_NO,
    Resident,
    count,
    document,
    library_document,
    opened,
    question,
    rows,
)
from tests.stages.respond.posts import bytes_of, raw_bytes

LOCKED = "Locked canary 5d1e"
OWN_WORDS = "Own words canary 77aa"
OPEN = "Open words 99bc"
ASKED = document(
    question("why", "long_text"),
    equality_questions=[
        question("age", "long_text", required=True),
        question("faith", "single", other_text_on=["cedar"]),
    ],
)
SAID: dict[str, Any] = {
    "why": {"answer": OPEN},
    "age": {"answer": LOCKED},
    "faith": {"answer": "cedar", "other_cedar": OWN_WORDS},
}


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who said something about themselves and can send."""
    begun = Resident(client, opened(app, ASKED))
    begun.walk(SAID)
    return begun


def sent_by(app: Flask, slug: str, answers: dict[str, Any]) -> Resident:
    one = Resident(app.test_client(), slug)
    one.walk(answers)
    assert one.send().status_code == 303
    return one


def test_they_come_after_the_answers_were_checked(person: Resident) -> None:
    assert person.seen == ["why", "age", "faith"]
    check = person.client.get(person.address("check-your-answers")).text
    assert OPEN in check
    assert LOCKED not in check
    assert OWN_WORDS not in check
    assert "Send my answers" not in check
    about = person.client.get(person.address("about-you")).text
    assert LOCKED in about
    assert OWN_WORDS in about
    assert OPEN not in about


def test_they_are_left_out_in_two_presses(app: Flask, client: CheckingClient) -> None:
    hurried = Resident(client, opened(app, ASKED))
    hurried.begin()
    hurried.answer("why", OPEN)
    check = hurried.look(hurried.at).text
    assert f'href="{hurried.address("about-you")}"' in check
    assert "Leave them out and send my answers" in hurried.look(hurried.address("about-you")).text
    assert hurried.send().status_code == 303
    assert (count(app, Response), count(app, EqualityAnswers)) == (1, 0)


def test_who_said_no_beforehand_is_not_asked_again(app: Flask, client: CheckingClient) -> None:
    gate = question("gate", "single", options=YES_NO)
    about = question("age", show_if={"question": "gate", "is": "yes"})
    unwilling = Resident(client, opened(app, document(gate, equality_questions=[about])))
    unwilling.begin()
    unwilling.answer("gate", "no")
    assert "Send my answers" in unwilling.look(unwilling.at).text
    led = client.get(unwilling.address("about-you"))
    assert led.location == unwilling.address("check-your-answers")
    unwilling.answer("gate", "yes", then="check")
    assert unwilling.address("about-you") in client.get(unwilling.at).text


@pytest.mark.parametrize("is_sent", [False, True])
def test_P12_nobody_reads_them_in_the_database(app: Flask, person: Resident, is_sent: bool) -> None:
    if is_sent:
        person.send()
    lies_there = raw_bytes(app)
    for words in (LOCKED, OWN_WORDS):
        assert not [one for one in bytes_of(words) if one in lies_there]
    # The search would find them: what is sent and not about the person is there to be read.
    assert (OPEN.encode() in lies_there) is is_sent


def test_what_is_not_sent_is_nowhere_to_be_read(app: Flask, person: Resident) -> None:
    person.answer("why", "x" * 3000 + "A change of mind")
    person.answer("why", OPEN)
    lies_there = raw_bytes(app)
    for words in (OPEN, "A change of mind", "x" * 50):
        assert not [one for one in bytes_of(words) if one in lies_there]


def test_P12_a_row_that_stands_in_another_place_does_not_open(app: Flask, person: Resident) -> None:
    person.send()
    sent_by(app, person.slug, {"age": {"answer": "Another"}})
    ids = [one.id for one in rows(app, select(Response))]
    first, second = rows(app, select(EqualityAnswers))
    with app.app_context():
        for row, sealed in ((first.id, second.sealed), (second.id, first.sealed)):
            changed = update(EqualityAnswers).where(EqualityAnswers.id == row)
            db.session.execute(changed.values(sealed=sealed))
        with pytest.raises(SealBrokenError):
            list(equality_answers(ids))
        db.session.rollback()
        assert sorted(value for _question, value in equality_answers(ids)) == [
            "Another",
            LOCKED,
            "cedar",
        ]


def test_P12_a_changed_byte_does_not_open(app: Flask, person: Resident) -> None:
    person.send()
    (row,) = rows(app, select(EqualityAnswers))
    ids = [one.id for one in rows(app, select(Response))]
    for at in range(0, len(row.sealed), 7):
        changed = bytearray(row.sealed)
        changed[at] ^= 1
        with app.app_context():
            db.session.execute(update(EqualityAnswers).values(sealed=bytes(changed)))
            with pytest.raises(SealBrokenError):
                list(equality_answers(ids))


def test_P25_whose_they_are_cannot_be_told_without_the_key(app: Flask, person: Resident) -> None:
    person.send()
    for _person in range(3):
        sent_by(app, person.slug, {"age": {"answer": "Another"}})
    names = {one.id for one in rows(app, select(EqualityAnswers))}
    ids = [one.id for one in rows(app, select(Response))]
    kept = app.config["SEALING_KEY"], app.extensions.pop("sealing")
    with app.app_context():
        app.config["SEALING_KEY"] = "a key that somebody guessed"
        guessed = {equality_name(one) for one in ids} | {name_apart("", str(one)) for one in ids}
    app.config["SEALING_KEY"], app.extensions["sealing"] = kept
    with app.app_context():
        assert {equality_name(one) for one in ids} == names
    assert not guessed & names
    # No column leads from one table to the other, by any name.
    assert set(EqualityAnswers.__table__.columns.keys()) == {"id", "sealed"}
    assert not EqualityAnswers.__table__.foreign_keys
    for response in rows(app, select(Response)):
        assert not [one for one in names if one in str(vars(response))]


def test_they_stand_beside_no_other_answer(app: Flask, person: Resident) -> None:
    person.send()
    assert {one.question for one in rows(app, select(Answer))} == {"why"}
    for copy in ("receipt", "receipt/answers", "receipt/answers.txt"):
        page = person.client.get(person.address(copy))
        assert page.status_code == 200
        assert LOCKED not in page.text
        assert OWN_WORDS not in page.text


def test_none_of_them_has_to_be_answered(app: Flask, client: CheckingClient) -> None:
    hurried = Resident(client, opened(app, ASKED))
    hurried.walk({})
    assert hurried.send().status_code == 303
    assert count(app, EqualityAnswers) == 0


def test_what_is_wrong_among_them_is_told_where_they_stand(
    app: Flask, client: CheckingClient
) -> None:
    person = Resident(client, opened(app, ASKED))
    person.begin()
    person.answer("why", OPEN)
    assert person.answer("age", "x" * 5000).status_code == 422
    page = person.send()
    assert page.status_code == 422
    assert "<h1>Questions about you</h1>" in page.text
    assert "Question 2" in page.text
    assert person.answer("age", "40").status_code == 303
    assert person.send().status_code == 303


def test_the_example_keeps_them_apart_too(app: Flask, client: CheckingClient) -> None:
    person = Resident(client, opened(app, library_document()))
    person.begin()
    person.answer("equality_gate", "yes")
    person.answer("eq_disability", "yes")
    assert "eq_" not in client.get(person.address("check-your-answers")).text
    assert "eq_" not in client.get(person.address("answer-all")).text
