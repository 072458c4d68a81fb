"""A mapping file says where everything is, or gets told what is wrong with it."""

from typing import Any

import pytest

from consult.analyse.rules.guide import problems_in_guide, read_guide
from tests import factories

COLUMNS = ["id", "text", "label", "north", "south", "day"]
GOOD: dict[str, Any] = {
    "id": "id",
    "channel": "paper",
    "language": "en",
    "sent": {"column": "day"},
    "publish": "no",
    "answers": {
        "essay": "text",
        "many": {"column": "label", "separator": "|"},
        "grid": {"rows": {"north": "north", "south": "south"}},
    },
    "themes": {"question": "essay", "column": "label", "separator": ";"},
}


def problems(**changed: Any) -> list[tuple[str, str]]:
    raw = {name: value for name, value in {**GOOD, **changed}.items() if value is not ...}
    found = problems_in_guide(raw, factories.defined(), COLUMNS)
    return [(one.place, one.code) for one in found]


def test_a_whole_mapping_has_no_problems_and_can_be_read() -> None:
    assert problems() == []
    guide = read_guide(GOOD, name="paper.csv")
    assert guide.name == "paper.csv"
    assert guide.sent.of({"day": " 2026-02-01 "}) == "2026-02-01"
    assert (guide.sent.place, guide.channel.place) == ("day", "")
    assert guide.answers["grid"].columns == {"north": "north", "south": "south"}
    assert guide.answers["many"].separator == "|"
    assert guide.themes
    assert guide.themes.separator == ";"


def test_themes_may_be_left_out() -> None:
    assert problems(themes=...) == []
    raw = {name: value for name, value in GOOD.items() if name != "themes"}
    assert read_guide({**raw, "name": "Spring"}, name="paper.csv").themes is None


@pytest.mark.parametrize("raw", [[], "text", None, 3])
def test_a_mapping_is_an_object(raw: Any) -> None:
    assert problems_in_guide(raw, factories.defined(), COLUMNS)[0].code == "guide-not-object"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"surprise": 1}, ("surprise", "guide-unknown")),
        ({"id": ...}, ("id", "guide-wrong")),
        ({"id": "nowhere"}, ("id", "no-such-column")),
        ({"name": 3}, ("name", "guide-wrong")),
        ({"channel": ...}, ("channel", "guide-wrong")),
        ({"channel": {"column": "nowhere"}}, ("channel.column", "no-such-column")),
        ({"channel": {"columns": "id"}}, ("channel", "guide-wrong")),
        ({"answers": {}}, ("answers", "guide-wrong")),
        ({"answers": "text"}, ("answers", "guide-wrong")),
        ({"answers": {"nobody": "text"}}, ("answers.nobody", "no-such-question")),
        ({"answers": {"essay": 7}}, ("answers.essay", "guide-wrong")),
        ({"answers": {"grid": "text"}}, ("answers.grid", "guide-needs-rows")),
        ({"answers": {"grid": {"rows": {}}}}, ("answers.grid", "guide-needs-rows")),
        ({"answers": {"grid": {"rows": {"up": "id"}}}}, ("answers.grid.rows.up", "no-such-row")),
        (
            {"answers": {"grid": {"rows": {"north": "nowhere"}}}},
            ("answers.grid.rows.north", "no-such-column"),
        ),
        (
            {"answers": {"many": {"column": "label", "separator": ""}}},
            ("answers.many.separator", "guide-wrong"),
        ),
        (
            {"answers": {"many": {"column": "label", "split": ";"}}},
            ("answers.many.split", "guide-unknown"),
        ),
        ({"themes": "label"}, ("themes", "guide-wrong")),
        (
            {"themes": {"question": "one", "column": "label"}},
            ("themes.question", "no-such-text-question"),
        ),
        (
            {"themes": {"question": "none", "column": "label"}},
            ("themes.question", "no-such-text-question"),
        ),
    ],
)
def test_each_problem_has_its_place(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert problems(**changed) == [expected]
