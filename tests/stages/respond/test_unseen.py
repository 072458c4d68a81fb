"""What a stranger must not see, and what a person must not be told wrongly."""

from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import Resident, document, drafted, opened, question

SECRET = "A plan that nobody has announced"


def test_A4_a_draft_consultation_is_unknown_to_people_who_try_to_answer(
    app: Flask, client: CheckingClient
) -> None:
    stranger = Resident(client, drafted(app, document(title=SECRET)))
    for tried in (
        client.post(stranger.address("answer")),
        stranger.answer("one", "ash"),
        client.get(stranger.address("answer", "one")),
        stranger.send(),
    ):
        assert tried.status_code in (404, 410)
        assert SECRET not in tried.text
        assert "12 January 2026" not in tried.text


def test_nobody_who_sent_is_told_that_they_did_not(app: Flask, client: CheckingClient) -> None:
    resident = Resident(client, opened(app, document(question("why", "long_text"))))
    resident.walk({"why": {"answer": "For the shade"}})
    resident.send()
    again = client.get(resident.address("answer"))
    assert (again.status_code, again.location) == (303, resident.address("receipt"))
