"""What a row of a file means, beyond the everyday: places, blank lines, days to come."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from consult.analyse.rules.guide import problems_in_guide, read_guide
from consult.analyse.rules.intake import Intake, intake_for, problems_in_rows, replies
from consult.plan.models import Consultation
from tests import factories
from tests.unit.analyse.test_guide import GOOD

AREAS = [{"value": "north", "label": "The north"}, {"value": "south", "label": "The south"}]
ASKED = factories.defined(
    factories.question("where", "place", options=AREAS),
    factories.question("plan", "file"),
    factories.question("essay", "long_text"),
)
OPENS, CLOSES = date(2026, 1, 12), date(2026, 4, 5)
ROW = {"id": "7", "text": "IG1", "day": "2026-02-01"}


def intake(today: date = CLOSES, **changed: Any) -> Intake:
    raw = {**GOOD, "answers": {"where": "text"}, "themes": None, **changed}
    consultation = Consultation(opens=OPENS, closes=CLOSES)
    guide = read_guide(raw, name="paper.csv")
    return intake_for(consultation, ASKED, guide, today=today)


def problems(reading: Intake, *rows: dict[str, str] | None) -> list[tuple[int, str, str]]:
    found = problems_in_rows(reading, rows)
    return [(one.row, one.column, one.problem.code) for one in found]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (" The South ", {"area": "south"}),
        ("north", {"area": "north"}),
        ("ig1 1dd", {"postcode": "ig1 1dd"}),
        ("Near the pond", {"words": "Near the pond"}),
    ],
)
def test_a_place_is_an_area_a_postcode_or_words(cell: str, meant: dict[str, str]) -> None:
    (coded,) = replies(intake(), [{**ROW, "text": cell}])
    assert coded.reply.answers == {"where": meant}
    assert problems(intake(), {**ROW, "text": cell}) == []


def test_a_place_that_is_blank_is_no_answer_and_a_long_one_is_too_long() -> None:
    assert problems(intake(), {**ROW, "text": " "}) == [(2, "", "no-answers")]
    assert problems(intake(), {**ROW, "text": "x" * 501}) == [(2, "text", "too-long")]


def test_an_answer_that_is_a_file_cannot_be_in_a_table() -> None:
    raw = {**GOOD, "answers": {"plan": "text"}, "themes": {"question": "essay", "column": "text"}}
    found = problems_in_guide(raw, ASKED, ["id", "text", "day"])
    assert [(one.place, one.code) for one in found] == [("answers.plan", "answered-with-a-file")]


def test_blank_lines_are_passed_over_and_counted() -> None:
    rows = [{}, ROW, {}, {**ROW, "id": "8"}]
    assert problems(intake(), *rows) == []
    found = [coded.reply.provenance["row"] for coded in replies(intake(), rows)]
    assert found == [3, 5]


@pytest.mark.parametrize(
    ("day", "code"), [("2026-02-01", []), ("2026-02-02", [(2, "day", "sent-outside")])]
)
def test_nothing_reached_us_on_a_day_to_come(day: str, code: list[object]) -> None:
    today = date(2026, 2, 1)
    assert problems(intake(today), {**ROW, "day": day}) == code


def test_a_reply_may_come_in_any_way_and_in_any_language_but_not_online() -> None:
    taken: dict[str, Any] = {"channel": {"column": "how"}, "language": {"column": "spoken"}}
    reading = intake(**taken)
    for how in ("Paper", "letter", "PHONE", "email", "workshop", "video"):
        row = {**ROW, "how": how, "spoken": "PL"}
        assert problems(reading, row) == []
        (coded,) = replies(reading, [row])
        assert (coded.reply.channel, coded.reply.language) == (how.lower(), "pl")
    assert problems(reading, {**ROW, "how": "online", "spoken": "pl"}) == [
        (2, "how", "no-such-channel")
    ]


def test_a_day_begins_in_london() -> None:
    (coded,) = replies(intake(), [{**ROW, "day": "2026-03-31"}])
    assert coded.reply.sent_at == datetime(2026, 3, 30, 23, tzinfo=UTC)
