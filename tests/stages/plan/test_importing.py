"""A definition comes in, goes out and comes in again: nothing changes."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from consult.core.settings import ROOT
from consult.plan.actions.building import add_question
from consult.plan.actions.importing import import_definition, slug_of
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.models import Consultation, QuestionSetVersion, Step
from consult.plan.queries import consultation_at, current_version, exported, known_consultation_at
from tests.factories import (
    BY,
    REASON,
    all_counts,
    count,
    document,
    drafted,
    library_document,
    opened,
    question,
    rows,
)

VERSIONS = select(QuestionSetVersion).order_by(QuestionSetVersion.id)


def export(app: Flask, slug: str) -> dict[str, Any]:
    with app.app_context():
        found = consultation_at(slug)
        assert found
        made = exported(found)
        db.session.rollback()
        return made


@pytest.mark.parametrize("made", [document(), library_document(), document(closes="2026-03-01")])
def test_import_of_an_export_changes_nothing(app: Flask, made: dict[str, Any]) -> None:
    slug = drafted(app, made)
    first, before = export(app, slug), all_counts(app)
    (kept,) = rows(app, VERSIONS)
    assert drafted(app, first) == slug
    assert all_counts(app) == before
    (again,) = rows(app, VERSIONS)
    assert (again.sha256, again.document) == (kept.sha256, kept.document)
    assert export(app, slug) == first


def test_an_export_holds_everything_that_came_in(app: Flask) -> None:
    made = library_document()
    out = export(app, drafted(app, made))
    assert {name: out[name] for name in made} == made
    assert list(out)[:3] == ["title", "owner", "slug"]
    assert (out["closes"], out["period_days_inclusive"]) == ("2026-04-05", 84)


def test_an_export_of_an_open_consultation_changes_nothing(app: Flask) -> None:
    slug = opened(app, library_document())
    out, before = export(app, slug), all_counts(app)
    drafted(app, out)
    assert all_counts(app) == before


def test_a_short_period_is_exported_with_its_reason(app: Flask) -> None:
    out = export(app, drafted(app, document(closes="2026-03-01")))
    assert out["period_reason"] == REASON


def test_a_file_with_its_own_reason_needs_no_other(app: Flask) -> None:
    made = document(closes="2026-03-01", period_reason="The law gives us 7 weeks.")
    with app.app_context():
        import_definition(made, by=BY, at=clock.now())
        db.session.commit()
    assert count(app, Consultation) == 1


@pytest.mark.realdata
def test_the_real_definition_goes_round_without_a_change(
    app: Flask, shared_data: Path, tmp_path: Path
) -> None:
    file = shared_data / "consultations" / "library-opening-hours.json"
    run = app.test_cli_runner().invoke
    done = run(args=["consultation", "import", str(file), "--by", BY, "--reason", REASON])
    assert (done.exit_code, done.stderr) == (0, "")
    slug, before = done.stdout.strip(), all_counts(app)
    out = run(args=["consultation", "export", slug])
    again = tmp_path / "again.json"
    again.write_text(out.stdout, "utf-8")
    assert run(args=["consultation", "import", str(again), "--by", BY]).stdout.strip() == slug
    assert all_counts(app) == before
    real, back = json.loads(file.read_text("utf-8")), json.loads(out.stdout)
    assert {name: back.get(name) for name in real} == real
    (kept,) = rows(app, VERSIONS)
    assert kept.number == 1


def test_the_example_of_the_project_is_the_real_one(app: Flask) -> None:
    mine = json.loads((ROOT / "consult" / "examples" / "library.json").read_text("utf-8"))
    assert len(mine["questions"]) == 22
    assert not {"opens", "closes"} & set(mine)
    with app.app_context():
        slug = drafted(app, library_document())
        found = consultation_at(slug)
        assert found
        assert len(current_version(found.id).definition.questions) == 22 + 14
        db.session.rollback()


def test_other_questions_take_the_place_of_those_of_a_draft(app: Flask) -> None:
    slug = drafted(app, document(question("a")))
    assert drafted(app, document(question("b"), title="Trees in our streets")) == slug
    (working,) = rows(app, VERSIONS)
    assert (working.number, working.frozen_at, working.made_by) == (1, None, BY)
    assert working.document["questions"][0]["id"] == "b"
    (step,) = rows(app, select(Step))
    assert step.document["questions"][0]["id"] == "a"


def test_C1_the_questions_of_an_open_consultation_are_fixed(app: Flask) -> None:
    slug = opened(app, document(question("a")))
    before = all_counts(app)
    with pytest.raises(DefinitionRefusedError) as refused:
        drafted(app, {**export(app, slug), "questions": [question("b")]})
    assert [one.code for one in refused.value.problems] == ["already-open"]
    assert all_counts(app) == before


def test_C1_a_file_of_what_people_see_leaves_the_next_version_alone(app: Flask) -> None:
    slug = opened(app, document(question("a")))
    with app.app_context():
        found = known_consultation_at(slug)
        add_question(found, question("", text="And trees?"), by=BY, at=clock.now())
        db.session.commit()
    before = [one.sha256 for one in rows(app, VERSIONS)]
    drafted(app, export(app, slug))
    assert [one.sha256 for one in rows(app, VERSIONS)] == before
    assert len(set(before)) == 2


def test_a_refused_file_does_not_move_the_dates(app: Flask) -> None:
    slug = opened(app, document(question("a")))
    (before,) = rows(app, select(Consultation))
    other = {**export(app, slug), "questions": [question("b")], "opens": "2026-02-01"}
    with app.app_context():
        with pytest.raises(DefinitionRefusedError):
            import_definition(other, by=BY, at=clock.now(), reason=REASON)
        # A page that shows problems commits too.
        db.session.commit()
    (after,) = rows(app, select(Consultation))
    assert (after.opens, after.closes) == (before.opens, before.closes)


def test_what_a_rolled_back_import_left_behind_is_forgotten(app: Flask) -> None:
    with app.app_context():
        lost = import_definition(document(question("lost")), by=BY, at=clock.now())
        assert current_version(lost.id).definition.questions[0].id == "lost"
        db.session.rollback()
    slug = drafted(app, document(question("kept")))
    with app.app_context():
        found = consultation_at(slug)
        assert found
        assert current_version(found.id).definition.questions[0].id == "kept"
        db.session.rollback()


def test_an_import_is_written_into_the_history(app: Flask) -> None:
    drafted(app, document())
    (event,) = rows(app, select(AuditEvent))
    (kept,) = rows(app, VERSIONS)
    assert (event.what, event.who) == ("questions.changed", BY)
    assert event.facts == {"version": 1, "before": "", "sha256": kept.sha256}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Trees in our streets", "trees-in-our-streets"),
        ("  Café & Crèche?! ", "cafe-creche"),
        ("ٹریفک", "consultation"),
        ("x" * 200, "x" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_an_address_is_made_from_the_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug
