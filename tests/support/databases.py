"""Fresh databases, fast: each test gets a copy of an empty one that was made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

from tests.support.postgresql import admin_engine


class SqliteCopies:
    """A file that is copied from a template before each test."""

    def __init__(self, folder: Path) -> None:
        """Remember where the files go."""
        self.path = folder / "consult.db"
        self.template = folder / "template.db"
        self.address = URL.create("sqlite", database=str(self.path))

    def refresh(self, make_tables: Callable[[Engine], None]) -> None:
        """Make the database empty again, with every table."""
        if not self.template.exists():
            engine = create_engine(URL.create("sqlite", database=str(self.template)))
            make_tables(engine)
            engine.dispose()
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)


class PostgresqlCopies:
    """A database that is made from a template before each test."""

    def __init__(self, server: URL, *, name: str) -> None:
        """Remember the server; names hold the worker’s, so that two never meet."""
        self.admin = admin_engine(server)
        self.name = name
        self.address = server.set(database=name)
        self.template = server.set(database=f"{name}_template")
        self.made = False

    def refresh(self, make_tables: Callable[[Engine], None]) -> None:
        """Make the database empty again, with every table."""
        template = self.template.database
        with self.admin.connect() as connection:
            if not self.made:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)")
                connection.exec_driver_sql(f"CREATE DATABASE {template}")
                engine = create_engine(self.template)
                make_tables(engine)
                engine.dispose()
                self.made = True
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {self.name} TEMPLATE {template}")

    def drop(self) -> None:
        """Leave nothing on a server that is not ours."""
        with self.admin.connect() as connection:
            for name in (self.name, self.template.database):
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


Copies = SqliteCopies | PostgresqlCopies
