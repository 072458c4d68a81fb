"""What is approved is what was looked at, and nothing that was promised is dropped unsaid."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.core import clock
from consult.core.database import db
from consult.plan.actions.importing import import_definition
from consult.plan.models import Consultation, QuestionSetVersion, Review
from tests.checking_client import CheckingClient
from tests.factories import SAID, document, drafted, opened, question, rows
from tests.stages.plan.doors import OPEN, SLUG, press, run, words_on
from tests.support import officers
from tests.support.filling import fields_of, fill

pytestmark = pytest.mark.usefixtures("january")

DESK = f"/en/officer/consultations/{SLUG}"
TWO = f"{DESK}/build/questions/two"
WHY = "Many people asked us what it costs."
As = Callable[..., CheckingClient]


@pytest.fixture
def officer(as_: As) -> CheckingClient:
    return as_("officer", "Cerys Evans")


@pytest.fixture
def publisher(as_: As) -> CheckingClient:
    return as_("publisher", "Ben Okafor")


def trees(**more: Any) -> dict[str, Any]:
    return document(question("one", "single"), question("two"), **{**SAID, **more})


def seen_by(client: CheckingClient) -> dict[str, str]:
    """Open the page, and return what its form carries."""
    page = client.get(OPEN)
    return {"csrf_token": officers.token_on(page), **officers.hidden_on(page, action=OPEN)}


def test_words_that_came_after_the_page_was_opened_are_not_approved(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    drafted(app, trees())
    fill(officer, TWO, text="What else?")
    asked = {"csrf_token": officers.token_on(officer.get(OPEN)), "words": "Is it clear?"}
    officer.post(f"{DESK}/review", data=asked)
    looked_at = seen_by(publisher)
    fill(officer, TWO, text="Why do you hate trees?")
    refused = publisher.post(OPEN, data=looked_at)
    assert refused.status_code == 409
    assert "Somebody edited it after you opened this page." in words_on(refused)
    assert publisher.post(OPEN, data={**looked_at, "seen": ""}).status_code == 409
    (draft,) = rows(app, select(Consultation))
    assert draft.approved_at is None
    assert press(publisher, OPEN).status_code == 303
    (review,) = rows(app, select(Review))
    assert review.verdict == "withdrawn", "it was asked about other words"


def test_a_change_is_not_asked_again_for_what_was_kept_or_stated(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    opened(app, trees(decision_maker=""), days_ago=30)
    fill(officer, TWO, text="What else?")
    page = words_on(publisher.get(OPEN))
    assert "The period is not 84 days" not in page
    assert "needs a stated reason" not in page
    assert press(publisher, OPEN, reason_questions_kept=WHY).status_code == 303


def test_a_change_that_takes_a_promise_back_says_why(
    app: Flask, officer: CheckingClient, publisher: CheckingClient
) -> None:
    opened(app, trees(), days_ago=3)
    about = {**fields_of(officer.get(f"{DESK}/build/about")), "decision_maker": "", "do": "save"}
    assert officer.post(f"{DESK}/build/about", data=about).status_code == 303
    refused = press(publisher, OPEN, reason_questions_kept=WHY)
    assert refused.status_code == 422
    assert "Nobody is named who decides" in words_on(refused)
    both = {"reason_questions_kept": WHY, "reason_decision_named": "The cabinet changes in May."}
    assert press(publisher, OPEN, **both).status_code == 303
    stated = {one.commitment: one.reason for one in rows(app, select(Departure))}
    assert stated["decision-named"] == "The cabinet changes in May."
    newest = rows(app, select(QuestionSetVersion).order_by(QuestionSetVersion.number))[-1]
    assert newest.reason == WHY


@pytest.mark.parametrize("by", ["Ben Okafor", "ben okafor ", "Ben Okafor, officer"])
def test_a_person_is_the_same_under_another_role_or_spelling(
    app: Flask, publisher: CheckingClient, by: str
) -> None:
    with app.app_context():
        import_definition(trees(), by=by, at=clock.now(), reason=WHY)
        db.session.commit()
    assert press(publisher, OPEN).status_code == 422
    assert "you cannot approve it yourself" in words_on(publisher.get(OPEN))


def test_on_the_command_line_the_editor_cannot_open_under_a_bare_name(
    app: Flask, publisher: CheckingClient
) -> None:
    drafted(app, trees())
    fill(publisher, TWO, text="What else?")
    refused = app.test_cli_runner().invoke(
        args=["consultation", "open", SLUG, "--by", "Ben Okafor"]
    )
    assert refused.exit_code != 0
    assert "somebody else has to approve it" in refused.output
    assert run(app, "open", SLUG).exit_code == 0
