"""The migrations make exactly the tables of the models, and can take them away again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import URL, create_engine, inspect

from consult.app import create_app
from consult.core.database import Model, db
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
def empty_app(empty_address: URL, own_folder: Path) -> Flask:
    address = empty_address.render_as_string(hide_password=False)
    return create_app(
        {"DATA": own_folder, "SQLALCHEMY_DATABASE_URI": address, "SECRET_KEY": "tests"}
    )


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
