"""A second pair of eyes: before it opens, and before changed questions are seen."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.plan.models import QuestionSetVersion, Review
from consult.respond.models import Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import SAID, Resident, count, document, drafted, opened, question, rows
from tests.stages.plan.doors import OPEN, SLUG, press, words_on
from tests.support import officers
from tests.support.filling import fill

pytestmark = pytest.mark.usefixtures("january")

BUILD = f"/en/officer/consultations/{SLUG}/build"
DESK = f"/en/officer/consultations/{SLUG}"
WHY = "Many people asked us what it costs."


@pytest.fixture
def officer(as_: Callable[..., CheckingClient]) -> CheckingClient:
    return as_("officer", "Cerys Evans")


@pytest.fixture
def publisher(as_: Callable[..., CheckingClient]) -> CheckingClient:
    return as_("publisher", "Ben Okafor")


def trees() -> dict[str, object]:
    return document(question("one", "single"), question("two"), **SAID)


def test_who_edited_last_cannot_approve(app: Flask, publisher: CheckingClient) -> None:
    drafted(app, trees())
    assert fill(publisher, f"{BUILD}/questions/two", text="What else?").status_code == 303
    page = publisher.get(OPEN)
    assert "You edited it last, so you cannot approve it yourself." in words_on(page)
    token = officers.token_on(page)
    refused = publisher.post(OPEN, data={"csrf_token": token})
    assert refused.status_code == 422
    assert "somebody else has to approve it" in words_on(refused)


def test_an_officer_asks_and_a_publisher_sends_it_back_then_approves(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    drafted(app, trees())
    fill(officer, f"{BUILD}/questions/two", text="What else?")
    token = officers.token_on(officer.get(OPEN))
    ask = {"csrf_token": token, "words": "Is question 2 clear?"}
    assert officer.post(f"{DESK}/review", data=ask).status_code == 303
    page = publisher.get(OPEN)
    assert "Is question 2 clear?" in words_on(page)
    back = {"csrf_token": officers.token_on(page)}
    assert publisher.post(f"{DESK}/return", data={**back, "words": " "}).status_code == 422
    sent = publisher.post(f"{DESK}/return", data={**back, "words": "Say what “else” is."})
    assert sent.status_code == 303
    assert "Say what “else” is." in words_on(officer.get(OPEN))
    fill(officer, f"{BUILD}/questions/two", text="What else about trees?")
    officer.post(f"{DESK}/review", data=ask)
    assert press(publisher, OPEN).status_code == 303
    assert [one.verdict for one in rows(app, select(Review).order_by(Review.id))] == [
        "returned",
        "approved",
    ]
    (version,) = rows(app, select(QuestionSetVersion))
    assert version.frozen_at is not None
    assert version.seal["parts"]["document"] == version.sha256


def change(officer: CheckingClient, *, text: str, **more: str) -> str:
    """Change a question of an open consultation; return where that leads."""
    kept = fill(officer, f"{BUILD}/questions/one", text=text, **more)
    assert kept.status_code == 303, words_on(kept)
    return kept.location


def test_a_change_while_open_waits_for_a_second_person_and_a_reason(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    opened(app, trees(), days_ago=3)
    change(officer, text="Which tree would you plant?")
    public = words_on(publisher.get(f"/en/consultations/{SLUG}/questions"))
    assert "Which tree would you plant?" not in public
    assert press(publisher, OPEN).status_code == 422
    assert press(publisher, OPEN, reason_questions_kept=WHY).status_code == 303
    public = words_on(publisher.get(f"/en/consultations/{SLUG}/questions"))
    assert "Which tree would you plant?" in public
    page = words_on(publisher.get(f"/en/consultations/{SLUG}"))
    assert "the questions changed." in page
    assert WHY in page
    (departure,) = rows(app, select(Departure).where(Departure.commitment == "questions-kept"))
    first, second = rows(app, select(QuestionSetVersion).order_by(QuestionSetVersion.number))
    assert (first.number, second.number, second.reason) == (1, 2, WHY)
    assert departure.facts == {"version": 2, "sha256": second.sha256}


def test_C1_who_began_before_a_change_sends_what_they_saw(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    opened(app, trees(), days_ago=3)
    person = Resident(app.test_client(), SLUG)
    person.begin()
    person.answer("one", "ash")
    change(officer, text="Which tree would you plant?")
    assert press(publisher, OPEN, reason_questions_kept=WHY).status_code == 303
    shown = person.look(person.address("answer", "one")).get_data(as_text=True)
    assert "What about one?" in shown
    person.answer("two", "Oaks.")
    sent = person.client.post(person.address("check-your-answers"), data={"draft": person.key})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    (draft,), (response,) = rows(app, select(Draft)), rows(app, select(Response))
    first, second = rows(app, select(QuestionSetVersion).order_by(QuestionSetVersion.number))
    assert draft.version_id == response.version_id == first.id != second.id
    later = Resident(app.test_client(), SLUG)
    later.begin()
    assert "Which tree would you plant?" in later.look(later.at).get_data(as_text=True)


def test_C2_other_words_are_another_question_and_better_words_are_not(
    app: Flask, officer: CheckingClient
) -> None:
    opened(app, trees(), days_ago=3)
    assert change(officer, text="Which do you hate?").endswith("#one_2")
    again = fill(officer, f"{BUILD}/questions/two", text="What of two?", same_meaning="y")
    assert again.location.endswith("#two")


def test_an_approval_pressed_twice_changes_nothing_more(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    opened(app, trees(), days_ago=3)
    change(officer, text="Which tree would you plant?")
    page = publisher.get(OPEN)
    data = {"csrf_token": officers.token_on(page), **officers.hidden_on(page, action=OPEN)}
    for _press in range(2):
        answer = publisher.post(OPEN, data={**data, "reason_questions_kept": WHY})
        assert answer.status_code == 303
    assert count(app, QuestionSetVersion) == 2
    assert len(rows(app, select(Departure).where(Departure.commitment == "questions-kept"))) == 1
