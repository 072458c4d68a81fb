"""The history is one chain: what is written down stays, and what was changed is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from consult.compact.actions import depart
from consult.compact.commitments.dates_kept import DATES_KEPT
from consult.compact.rules import Facts, Step
from consult.core import audit, queue
from consult.core.audit.chain import sign_when_due
from consult.core.audit.models import AuditCheck, AuditCheckpoint, AuditEvent
from consult.core.audit.signing import CHECKPOINTS, END
from consult.core.daily import DAILY
from consult.core.database import Model, db
from consult.plan.models import Consultation
from tests.factories import opened, rows
from tests.support.tampering import found_in

MORNING = datetime(2026, 1, 12, 9, tzinfo=UTC)


def happen(app: Flask, *names: str) -> None:
    """Let things happen in one transaction."""
    with app.app_context():
        for name in names:
            audit.record(name, 3, who="Amina Khan, publisher", subject="response", subject_id=1)
        db.session.commit()


def chain(app: Flask) -> list[AuditEvent]:
    return list(rows(app, select(AuditEvent).order_by(AuditEvent.place)))


def outside(app: Flask, name: str) -> Path:
    return Path(app.config["DATA"]) / name


def test_events_stand_in_one_chain_in_the_order_of_their_commits(app: Flask) -> None:
    happen(app, "first", "second")
    happen(app, "third")
    events = chain(app)
    assert [(one.what, one.place) for one in events] == [("first", 1), ("second", 2), ("third", 3)]
    assert [one.previous for one in events[1:]] == [one.hash for one in events[:-1]]
    assert found_in(app).bad is None
    assert found_in(app).events == 3


def test_what_happens_to_a_consultation_stands_in_its_history(app: Flask) -> None:
    with app.app_context():
        audit.record("a", who="x", subject="consultation", subject_id=7)
        audit.record("b", 7, who="x", subject="response", subject_id=1)
        audit.record("c", who="x", subject="officer", subject_id=7)
        db.session.commit()
    assert [one.consultation_id for one in chain(app)] == [7, 7, None]


def test_what_a_savepoint_took_back_leaves_no_gap(app: Flask) -> None:
    with app.app_context():
        audit.record("kept", who="x", subject="x", subject_id=1)
        savepoint = db.session.begin_nested()
        audit.record("taken back", who="x", subject="x", subject_id=2)
        db.session.flush()
        savepoint.rollback()
        with db.session.begin_nested():
            audit.record("kept too", who="x", subject="x", subject_id=3)
        assert db.session.scalars(select(AuditEvent.place)).all() == [None, None]
        db.session.commit()
        audit.record("rolled back", who="x", subject="x", subject_id=4)
        db.session.rollback()
        db.session.commit()
    assert [(one.what, one.place) for one in chain(app)] == [("kept", 1), ("kept too", 2)]
    assert found_in(app).bad is None


def test_facts_of_every_shape_are_hashed_as_the_database_keeps_them(app: Flask) -> None:
    with app.app_context():
        audit.record(
            "odd",
            who="Żółć 𐍈",
            subject="x",
            subject_id=1,
            numbers=[1e16, 1e-7, 1.0, 12345678901234567890, -0.5],
            nested={10: "ten", 9: "nine", "é": None},
            pair=("a", True),
        )
        db.session.commit()
    assert found_in(app).bad is None


def test_C9_people_who_write_at_once_get_one_chain(app: Flask) -> None:
    def write(number: int) -> None:
        for _time in range(5):
            happen(app, f"by {number}", f"by {number} too")

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(8)))
    assert [one.place for one in chain(app)] == list(range(1, 81))
    assert found_in(app).bad is None


@pytest.mark.parametrize("table", ["audit_event", "audit_checkpoint", "audit_check", "departure"])
def test_the_database_refuses_to_change_or_delete_what_is_only_added(
    app: Flask, table: str
) -> None:
    opened(app)
    with app.app_context():
        consultation = db.session.scalars(select(Consultation)).one()
        facts = Facts(Step.DATES, consultation.opens, consultation.closes)
        depart(
            [DATES_KEPT],
            facts,
            consultation_id=consultation.id,
            reason="The hall was flooded and had to be dried.",
            by="Amina",
            at=MORNING,
        )
        db.session.add(AuditCheck(at=MORNING, events=1))
        db.session.commit()
        rows_of = Model.metadata.tables[table]
        for statement in (update(rows_of).values(id=9), delete(rows_of)):
            with pytest.raises(IntegrityError, match="rows are only added"):
                db.session.execute(statement)
            db.session.rollback()


def test_what_is_published_is_signed_at_once_inside_and_outside(app: Flask) -> None:
    happen(app, "response.sent")
    assert not rows(app, select(AuditCheckpoint))
    assert not outside(app, CHECKPOINTS).exists()
    happen(app, "response.sent", "report.published")
    assert [one.place for one in rows(app, select(AuditCheckpoint))] == [3]
    assert len(outside(app, CHECKPOINTS).read_text().split()) > 1
    # The checkpoint, its line outside, and the end of the chain.
    assert found_in(app).marks == 3


def test_the_sweeper_signs_what_happened_once_an_hour(app: Flask) -> None:
    def sweep(minutes: int) -> list[int]:
        moment = MORNING + timedelta(minutes=minutes)
        with app.app_context(), time_machine.travel(moment, tick=False):
            sign_when_due()
        return list(rows(app, select(AuditCheckpoint.place).order_by(AuditCheckpoint.id)))

    assert sweep(0) == []
    happen(app, "response.sent")
    assert sweep(1) == [1]
    happen(app, "response.sent")
    assert sweep(59) == [1]
    assert sweep(61) == [1, 2]
    assert sweep(200) == [1, 2]
    assert found_in(app).bad is None


def test_a_disk_with_no_room_outside_fails_nobody(app: Flask, tmp_path: Path) -> None:
    app.config["DATA"] = tmp_path / "gone"
    happen(app, "report.published")
    app.config["DATA"] = tmp_path
    happen(app, "response.sent")
    assert [one.place for one in chain(app)] == [1, 2]
    assert found_in(app).bad is None
    assert "2" in outside(app, END).read_text()


def test_a_line_that_was_torn_does_not_hide_the_next(app: Flask) -> None:
    happen(app, "report.published")
    with outside(app, CHECKPOINTS).open("a") as file:
        file.write('\n{"place": 2, "ha')
    happen(app, "report.published")
    found = found_in(app)
    assert (found.bad, found.marks) == (None, 5)


def test_the_command_says_that_all_is_whole(app: Flask) -> None:
    happen(app, "response.sent", "report.published")
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 0
    assert said.output == "The history is whole: 2 events, 3 signed marks agree with it.\n"


def look_away() -> None:
    """Let no trigger refuse anything in this transaction, as whoever owns the database can."""
    if db.engine.dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            db.session.execute(text(f"DROP TRIGGER audit_event_keeps_{what}"))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))


def test_the_command_names_the_first_bad_event(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False):
        happen(app, "response.sent", "response.late-counted", "report.published")
    with app.app_context():
        look_away()
        db.session.execute(update(AuditEvent).where(AuditEvent.place > 1).values(who="Nobody"))
        db.session.commit()
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    assert (
        "Event 2, response.late-counted at 2026-01-12T09:00:00+00:00, was changed." in said.output
    )


def test_an_event_cut_off_at_the_end_is_missed(app: Flask) -> None:
    happen(app, "response.sent", "response.sent")
    with app.app_context():
        look_away()
        db.session.execute(delete(AuditEvent).where(AuditEvent.place == 2))
        db.session.commit()
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (said.exit_code, said.output) == (1, "Event 2 is missing, with all after it.\n")


def test_another_key_is_found_out(app: Flask) -> None:
    happen(app, "response.sent", "report.published")
    app.config["HISTORY_KEY"] = "5e" * 32
    bad = found_in(app).bad
    assert bad is not None
    assert (bad.place, bad.what) == (2, "report.published")
    assert "our key did not sign" in bad.why


def test_a_day_keeps_what_was_found(app: Flask) -> None:
    assert "audit.check" in DAILY
    happen(app, "response.sent")
    for _day in range(2):
        with app.app_context():
            job_id = queue.after_commit("audit.check", 0).id
            db.session.commit()
            queue.perform(job_id)
        if len(rows(app, select(AuditCheck))) == 1:
            with app.app_context():
                look_away()
                db.session.execute(update(AuditEvent).values(who="Nobody"))
                db.session.commit()
    checks = rows(app, select(AuditCheck).order_by(AuditCheck.id))
    assert [(one.events, one.bad_place) for one in checks] == [(1, None), (0, 1)]
