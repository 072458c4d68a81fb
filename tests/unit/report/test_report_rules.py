"""What is frozen can be read again, and a table of it is safe to open."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult.analyse.rules.figures import Cell, Figure, Table, ThemeFigure
from consult.report.rules import (
    Asked,
    Decided,
    Figures,
    Outcome,
    Said,
    ThemeOutcome,
    as_csv,
    as_document,
    in_utc,
    read_figures,
    read_outcome,
    safe_cell,
    undecided,
)

QUESTION = Figure(
    question="agree",
    number=1,
    text="Do you agree?",
    kind="single",
    is_equality=False,
    people=100,
    tables=(Table("", "", 100, (Cell("yes", "Yes", 60, 60), Cell("no", "No", None, None))),),
)
THEME = ThemeFigure(7, "ideas", "Seats", 60, 60, needs_decision=True, quotes=(1, 2))
DECIDED = Decided("Ten seats", "You asked", "Amina Khan, publisher", "2026-04-06T00:00:00+00:00")
OUTCOME = Outcome(
    format="consult-outcome/2",
    number=1,
    asked=Asked("park", "Park", "Council", "Summary", "2026-01-12", "2026-04-05", 1, "abc"),
    cut_off="2026-04-06T00:00:00+00:00",
    published_at="2026-04-07T00:00:00+00:00",
    published_by="Amina Khan, publisher",
    responses=100,
    channels=(Cell("paper", "paper", 100, 100),),
    questions=(QUESTION, replace(QUESTION, question="eq", is_equality=True)),
    themes=(
        ThemeOutcome("Seats", "agree", 60, 60, DECIDED, (Said("Sit", "en"),)),
        ThemeOutcome("Dogs", "gone", None, None, None, ()),
    ),
)


def test_an_outcome_is_read_back_as_it_was_frozen() -> None:
    assert read_outcome(json.loads(json.dumps(as_document(OUTCOME)))) == OUTCOME


def test_figures_are_read_back_as_they_were_kept() -> None:
    figures = Figures(100, OUTCOME.channels, (QUESTION,), (THEME,))
    assert read_figures(json.loads(json.dumps(as_document(figures)))) == figures


def test_only_large_themes_without_a_decision_are_missing() -> None:
    small = replace(THEME, theme_id=8, needs_decision=False)
    assert undecided([THEME, small], set()) == (THEME,)
    assert undecided([THEME, small], {7}) == ()


def test_the_table_has_a_row_for_every_number() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(OUTCOME))))
    parts = [row["part"] for row in rows]

    assert parts == [
        "responses",
        "channel",
        *("question-answered", "question", "question"),
        *("equality-answered", "equality", "equality"),
        *("theme", "quote", "theme"),
    ]
    assert rows[4]["people"] == ""
    assert rows[4]["note"].startswith("hidden")
    assert (rows[8]["decided"], rows[8]["why"]) == ("Ten seats", "You asked")


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0=1", "\n=1", "＝1", "＠A"]
)
def test_no_cell_is_a_formula(evil: str) -> None:
    assert safe_cell(evil).startswith("'")
    assert "\0" not in safe_cell(evil)


def test_other_cells_stay_as_they_are() -> None:
    assert [safe_cell(one) for one in (None, 60, "Yes")] == ["", "60", "Yes"]


def test_a_moment_stands_in_a_file_with_its_zone() -> None:
    assert in_utc(datetime(2026, 4, 6, 9, 30, 1, 5, tzinfo=UTC)) == "2026-04-06T09:30:01+00:00"
