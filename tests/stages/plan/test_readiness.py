"""What blocks an opening, what needs a stated reason, and what is only worth a second look."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.core import clock
from consult.plan.checks.readiness import Readiness, Task, readiness
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at, working_row
from tests.checking_client import CheckingClient
from tests.factories import SAID, document, drafted, question, rows
from tests.stages.plan.doors import OPEN, SLUG, press, words_on

pytestmark = pytest.mark.usefixtures("january")

WAY_OUT = [
    {"value": "yes", "label": "Yes"},
    {"value": "no", "label": "No"},
    {"value": "dont_know", "label": "I do not know"},
]
SCALE = [{"value": str(point), "label": str(point)} for point in range(1, 6)]
PLAIN = question("plant", "single", text="Shall we plant trees?", options=WAY_OUT)
WHY = "The law leaves us no other way."


def looked_at(app: Flask, *questions: dict[str, Any], **said: Any) -> Readiness:
    """Return what is found in a draft that says all it has to, but for what is named."""
    whole = {**SAID, **said}
    slug = drafted(app, document(*(questions or (PLAIN,)), **whole))
    with app.app_context():
        found = consultation_at(slug)
        assert found
        return readiness(found, working_row(found.id), at=clock.now())


def codes(tasks: tuple[Task, ...]) -> set[str]:
    return {one.code for one in tasks}


def test_a_whole_draft_has_nothing_to_mend(app: Flask) -> None:
    found = looked_at(app)
    assert (found.blocks, found.unkept) == ((), ())


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"why": ""}, "why"),
        ({"can_change": []}, "can_change"),
        ({"who_is_affected": ""}, "who_is_affected"),
        ({"contact": {"email": "a@example.org"}}, "ask_number"),
        ({"contact": {"phone": "020 7946 0000"}}, "ask_address"),
        ({"privacy": ""}, "privacy"),
    ],
)
def test_what_people_have_to_be_told_blocks(app: Flask, missing: dict[str, Any], code: str) -> None:
    assert codes(looked_at(app, **missing).blocks) == {code}


def test_a_broken_route_blocks_and_is_told_in_words(app: Flask) -> None:
    gate = {"all": [{"question": "plant", "is": "yes"}, {"question": "plant", "is": "no"}]}
    found = looked_at(app, PLAIN, question("why", show_if=gate))
    assert {"routes", "route"} <= codes(found.blocks)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"decision_maker": ""}, "decision-named"),
        ({"equality_impact_not_needed": ""}, "equality-looked-at"),
        ({"languages_promised": ["en", "ur"]}, "everything-promised"),
        ({"formats_promised": ["large-print", "easy-read"]}, "everything-promised"),
    ],
)
def test_what_is_not_as_promised_needs_a_reason(
    app: Flask, said: dict[str, Any], code: str
) -> None:
    assert codes(looked_at(app, **said).unkept) == {code}


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("Do you support more trees and fewer cars?", WAY_OUT, "two-in-one"),
        ("Don’t you agree that trees are vital?", WAY_OUT, "leading"),
        ("Do you always walk?", WAY_OUT, "absolute"),
        (
            "How good is it?",
            [{"value": str(n), "label": str(n)} for n in range(1, 6)],
            "bare-scale",
        ),
        ("Shall we plant?", WAY_OUT[:2], "no-way-out"),
        (
            "Do you agree? If yes, how much?",
            [{"value": "a", "label": "A lot"}, WAY_OUT[2]],
            "if-yes",
        ),
        ("Is it not true that you do not walk?", WAY_OUT, "double-negative"),
        (" ".join(["tree"] * 30) + "?", WAY_OUT, "long-sentence"),
        ("What of arboricultural matters?", WAY_OUT, "hard-word"),
    ],
)
def test_each_fault_of_a_question_is_a_hint(
    app: Flask, text: str, options: list[dict[str, Any]], code: str
) -> None:
    found = looked_at(app, question("plant", "single", text=text, options=options))
    assert code in codes(found.hints)
    assert code not in codes(found.blocks)


def test_a_fair_question_has_no_hint_of_its_own(app: Flask) -> None:
    assert codes(looked_at(app).hints) <= {"fair-days"}


def test_three_problems_stop_an_officer_who_mends_two_and_explains_the_third(
    app: Flask, as_: Callable[..., CheckingClient]
) -> None:
    whole = {**SAID, "why": "", "privacy": "", "decision_maker": ""}
    drafted(app, document(PLAIN, **whole))
    publisher = as_("publisher", "Ben Okafor")
    shown = words_on(publisher.get(OPEN))
    assert "2</bdi> things have to be mended." in shown
    assert press(publisher, OPEN, reason_decision_named=WHY).status_code == 422
    drafted(app, document(PLAIN, **{**SAID, "decision_maker": ""}))
    refused = press(publisher, OPEN)
    assert refused.status_code == 422
    assert "Nobody is named who decides" in words_on(refused)
    assert press(publisher, OPEN, reason_decision_named=WHY).status_code == 303
    stated = rows(app, select(Departure).where(Departure.commitment == "decision-named"))
    assert [one.reason for one in stated] == [WHY]
    assert rows(app, select(Consultation))[0].approved_at is not None
    assert WHY in words_on(publisher.get(f"/en/consultations/{SLUG}"))


def test_each_unkept_promise_has_a_reason_of_its_own(
    app: Flask, as_: Callable[..., CheckingClient]
) -> None:
    drafted(app, document(PLAIN, **{**SAID, "decision_maker": "", "languages_promised": ["ur"]}))
    publisher = as_("publisher", "Ben Okafor")
    half = press(publisher, OPEN, reason_decision_named=WHY)
    assert half.status_code == 422
    assert WHY in words_on(half)
    other = "The translator is ill until Monday."
    both = {"reason_decision_named": WHY, "reason_everything_promised": other}
    assert press(publisher, OPEN, **both).status_code == 303
    stated = {one.commitment: one.reason for one in rows(app, select(Departure))}
    assert stated == {"decision-named": WHY, "everything-promised": other}
