"""Officers bring in a file of replies: they match, check, look and press one button."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.queue import Job
from consult.respond.models import Answer, Response
from tests.checking_client import CheckingClient
from tests.factories import count, rows
from tests.stages.analyse import paper
from tests.stages.analyse.files import START, Officer, words_of
from tests.stages.report.closed import closed_consultation
from tests.support import officers

CANARY = "canary words 83f2"
PILE = paper.as_csv(map(paper.row, range(12)))


@pytest.fixture
def officer(app: Flask, client: CheckingClient) -> Officer:
    with app.app_context():
        closed_consultation()
        known = officers.add("officer")
    officers.sign_in(client, known)
    return Officer(app, client)


@pytest.fixture
def checked(officer: Officer) -> Officer:
    """Give an officer whose file is matched and fits."""
    assert officer.upload(PILE).status_code == 303
    assert officer.match_pile().status_code == 303
    return officer


def test_a_file_comes_in_as_it_would_from_the_command_line(
    app: Flask, checked: Officer, tmp_path: Path
) -> None:
    assert "Everything fits." in words_of(checked.look())
    assert checked.press("bring-in").status_code == 303
    assert "Waiting" in words_of(checked.look())
    checked.work()
    said = words_of(checked.look())
    assert "The file is in. 12 responses are new. 12 notes of themes are new." in said
    assert paper.whole(app) == 12

    (tmp_path / "pile.csv").write_text(PILE, "utf-8", newline="")
    mapping = checked.client.get(f"{checked.at}/mapping.json")
    (tmp_path / "pile.json").write_bytes(mapping.data)
    words = ["responses", "import", str(tmp_path / "pile.csv"), "--mapping"]
    words += [str(tmp_path / "pile.json"), "--consultation", "park", "--by", paper.BY]
    again = app.test_cli_runner().invoke(args=words)
    assert (again.stdout, again.stderr) == ("0 new responses, 0 new codings.\n", "")


def test_each_response_has_a_reference_counts_and_says_where_it_came_from(
    app: Flask, checked: Officer
) -> None:
    checked.press("bring-in")
    checked.work()
    found = rows(app, select(Response).order_by(Response.id))
    assert len({one.reference for one in found}) == 12
    assert {one.standing for one in found} == {"counted"}
    assert found[0].provenance == {
        "file": "pile.csv",
        "row": 2,
        "source": "pile.csv:p0",
        "brought_in_by": "Amina Khan, officer",
    }


def test_the_mapping_can_be_saved_as_the_file_the_command_line_uses(checked: Officer) -> None:
    saved = checked.client.get(f"{checked.at}/mapping.json")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="park-mapping.json"'
    assert json.loads(saved.data) == {
        "name": "pile.csv",
        "id": "no",
        "channel": "paper",
        "language": "en",
        "sent": {"column": "sent"},
        "publish": "no",
        "answers": {"ideas": "ideas", "eq_sex": "sex"},
        "themes": {"question": "ideas", "column": "themes", "separator": ";"},
    }


def test_what_was_matched_is_there_when_the_officer_comes_back(checked: Officer) -> None:
    before = checked.client.get(f"{checked.at}/mapping.json").data
    assert checked.match().status_code == 303
    assert checked.client.get(f"{checked.at}/mapping.json").data == before


def test_the_first_five_rows_are_shown_as_they_would_be_understood(checked: Officer) -> None:
    page = checked.look()
    said = words_of(page)
    assert [f"Row {row}" in said for row in range(2, 8)] == [True] * 5 + [False]
    assert "More seats 0" in said
    assert "Sunday 1 February 2026" in said
    assert said.count("On paper") == 5
    assert "Do not publish them" in said
    assert "T0" in said


def test_what_people_say_about_themselves_is_not_shown_beside_their_words(
    app: Flask, checked: Officer
) -> None:
    said = words_of(checked.look())
    assert "Female" not in said
    assert said.count("1 answer about the person is kept apart and not shown.") == 5
    checked.press("bring-in")
    checked.work()
    assert not [one for one in rows(app, select(Answer)) if one.value in ("female", "male")]


def test_every_mistake_is_told_with_its_row_and_nothing_comes_in(
    app: Flask, officer: Officer
) -> None:
    bad = [*map(paper.row, range(2)), ("p0", "yesterday", "perhaps", CANARY, "", ""), ("short",)]
    officer.upload(paper.as_csv([*bad, paper.row(9)]))
    officer.match(channel="=paper")
    page = officer.look()
    said = words_of(page)
    assert "<title>Error: " in page.text
    assert "4 things do not fit." in said
    for place in ("Row 4, “no”", "Row 4, “sent”", "Row 4, “agree”", "Row 5: The row has too"):
        assert place in said
    assert "Row 6" in said  # the good rows are still shown
    assert "Bring them in" not in said
    # Even somebody who asks without the button brings in nothing.
    officer.press("bring-in")
    officer.work()
    assert count(app, Response) == 0
    assert "4 things do not fit." in words_of(officer.look())


def test_a_second_press_changes_nothing_before_or_after(app: Flask, checked: Officer) -> None:
    for _press in range(2):
        assert checked.press("bring-in").status_code == 303
    assert len(jobs(app)) == 1
    checked.work()
    for _press in range(2):
        assert checked.press("bring-in").status_code == 303
    assert len(jobs(app)) == 1
    assert paper.whole(app) == 12


def jobs(app: Flask) -> list[Job]:
    return rows(app, select(Job).where(Job.kind == "analyse.bring_in"))


def test_the_same_file_again_brings_in_nothing_and_a_longer_one_only_what_is_new(
    checked: Officer,
) -> None:
    checked.press("bring-in")
    checked.work()
    for people, new in ((12, "0 responses are new."), (15, "3 responses are new.")):
        checked.upload(paper.as_csv(map(paper.row, range(people))))
        checked.match_pile()
        checked.press("bring-in")
        checked.work()
        assert new in words_of(checked.look())


def test_the_file_is_sealed_while_it_waits_and_deleted_when_it_is_in(
    app: Flask, officer: Officer
) -> None:
    officer.upload(PILE.replace("More seats 3", CANARY))
    assert officer.file().name == "pile.csv"
    assert CANARY not in everything_in(app)
    officer.match(channel="=paper")
    assert CANARY in words_of(officer.look())
    officer.press("bring-in")
    officer.work()
    with app.app_context():
        sealed = db.session.execute(text("SELECT sealed FROM reply_file")).scalar()
    assert sealed is None
    events = rows(app, select(AuditEvent).where(AuditEvent.subject == "consultation"))
    assert CANARY not in str([one.facts for one in events])


def everything_in(app: Flask) -> str:
    with app.app_context():
        tables = [table.name for table in db.metadata.sorted_tables]
        found = [db.session.execute(text(f"SELECT * FROM {name}")).all() for name in tables]  # noqa: S608
        db.session.rollback()
    return "".join(
        str([bytes(x) if isinstance(x, memoryview) else x for row in one for x in row])
        for one in found
    )


def test_a_file_that_is_not_wanted_is_deleted_and_cannot_be_brought_in(
    app: Flask, checked: Officer
) -> None:
    thrown = checked.press("throw-away")
    assert (thrown.status_code, thrown.location) == (303, START)
    assert "Deleted" in words_of(checked.client.get(START))
    assert "was deleted before it was brought in" in words_of(checked.look())
    assert checked.press("throw-away").status_code == 303
    assert checked.press("bring-in").status_code == 303
    assert checked.client.get(f"{checked.at}/columns").status_code == 410
    assert jobs(app) == []


def test_a_file_on_its_way_in_can_be_neither_deleted_nor_matched_again(
    app: Flask, checked: Officer
) -> None:
    checked.press("bring-in")
    before = checked.file().guide
    assert checked.press("throw-away").location == checked.at
    assert checked.match(separator="|").status_code == 303
    assert checked.file().guide == before
    checked.work()
    assert paper.whole(app) == 12


def test_the_page_shows_how_far_it_is_and_what_went_wrong(app: Flask, checked: Officer) -> None:
    checked.press("bring-in")
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "analyse.bring_in")).one()
        job.state, job.done_count, job.total_count = "running", 5, 12
        db.session.commit()
    assert "5 of 12" in words_of(checked.look())
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "analyse.bring_in")).one()
        job.state, job.error, job.open_key = "failed", "OperationalError", None
        db.session.commit()
    said = words_of(checked.look())
    assert "OperationalError" in said
    assert "Bring them in" in said
    checked.press("bring-in")
    checked.work()
    assert paper.whole(app) == 12
