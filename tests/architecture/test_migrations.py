"""The migrations make exactly the tables of the models, and can take them away again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import URL, Engine, create_engine, inspect, select

from consult.accounts.models import Organisation
from consult.app import create_app
from consult.core.audit.checking import check
from consult.core.audit.models import AuditEvent
from consult.core.database import Model, db, reading
from consult.plan.models import Consultation
from consult.respond.models import Draft, Response
from consult.respond.queries import answers_of, equality_answers
from tests.support.postgresql import admin_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "migrated.db"))
        return
    server: URL = request.getfixturevalue("postgresql_address")
    name = f"consult_migrated_{request.getfixturevalue('worker_id')}"
    with admin_engine(server).connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield server.set(database=name)
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def empty_app(empty_address: URL, tmp_path: Path) -> Flask:
    address = empty_address.render_as_string(hide_password=False)
    return create_app({"DATA": tmp_path, "SQLALCHEMY_DATABASE_URI": address, "SECRET_KEY": "tests"})


def test_migrations_make_the_tables_of_the_models_and_take_them_away(
    empty_app: Flask, empty_address: URL
) -> None:
    engine = create_engine(empty_address)
    with empty_app.app_context():
        upgrade()
        with engine.connect() as connection:
            differences = compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True}), Model.metadata
            )
        assert differences == []

        downgrade(revision="base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}

        upgrade()
        assert set(Model.metadata.tables) <= set(inspect(engine).get_table_names())
        db.engine.dispose()
    engine.dispose()


TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal ORDER BY tgname",
}


def triggers(engine: Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(TRIGGERS[engine.dialect.name]).all()
    return [tuple(" ".join(text.split()) for text in one) for one in found]


def test_migrations_let_the_database_refuse_what_the_models_do(
    empty_app: Flask, empty_address: URL
) -> None:
    engine = create_engine(empty_address)
    with empty_app.app_context():
        upgrade()
        by_migrations = triggers(engine)
        downgrade(revision="base")
        Model.metadata.create_all(engine)
        assert by_migrations == triggers(engine)
        assert len(by_migrations) == 8
        db.engine.dispose()
    engine.dispose()


def test_an_upgrade_keeps_every_answer_and_seals_what_must_be(
    empty_app: Flask, empty_address: URL
) -> None:
    engine = create_engine(empty_address)
    with empty_app.app_context():
        upgrade(revision="0001")
        with engine.begin() as connection:
            for statement in BEFORE:
                connection.exec_driver_sql(statement.replace("$at", AT))
        upgrade()
        with reading():
            (draft,) = db.session.scalars(select(Draft))
            assert draft.typed.answers == {"why": "canary draft"}
            (response,) = db.session.scalars(select(Response))
            assert (response.standing, response.number, response.signals) == ("counted", 1, [])
            assert len(response.reference) == 11
            assert list(equality_answers([response.id])) == [("age", "canary age")]
            assert [one.value for one in answers_of(response.id)] == ["canary answer"]
            (trees,) = db.session.scalars(select(Consultation))
            texts = [one["text"] for one in trees.outcome["texts"]]
            (ours,) = db.session.scalars(select(Organisation))
            assert (ours.name, ours.quiet_periods) == ("Elm Council", [])
            assert trees.organisation_id == ours.id
            assert (trees.outcome["sha256"], texts) == ("h", ["Seats", "Ten benches", "You asked"])
            assert (check().events, check().bad) == (3, None)
            owners = select(AuditEvent.consultation_id).order_by(AuditEvent.place)
            assert db.session.scalars(owners).all() == [1, 1, None]
            db.session.rollback()
        db.engine.dispose()
    with engine.connect() as connection:
        for table in ("draft", "equality_answers"):
            kept = str(connection.execute(select(Model.metadata.tables[table])).all())
            assert "canary" not in kept
    engine.dispose()


AT = "'2026-01-12 10:00:00+00:00'"
BEFORE = (
    """INSERT INTO consultation (id, slug, title, summary, opens, closes, made_at, is_example)
        VALUES (1, 'trees', 'Trees', 'Trees', '2026-01-12', '2026-04-05', $at, false)""",
    """INSERT INTO question_set_version (id, consultation_id, number, document, sha256, made_at,
        made_by) VALUES (1, 1, 1, '{"owner": "Elm Council"}', 'x', $at, 'Amina')""",
    """INSERT INTO draft (id, key_hash, consultation_id, version_id, answers, others, started_at,
        changed_at) VALUES (1, 'k', 1, 1, '{"why": "canary draft"}', '{}', $at, $at)""",
    """INSERT INTO response (id, key, consultation_id, version_id, channel, language, publish,
        receipt_hash, sent_at) VALUES (1, 'r', 1, 1, 'online', 'en', 'no', 'h', $at)""",
    """INSERT INTO answer (id, response_id, question, value)
        VALUES (1, 1, 'why', '"canary answer"')""",
    """INSERT INTO equality_answer (id, response_id, question, value)
        VALUES (1, 1, 'age', '"canary age"')""",
    """INSERT INTO audit_event (at, who, what, subject, subject_id, facts) VALUES
        ($at, 'Amina', 'consultation.opened', 'consultation', 1, '{"b": 1, "a": [1.5, null]}'),
        ($at, 'resident', 'response.sent', 'response', 1, '{}'),
        ($at, 'resident', 'response.sent', 'response', 99, '{}')""",
    """INSERT INTO report (id, consultation_id, number, state, version_id, figures, cut_off,
        built_at, content, sha256) VALUES (1, 1, 1, 'published', 1, '{}', $at, $at,
        '{"themes": [{"question": "why", "name": "Seats", "decision":
        {"decided": "Ten benches", "why": "You asked", "by": "Amina", "at": "x"}}]}', 'h')""",
)
