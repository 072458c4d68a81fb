"""A file with faults of several kinds is told all of them the first time."""

import pytest

from consult.plan.checks.files import problems_in_document
from tests.factories import document, question


def told(*questions: dict[str, object], **fields: object) -> list[tuple[str, str]]:
    found = problems_in_document(document(*questions, **fields))
    return [(one.place, one.code) for one in found]


def test_a_wrong_field_hides_no_wrong_route_and_no_wrong_date() -> None:
    assert told(
        question("first"),
        {**question("second"), "colour": "red"},
        question("third", show_if={"question": "nowhere", "is": "yes"}),
        question("first"),
        opens="2026-02-30",
        owner=5,
    ) == [
        ("opens", "not-a-date"),
        ("owner", "must-be-string"),
        ("questions[1].colour", "unknown-field"),
        ("questions[2].show_if", "not-an-earlier-question"),
        ("questions[3].id", "repeated-id"),
    ]


@pytest.mark.parametrize(
    "faulty",
    [
        {**question("gate"), "text": 5},
        {**question("gate"), "options": "yes or no"},
        {**question("publish"), "type": "essay"},
    ],
)
def test_a_route_to_a_question_with_a_fault_is_not_called_wrong(faulty: dict[str, object]) -> None:
    route = {"question": faulty["id"], "is": "yes"}

    codes = [code for _place, code in told(faulty, question("after", show_if=route))]

    assert not {"not-an-earlier-question", "route-to-no-option"} & set(codes)
    assert "publish-question-changed" not in codes
    assert codes


@pytest.mark.parametrize("nameless", [{"type": "text", "text": "Why?"}, "a question", {"id": 7}])
def test_where_an_id_is_missing_nobody_guesses_where_routes_lead(nameless: object) -> None:
    route = {"question": "gate", "is": "yes"}

    found = problems_in_document(
        {**document(), "questions": [nameless, question("after", show_if=route)]}
    )

    assert {one.place.split(".")[0] for one in found} == {"questions[0]"}
