"""Several people on one device: nobody reads what another said, and nobody loses anything."""

from flask import Flask

from consult.respond.models import EqualityAnswers
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question

ASKED = document(question("why", "long_text"))
WORDS = "Only for me"


def sent(app: Flask, client: CheckingClient) -> tuple[Resident, str]:
    """Let somebody send, and return them with their receipt code."""
    person = Resident(client, opened(app, ASKED))
    person.walk({"why": {"answer": WORDS}})
    person.send()
    return person, person.receipt()


def test_who_begins_after_somebody_finds_no_receipt(app: Flask, client: CheckingClient) -> None:
    person, code = sent(app, client)
    assert "Write down your receipt code first" in client.get(person.address("receipt")).text
    person.begin()
    text = client.get(person.address("receipt")).text
    assert code not in text
    assert WORDS not in client.get(person.address("receipt", "answers")).text


def test_P21_after_leaving_an_old_page_opens_no_receipt(app: Flask, client: CheckingClient) -> None:
    person, code = sent(app, client)
    client.post(person.address("receipt", "leave"), data={"code": code})
    for _turn in range(2):  # somebody goes back in the history and sends again
        assert person.send().location == person.address("receipt")
        assert code not in client.get(person.address("receipt")).text
    # The person themselves comes back with their code, and sends as often as they like.
    client.post(person.address("receipt"), data={"code": code})
    client.post(person.address("receipt", "correct"), data={"code": code})
    person.look(person.address("answer", "why"))
    person.answer("why", "Still for me")
    for _turn in range(2):
        person.send()
        assert code in client.get(person.address("receipt")).text


def test_coming_back_with_a_code_takes_nobodys_answers_away(
    app: Flask, client: CheckingClient
) -> None:
    person, code = sent(app, client)
    family = app.test_client()
    other = Resident(family, person.slug)
    other.begin()
    other.answer("why", "Mine, half done")
    family.post(person.address("receipt", "correct"), data={"code": code})
    person.client = family
    person.look(person.address("answer", "why"))
    assert WORDS in family.get(person.address("answer", "why")).text
    person.answer("why", "Changed")
    person.send()
    # The other one, who wrote down no code, finds theirs again.
    assert family.post(person.address("answer")).location == person.address("answer")
    assert "Mine, half done" in family.get(person.address("answer", "why")).text


def test_what_was_said_about_oneself_goes_when_asked(app: Flask, client: CheckingClient) -> None:
    asked = document(question("why", "long_text"), equality_questions=[question("age", "single")])
    person = Resident(client, opened(app, asked))
    person.walk({"why": {"answer": WORDS}, "age": {"answer": "ash"}})
    person.send()
    code = person.receipt()
    for typed, left in (({}, 1), ({"forget": "yes"}, 0)):
        client.post(person.address("receipt", "correct"), data={"code": code})
        page = client.get(person.address("about-you")).text
        assert "stays as it is, unless you answer again" in page
        person.look(person.address("about-you"))
        client.post(person.address("check-your-answers"), data={"draft": person.key, **typed})
        assert count(app, EqualityAnswers) == left
