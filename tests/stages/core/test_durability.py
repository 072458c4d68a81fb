"""Nothing is acknowledged before it is on the disk, and a GET cannot write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, insert, select, text
from sqlalchemy.exc import DBAPIError

from consult.core.audit import AuditEvent, record
from consult.core.database import db, reading, writing
from consult.core.queue import Job
from consult.respond.models import Answer, Draft, Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows

CANARY = "canary words 91bc"
ONE = document(question("why", "long_text", max_length=50_000))


def is_sqlite(app: Flask) -> bool:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


@pytest.fixture
def sender(app: Flask, client: CheckingClient) -> Resident:
    resident = Resident(client, opened(app, ONE))
    resident.walk({"why": {"answer": CANARY}})
    return resident


def test_D6_a_commit_is_on_the_disk(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        if is_sqlite(app):
            said = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
            }
            assert said == {
                "synchronous": 2,  # FULL
                "journal_mode": "wal",
                "foreign_keys": 1,
                "busy_timeout": 15_000,
            }
        else:
            # The server of the tests is told not to wait for the disk; we never say so.
            said_by = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
            assert connection.execute(text(said_by)).scalar() != "session"


@pytest.mark.parametrize("row", [Job, AuditEvent])
def test_A19_a_reader_cannot_write(app: Flask, row: type[Job] | type[AuditEvent]) -> None:
    with app.app_context(), reading():
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.execute(insert(Job).values(kind="x", subject_id=1))
        db.session.rollback()
    assert count(app, row) == 0


def test_A19_no_page_can_write_while_it_is_read(app: Flask, client: CheckingClient) -> None:
    """Let every GET try to write: the database refuses."""
    tried = []

    def write(*_arguments: object) -> None:
        tried.append(1)
        record("nothing", who="nobody", subject="nothing", subject_id=1)
        db.session.flush()

    slug = opened(app, ONE)
    client.checks = False
    app.before_request_funcs.setdefault(None, []).append(write)
    try:
        for page in ("/en/", f"/en/consultations/{slug}", "/en/reading", "/"):
            assert client.get(page).status_code in (500, 503)
    finally:
        app.before_request_funcs[None].remove(write)
    assert len(tried) == 4
    assert not [one for one in rows(app, select(AuditEvent)) if one.what == "nothing"]
    assert client.get("/en/").status_code == 200


def test_a_short_write_may_happen_in_the_middle_of_a_long_read(app: Flask) -> None:
    with app.app_context(), reading():
        db.session.execute(select(Job)).all()
        with writing(), db.engine.begin() as connection:
            connection.execute(
                insert(AuditEvent).values(
                    at=text("CURRENT_TIMESTAMP"),
                    who="x",
                    what="x",
                    subject="x",
                    subject_id=1,
                    facts={},
                )
            )
        db.session.rollback()
    assert count(app, AuditEvent) == 1


def test_C12_a_second_writer_waits_instead_of_failing(app: Flask) -> None:
    begun, waited = Event(), []

    def second() -> None:
        begun.wait(10)
        start = monotonic()
        with app.app_context():
            # Reads before it writes: with a plain BEGIN this fails at once.
            db.session.scalar(select(Job.id))
            record("second", who="x", subject="x", subject_id=2)
            db.session.commit()
        waited.append(monotonic() - start)

    thread = Thread(target=second)
    thread.start()
    with app.app_context():
        db.session.scalar(select(Job.id))
        record("first", who="x", subject="x", subject_id=1)
        db.session.flush()
        begun.set()
        thread.join(0.2)
        db.session.commit()
    thread.join(20)
    assert waited
    if is_sqlite(app):
        assert waited[0] > 0.1
    assert {one.what for one in rows(app, select(AuditEvent))} == {"first", "second"}


@contextmanager
def listening(engine: Engine, what: str, listener: Callable[..., None]) -> Iterator[None]:
    """Do something at every such moment in the life of a connection."""
    event.listen(engine, what, listener)
    try:
        yield
    finally:
        event.remove(engine, what, listener)
        engine.dispose()


@contextmanager
def full_disk(app: Flask) -> Iterator[None]:
    """Let the database find no room for more, as on a full disk."""
    with app.app_context():
        engine = db.engine
    engine.dispose()
    if is_sqlite(app):

        def no_more_pages(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA max_page_count=1")  # that is: as many as there are

        with listening(engine, "connect", no_more_pages):
            yield
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$"
        )
        for table in ("draft", "answer"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP FUNCTION full_disk CASCADE")


def test_D4_a_full_disk_gives_no_receipt_and_loses_nothing(app: Flask, sender: Resident) -> None:
    first, second = "The first text. " * 1000, "The second text. " * 2500
    assert sender.answer("why", first).status_code == 303
    with full_disk(app):
        page = sender.answer("why", second)
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "60"
        assert "We cannot save anything just now" in page.text
        assert second in page.text
        assert sender.send().status_code == 503
        assert sender.client.get_cookie(f"receipt-{sender.slug}") is None
        assert "We have your answers" not in sender.client.get(sender.address("receipt")).text
        # Reading still works.
        assert first in sender.client.get(sender.address("answer", "why")).text
    assert (count(app, Response), count(app, Answer)) == (0, 0)
    assert rows(app, select(Draft))[0].typed.answers == {"why": first}
    assert sender.answer("why", second).status_code == 303
    assert sender.send().status_code == 303
    assert [one.value for one in rows(app, select(Answer))] == [second]


def test_D3_a_commit_that_fails_is_a_page_with_what_was_typed(app: Flask, sender: Resident) -> None:
    def fail(_connection: object) -> None:
        raise OSError("fsync: Input/output error")

    with app.app_context():
        engine = db.engine
    with listening(engine, "commit", fail):
        sender.client.checks = False  # type: ignore[attr-defined]  # since: it is one
        page = sender.answer("why", "New words that were typed")
        assert page.status_code == 500
        assert "New words that were typed" in page.text
        assert sender.send().status_code == 500
    assert rows(app, select(Draft))[0].typed.answers == {"why": CANARY}
    assert count(app, Response) == 0
    assert sender.send().status_code == 303


def test_D4_a_locked_database_is_told_in_plain_words_and_gives_back_the_text(
    app: Flask, sender: Resident
) -> None:
    with app.app_context():
        engine = db.engine
    engine.dispose()
    with on_connect(app, "busy_timeout=50", "lock_timeout='50ms'"), engine.connect() as holder:
        holder.begin()
        if not is_sqlite(app):
            holder.execute(text("LOCK TABLE draft IN ACCESS EXCLUSIVE MODE"))
        page = sender.answer("why", "New words that were typed")
        assert sender.send().status_code == 503
        holder.rollback()
    assert page.status_code == 503
    assert "New words that were typed" in page.text
    assert sender.answer("why", "New words that were typed").status_code == 303
    assert sender.send().status_code == 303


@contextmanager
def on_connect(app: Flask, pragma: str, setting: str) -> Iterator[None]:
    """Say something to the database on every new connection."""
    with app.app_context():
        engine = db.engine

    def say(connection: Any, _record: object) -> None:
        if is_sqlite(app):
            connection.execute(f"PRAGMA {pragma}")
        else:
            connection.cursor().execute(f"SET {setting}")
            connection.commit()

    with listening(engine, "connect", say):
        yield
