"""Rows of a file become replies, or are refused with their number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult.analyse.rules.guide import read_guide
from consult.analyse.rules.intake import Intake, problems_in_rows, replies
from consult.respond.rules.answers import Channel
from tests import factories
from tests.unit.analyse.test_guide import GOOD

ROW = {
    "id": "7",
    "text": "More ash trees",
    "label": "Trees; Shade ;Trees",
    "north": "ASH",
    "south": "birch",
    "day": "2026-02-01",
}
ANSWERS: dict[str, Any] = {
    "essay": "text",
    "grid": {"rows": {"north": "north", "south": "south"}},
}


def intake(**changed: Any) -> Intake:
    raw = {**GOOD, "answers": ANSWERS, **changed}
    return Intake(
        guide=read_guide(raw, name="paper.csv"),
        definition=factories.defined(
            *factories.every_kind(),
            factories.question(
                "publish",
                "single",
                options=[
                    {"value": one, "label": one} for one in ("with_name", "without_name", "no")
                ],
            ),
        ),
        name="paper.csv",
        opens=date(2026, 1, 12),
        closes=date(2026, 4, 5),
        languages=frozenset({"en", "ur"}),
    )


def problems(*rows: dict[str, str] | None, **changed: Any) -> list[tuple[int, str, str]]:
    found = problems_in_rows(intake(**changed), rows)
    return [(one.row, one.column, one.problem.code) for one in found]


def test_a_row_becomes_a_reply() -> None:
    (coded,) = replies(intake(), [ROW])
    reply = coded.reply

    assert problems(ROW) == []
    assert reply.source == "paper.csv:7"
    assert reply.channel is Channel.PAPER
    assert reply.answers == {
        "essay": "More ash trees",
        "grid": {"north": "ash", "south": "birch"},
    }
    assert reply.sent_at.isoformat() == "2026-02-01T00:00:00+00:00"
    assert reply.provenance == {"file": "paper.csv", "row": 2}
    assert coded.themes == (("essay", "Trees"), ("essay", "Shade"))


@pytest.mark.parametrize(
    ("question", "source", "cell", "value"),
    [
        ("one", "text", " Birch ", "birch"),
        ("many", {"column": "text"}, "ash; Birch;", ["ash", "birch"]),
        ("order", {"column": "text", "separator": ">"}, "birch>ash", ["birch", "ash"]),
        ("count", "text", "12", "12"),
        ("line", "text", "IG1", "IG1"),
        ("born", "text", "1980-03-31", {"year": "1980", "month": "03", "day": "31"}),
    ],
)
def test_each_kind_of_answer_is_read(question: str, source: Any, cell: str, value: Any) -> None:
    reading = intake(answers={question: source}, themes=None)
    row = {**ROW, "text": cell}

    assert next(replies(reading, [row])).reply.answers == {question: value}
    assert list(problems_in_rows(reading, [row])) == []


def test_a_cell_may_be_one_theme_or_none_may_be_there() -> None:
    whole = {"question": "essay", "column": "label"}
    assert next(replies(intake(themes=whole), [ROW])).themes == (("essay", "Trees; Shade ;Trees"),)
    assert next(replies(intake(), [{**ROW, "label": " "}])).themes == ()
    assert next(replies(intake(themes=None), [ROW])).themes == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"id": " "}, (2, "id", "no-id")),
        ({"text": "a\0b"}, (2, "", "broken-letters")),
        ({"text": "", "north": "", "south": ""}, (2, "", "no-answers")),
        ({"north": "oak"}, (2, "north", "no-such-option")),
        ({"day": "1 February"}, (2, "day", "not-a-day")),
        ({"day": "2026-04-06"}, (2, "day", "sent-outside")),
        ({"day": "2026-01-11"}, (2, "day", "sent-outside")),
        ({"text": "x" * 4001}, (2, "text", "too-long")),
    ],
)
def test_a_bad_row_is_refused_with_its_number(
    changed: dict[str, str], expected: tuple[int, str, str]
) -> None:
    assert problems({**ROW, **changed}) == [expected]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("channel", "online", "no-such-channel"),
        ("channel", "pigeon", "no-such-channel"),
        ("language", "xx", "no-such-language"),
        ("publish", "maybe", "no-such-publish-choice"),
    ],
)
def test_a_value_we_do_not_know_is_refused(key: str, value: str, code: str) -> None:
    assert problems(ROW, **{key: value}) == [(2, "", code)]


def test_rows_that_cannot_be_read_and_names_that_come_twice_are_told() -> None:
    assert problems(ROW, None, ROW) == [(3, "", "wrong-columns"), (4, "id", "repeated-id")]


def test_the_choice_of_publishing_alone_is_no_answer() -> None:
    found = problems({**ROW, "text": "no"}, answers={"publish": "text"})
    assert found == [(2, "", "no-answers")]


def test_a_required_question_may_be_blank_on_paper() -> None:
    asked = factories.defined(
        factories.question("essay", "long_text"), factories.question("line", required=True)
    )
    reading = replace(
        intake(answers={"essay": "text", "line": "north"}, themes=None), definition=asked
    )
    assert list(problems_in_rows(reading, [{**ROW, "north": ""}])) == []


@pytest.mark.parametrize(
    ("ticked", "choice"), [("No", "no"), ("", "no"), ("with_name", "with_name")]
)
def test_what_a_person_ticked_stands_before_what_the_mapping_says(ticked: str, choice: str) -> None:
    asked = intake(publish="without_name", answers={"essay": "text", "publish": "label"})
    (coded,) = replies(asked, [{**ROW, "label": ticked}])
    assert coded.reply.publish == choice


def test_a_theme_is_a_name_and_no_text() -> None:
    themes = {"question": "essay", "column": "label"}
    assert problems({**ROW, "label": "x" * 201}, themes=themes) == [(2, "label", "too-long")]
    assert problems({**ROW, "label": "x" * 200}, themes=themes) == []
