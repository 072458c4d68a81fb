"""What goes wrong, on purpose: with leases of a second, so that it takes seconds to mend."""

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete

from consult.core import queue
from consult.core.database import db
from consult.report.actions import request
from run import answers_at, queue_command
from tests.stages.report.closed import BY, CLOSED, closed_consultation, persons
from tests.support.processes import start, stop, wait_until
from tests.support.warm_start import WarmStart

PEOPLE = 5000  # enough for ten batches, so that there is a middle
PATIENCE = 60  # seconds; a busy machine starts programs slowly


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """Let workers give up on silent runs after a second."""
    return {**environment, "LEASE_SECONDS": "1"}


@pytest.fixture
def asked(app: Flask) -> int:
    """Give the number of a job that builds the report of 5,000 responses."""
    with app.app_context():
        answers = {"agree": "yes", "ideas": "More seats please"}
        consultation = closed_consultation(persons(PEOPLE, answers, themes=["Seats"]))
        # The copies would be made first, and take a slow machine longer than all the rest.
        db.session.execute(delete(queue.Job))
        job_id = request(consultation, by=BY, at=CLOSED).id
        db.session.commit()
    return job_id


class Rows:
    """The database seen from outside, without the app."""

    def __init__(self, app: Flask) -> None:
        self.path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")

    def one(self, query: str) -> tuple[object, ...]:
        """Return the first row of a query."""
        with closing(sqlite3.connect(self.path, timeout=15)) as connection:
            found: tuple[object, ...] = connection.execute(query).fetchone()
            return found

    def of_job(self, job_id: int, *columns: str) -> tuple[object, ...]:
        """Return what the row of a job says."""
        with closing(sqlite3.connect(self.path, timeout=15)) as connection:
            connection.row_factory = sqlite3.Row
            row = connection.execute("SELECT * FROM job WHERE id = ?", [job_id]).fetchone()
            return tuple(row[column] for column in columns)

    def is_done(self) -> bool:
        """Say whether the job that builds the report is done."""
        return self.one("SELECT state FROM job WHERE kind = 'report.build'") == ("done",)

    def effects(self) -> tuple[int, int]:
        """Return how many reports there are, and how often one was built."""
        reports = self.one("SELECT count(*) FROM report")[0]
        built = self.one("SELECT count(*) FROM audit_event WHERE what = 'report.built'")[0]
        assert isinstance(reports, int)
        assert isinstance(built, int)
        return reports, built

    def hold_in_the_middle(self) -> sqlite3.Connection:
        """Wait for the job to be half-way and keep it there, by keeping others from writing."""
        connection = sqlite3.connect(self.path, timeout=15, isolation_level=None)
        running = "SELECT 1 FROM job WHERE kind = 'report.build' AND state = 'running'"
        try:
            start = "the start of the job"
            wait_until(lambda: connection.execute(running).fetchone(), what=start, seconds=PATIENCE)
            connection.execute("BEGIN IMMEDIATE")
            assert connection.execute(running).fetchone(), "the job was done before we could look"
        except BaseException:
            connection.close()  # or the next test finds its database locked
            raise
        return connection


@pytest.fixture
def rows(app: Flask) -> Rows:
    """Give the database seen from outside."""
    return Rows(app)


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmStart]:
    """Give the process from which web servers and workers are started in no time."""
    with WarmStart() as found:
        yield found


class Valkey:
    """A queue of our own that can be killed and lose everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "valkey.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it on what its folder holds."""
        command = queue_command(self.path, folder=self.folder)
        self.process = start(command, environment={}, log=self.folder / "out.log")
        wait_until(lambda: answers_at(self.path), what="the start of the queue")

    def lose_everything(self) -> None:
        """Kill it with SIGKILL and erase its files."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.folder)
        self.folder.mkdir()


@pytest.fixture
def own_valkey(app: Flask, environment: dict[str, str]) -> Iterator[Valkey]:
    """Give a queue of this test alone, to which the app and its workers are connected."""
    shared = app.extensions["redis"]
    with tempfile.TemporaryDirectory(prefix="consult-") as name:
        valkey = Valkey(Path(name) / "queue")
        valkey.folder.mkdir()
        valkey.start()
        environment["REDIS_URL"] = f"unix://{valkey.path}"
        app.extensions["redis"] = queue.quick_connection_to(f"unix://{valkey.path}")
        yield valkey
        app.extensions["redis"].close()
        app.extensions["redis"] = shared
        if valkey.process:
            stop(valkey.process)
