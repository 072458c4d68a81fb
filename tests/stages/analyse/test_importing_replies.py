"""Paper, e-mail and workshop replies come in from a file: all of it, once, or not at all."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from consult.analyse.queries import theme_counts
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.plan.queries import consultation_by_id
from consult.respond.models import Answer, Response
from tests.stages.report.closed import CLOSED, closed_consultation

MAPPING: dict[str, Any] = {
    "id": "no",
    "channel": {"column": "how"},
    "language": "en",
    "sent": {"column": "sent"},
    "publish": "without_name",
    "answers": {"agree": "agree", "ideas": "ideas"},
    "themes": {"question": "ideas", "column": "themes", "separator": ";"},
}
COLUMNS = ("no", "how", "sent", "agree", "ideas", "themes")
ROWS = [
    ("p1", "paper", "2026-02-01", "Yes", "More seats,\nand shade", "Seats; Shade"),
    ("p2", "email", "2026-02-02", "no", "", ""),
    ("p3", "workshop", "2026-04-05", "", "Fewer dogs", "Dogs"),
]

FIXED = ("--consultation", "park", "--by", "Amina Khan, officer")

Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def park(app: Flask) -> int:
    with app.app_context():
        return closed_consultation().id


@pytest.fixture
def bring_in(app: Flask, park: int, tmp_path: Path) -> Import:
    def run(
        rows: Sequence[Sequence[str]],
        *words: str,
        mapping: Mapping[str, Any] = MAPPING,
        columns: Sequence[str] = COLUMNS,
        encoding: str = "utf-8",
    ) -> tuple[int, str, str]:
        assert park
        file, guide = tmp_path / "paper.csv", tmp_path / "mapping.json"
        with file.open("w", encoding=encoding, newline="") as lines:
            csv.writer(lines).writerows([columns, *rows])
        guide.write_text(json.dumps(mapping))
        done = app.test_cli_runner().invoke(
            args=["responses", "import", str(file), "--mapping", str(guide), *FIXED, *words]
        )
        return done.exit_code, done.stdout, done.stderr

    return run


def stored(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Response).count()


def test_a_file_comes_in_with_where_it_came_from(app: Flask, park: int, bring_in: Import) -> None:
    code, said, _wrong = bring_in(ROWS)

    assert (code, said) == (0, "3 new responses, 3 new codings.\n")
    with app.app_context():
        first = db.session.query(Response).order_by(Response.id).first()
        assert first
        assert first.provenance == {
            "file": "paper.csv",
            "row": 2,
            "source": "paper.csv:p1",
            "brought_in_by": "Amina Khan, officer",
        }
        assert {one.channel for one in db.session.query(Response)} == {"paper", "email", "workshop"}
        texts = {one.value for one in db.session.query(Answer) if one.question == "ideas"}
        assert texts == {"More seats,\nand shade", "Fewer dogs"}
        names = {one.name: one.people for one in theme_counts(park)}
        assert names == {"Seats": 1, "Shade": 1, "Dogs": 1}


def test_bringing_the_same_file_in_twice_changes_nothing(app: Flask, bring_in: Import) -> None:
    bring_in(ROWS)
    code, said, _wrong = bring_in(ROWS)

    assert (code, said) == (0, "0 new responses, 0 new codings.\n")
    with app.app_context():
        events = db.session.query(AuditEvent).filter_by(what="responses.brought-in").all()
        assert [event.facts["responses"] for event in events] == [3]


def test_new_rows_of_a_longer_file_are_added(app: Flask, bring_in: Import) -> None:
    bring_in(ROWS[:1])
    assert bring_in(ROWS)[1] == "2 new responses, 1 new codings.\n"
    assert stored(app) == 3


def test_every_bad_row_is_told_at_once_and_nothing_comes_in(app: Flask, bring_in: Import) -> None:
    bad = [
        *ROWS,
        ("p4", "pigeon", "2026-02-01", "yes", "Words", ""),
        ("p5", "paper", "2026-02-01", "perhaps", "Words", ""),
        ("p1", "paper", "yesterday", "yes", "x" * 4001, ""),
        ("p7", "paper"),
    ]
    code, said, wrong = bring_in(bad)

    assert (code, said) == (1, "")
    for place in ("Row 5, “how”", "Row 6, “agree”", "Row 7, “no”", "Row 7, “sent”", "Row 8"):
        assert place in wrong
    assert "4001" in wrong
    assert "Nothing was brought in" in wrong
    assert stored(app) == 0


def test_a_dry_run_stores_nothing(app: Flask, bring_in: Import) -> None:
    code, said, _wrong = bring_in(ROWS, "--dry-run")

    assert code == 0
    assert "No problems" in said
    assert stored(app) == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"id": "number"}, "no column “number”"),
        ({"answers": {"nobody": "ideas"}}, "no such question"),
        ({"themes": {"question": "agree", "column": "themes"}}, "answer in words"),
    ],
)
def test_a_wrong_mapping_is_told(bring_in: Import, changed: dict[str, Any], words: str) -> None:
    code, _said, wrong = bring_in(ROWS, mapping={**MAPPING, **changed})

    assert code == 1
    assert words in wrong


def test_files_that_are_not_ours_to_read_are_refused_in_a_sentence(bring_in: Import) -> None:
    assert "UTF-8" in bring_in([*ROWS, ("p9", "paper", "", "é", "", "")], encoding="latin-1")[2]
    assert "same name" in bring_in(ROWS, columns=(*COLUMNS[:-1], "ideas"))[2]
    assert "new codings" in bring_in(ROWS, encoding="utf-8-sig")[1]


def test_a_consultation_that_is_not_there_is_told(bring_in: Import) -> None:
    assert "There is no consultation" in bring_in(ROWS, "--consultation", "nowhere")[2]


@pytest.mark.realdata
def test_ten_thousand_real_comments_come_in_with_their_labels(
    app: Flask, park: int, shared_data: Path, tmp_path: Path
) -> None:
    mapping = {
        "id": "id",
        "channel": "paper",
        "language": "en",
        "sent": "2026-02-01",
        "publish": "without_name",
        "answers": {"ideas": "text"},
        "themes": {"question": "ideas", "column": "label"},
    }
    (tmp_path / "mapping.json").write_text(json.dumps(mapping))
    words = ["responses", "import", str(shared_data / "responses" / "nhs-fft-comments.csv")]
    words += ["--mapping", str(tmp_path / "mapping.json"), *FIXED]
    runner = app.test_cli_runner()

    assert runner.invoke(args=words).stdout == "10178 new responses, 10178 new codings.\n"
    assert runner.invoke(args=words).stdout == "0 new responses, 0 new codings.\n"
    assert stored(app) == 10_178
    with app.app_context():
        people = {one.name: one.people for one in theme_counts(park)}
        assert consultation_by_id(park).closes < CLOSED.date()
    assert people["Care received"] == 3315
    assert (len(people), sum(people.values())) == (9, 10_178)
