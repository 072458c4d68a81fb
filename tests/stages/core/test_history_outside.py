"""What is kept of the history outside the database: it shows what was done to its end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, event, insert, select, update

from consult.core.audit.chain import HASHED, hash_of
from consult.core.audit.models import AuditEvent
from consult.core.audit.signing import END
from consult.core.database import db
from tests.stages.core.test_history import happen, look_away, outside
from tests.support.tampering import TABLE, found_in


@pytest.mark.parametrize("how", ["cut", "changed", "changed, and something added"])
def test_what_was_done_to_the_end_is_found_when_more_has_happened(app: Flask, how: str) -> None:
    happen(app, "response.sent", "response.sent")
    with app.app_context():
        look_away()
        if how == "cut":
            db.session.execute(delete(AuditEvent).where(AuditEvent.place == 2))
        else:
            last = select(TABLE).where(TABLE.c.place == 2)
            said = {**db.session.execute(last).mappings().one(), "who": "Nobody"}
            facts = {name: said[name] for name in HASHED}
            made_anew = hash_of(facts, place=2, previous=said["previous"])
            changed = update(AuditEvent).where(AuditEvent.place == 2)
            db.session.execute(changed.values(who="Nobody", hash=made_anew))
            if how != "changed":
                more = hash_of(facts, place=3, previous=made_anew)
                added = {"place": 3, "previous": made_anew, "hash": more}
                db.session.execute(insert(TABLE).values(facts | added))
        db.session.commit()
    for _time in range(3):
        happen(app, "response.sent")
    bad = found_in(app).bad
    assert bad
    assert bad.place == 2


def test_a_history_that_nobody_signed_is_not_called_whole(app: Flask) -> None:
    happen(app, "response.sent")
    outside(app, END).unlink()
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    assert said.output == "Event 1 is signed by nobody, nor is any after it.\n"


@pytest.mark.parametrize("left", [None, "", "{", "[]", '{"place": [], "hash": 1, "at": 1}'])
def test_without_its_end_outside_a_history_is_not_called_whole(
    app: Flask, left: str | None
) -> None:
    happen(app, "response.sent", "report.published")
    outside(app, END).unlink()
    if left is not None:
        outside(app, END).write_text(left)
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    assert said.output.startswith("Event 3 may be missing: history.end")
    happen(app, "response.sent")
    assert found_in(app).bad is None


def test_a_site_on_which_nothing_happened_yet_is_whole(app: Flask) -> None:
    assert found_in(app).bad is None


def test_what_happens_while_the_history_is_checked_is_no_alarm(app: Flask) -> None:
    happen(app, "report.published")
    looked: list[str] = []

    def let_more_happen(*said: object) -> None:
        if "FROM audit_checkpoint" in str(said[2]) and not looked:
            looked.append("once")
            with ThreadPoolExecutor(1) as somebody_else:
                somebody_else.submit(happen, app, "report.published").result()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", let_more_happen)
    found = found_in(app)
    event.remove(engine, "after_cursor_execute", let_more_happen)
    assert looked
    assert (found.events, found.bad) == (1, None)
    assert found_in(app).events == 2
