"""Fresh databases, fast: each test gets one without a row in it, made once."""

import shutil
from pathlib import Path

from sqlalchemy import URL, Connection, MetaData, create_engine

from tests.support.postgresql import admin_engine


class SqliteCopies:
    """A file that is copied from a template before each test."""

    def __init__(self, folder: Path) -> None:
        """Remember where the files go."""
        self.path = folder / "consult.db"
        self.template = folder / "template.db"
        self.address = URL.create("sqlite", database=str(self.path))

    def refresh(self, tables: MetaData) -> None:
        """Make the database empty again, with every table."""
        if not self.template.exists():
            engine = create_engine(URL.create("sqlite", database=str(self.template)))
            tables.create_all(engine)
            engine.dispose()
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)


# Whoever a test left behind in the middle of something holds no lock on what we empty.
END_BUSY = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
# What only ever adds rows is emptied too: a superuser may look away from triggers.
LOOK_AWAY = "SET session_replication_role = {}"
# A table that held rows hands out its old places in any order, unless they are given back.
HELD_ROWS = """SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0"""
# Numbers start at 1 again, as they do in a new database.
COUNT_FROM_ONE = """SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, 1, false)
FROM pg_sequences WHERE last_value IS NOT NULL"""
# Another number when a table, column, index or trigger was made, altered or dropped.
SHAPE = """SELECT count(*), sum(xmin::text::bigint) FROM pg_class
WHERE relnamespace = 'public'::regnamespace"""


class PostgresqlCopies:
    """A database that is emptied before each test: ten times quicker than making one.

    Where a test changed the tables themselves, the next one gets a new database.
    """

    def __init__(self, server: URL, *, name: str) -> None:
        """Remember the server; names hold the worker’s, so that two never meet."""
        self.admin = admin_engine(server)
        self.name = name
        self.address = server.set(database=name)
        self.engine = create_engine(
            self.address, isolation_level="AUTOCOMMIT", pool_pre_ping=True, pool_size=1
        )
        self.shape: object = None
        self.deletions = ""

    def refresh(self, tables: MetaData) -> None:
        """Make the database empty again, with every table."""
        if self.shape is None or not self._emptied():
            self.drop()
            with self.admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {self.name}")
            tables.create_all(self.engine)
            with self.engine.connect() as connection:
                self.shape = _shape(connection)
            # What refers to others goes before them.
            deletions = [str(one.delete()) for one in reversed(tables.sorted_tables)]
            away, back = LOOK_AWAY.format("replica"), LOOK_AWAY.format("origin")
            self.deletions = "; ".join((away, *deletions, back))

    def _emptied(self) -> bool:
        """Empty every table; say no where the tables are not what they were."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql(END_BUSY)
            if _shape(connection) != self.shape:
                return False
            connection.exec_driver_sql(self.deletions)
            if held := connection.exec_driver_sql(HELD_ROWS).scalars().all():
                connection.exec_driver_sql(f"VACUUM {', '.join(held)}")
            connection.exec_driver_sql(COUNT_FROM_ONE)
        return True

    def drop(self) -> None:
        """Leave nothing on a server that is not ours."""
        self.engine.dispose()
        with self.admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def _shape(connection: Connection) -> object:
    return tuple(connection.exec_driver_sql(SHAPE).one())


Copies = SqliteCopies | PostgresqlCopies
