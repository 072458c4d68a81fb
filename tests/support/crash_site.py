"""A site of real programs, each of which can be killed and started again."""

import os
import random
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from flask import Flask
from sqlalchemy import URL

from consult.app import create_app
from consult.core.database import Model, db
from run import answers_at, queue_command, serves, web_command
from tests.support.postgresql import DURABLE, OwnServer, admin_engine
from tests.support.process_tree import is_running, kill_tree
from tests.support.processes import wait_until
from tests.support.warm_start import WarmStart

NAME = "consult"
MOUNT_AND_RUN = 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"'
SOCKET, FILE = "valkey.sock", "consult.db"
# Linux shows this disk only to the programs that are started with it.
ON_A_SMALL_DISK = ("unshare", "--mount", "--map-root-user", "sh", "-c", MOUNT_AND_RUN)
# Starting again after a crash, PostgreSQL flushes each of a thousand files; here, all at once.
CRASH_PROOF = (*DURABLE, "recovery_init_sync_method=syncfs", "max_connections=50")


class Part(StrEnum):
    """What the site is made of."""

    WEB = "web"
    DATABASE = "database"
    QUEUE = "queue"
    WORKER = "worker"


# SQLite lives inside the other programs: whoever kills them kills it.
SQLITE_PARTS = (Part.QUEUE, Part.WORKER, Part.WEB)
POSTGRESQL_PARTS = (Part.DATABASE, *SQLITE_PARTS)


class CrashSite:
    """Web server, worker, queue and database, as ``run.py`` starts them, on data of their own."""

    def __init__(
        self,
        folder: Path,
        *,
        warm: WarmStart,
        server: OwnServer | None = None,
        seen: Path | None = None,
    ) -> None:
        """Make an empty database; nothing but PostgreSQL is started yet.

        ``seen`` is where we find the folder, if the programs have it in a world apart.
        """
        self.folder, self.warm, self.server = folder, warm, server
        self.seen = seen or folder
        self.port = _quiet_port()
        self.pids: dict[Part, int] = {}
        self.parts = POSTGRESQL_PARTS if server else SQLITE_PARTS
        self.address = self._new_database()
        self.environment = {
            "DATA": str(folder),
            "REDIS_URL": f"unix://{folder / 'queue' / SOCKET}",
            "SECRET_KEY": "only for crash trials",
            "SEALING_KEY": "5e" * 32,
            "SWEEP_SECONDS": "0.2",
            "REQUIRE_SECOND_FACTOR": "no",
            # A killed run is given up after a second, so that trials take seconds too.
            "LEASE_SECONDS": "1",
        }
        if server:
            self.environment["DATABASE_URL"] = self.address.render_as_string(hide_password=False)
        self.app = self._make_app()

    def _new_database(self) -> URL:
        if self.server is None:
            return URL.create("sqlite", database=str(self.folder / FILE))
        self.start(Part.DATABASE)
        with admin_engine(self.server.address).connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {NAME}")
        return self.server.address.set(database=NAME)

    def _make_app(self) -> Flask:
        """Return the site’s app for this process, to put something in before the people come."""
        kept = {**os.environ}
        os.environ.update(self.environment)
        try:
            made = create_app(
                {
                    "SQLALCHEMY_DATABASE_URI": self.address,
                    "REDIS_URL": f"unix://{self.seen / 'queue' / SOCKET}",
                }
            )
        finally:
            os.environ.clear()
            os.environ.update(kept)
        with made.app_context():
            Model.metadata.create_all(db.engine)
        return made

    def start(self, part: Part) -> None:
        """Start a part, and wait until it does its work."""
        if part is Part.DATABASE and self.server:
            self.server.start()
            self.pids[part] = self.server.process.pid
        elif part is Part.QUEUE:
            self._start_queue()
        elif part is Part.WORKER:
            self._start(part, [sys.executable, "worker.py"])
        elif part is Part.WEB:
            self._start(part, web_command(self.port))
            self._wait_for_web()

    def _start(self, part: Part, command: list[str]) -> None:
        log = self.folder / f"{part}.log"
        self.pids[part] = self.warm.start(command, environment=self.environment, log=log)

    def _start_queue(self) -> None:
        queue, socket_ = self.folder / "queue", self.seen / "queue" / SOCKET
        socket_.parent.mkdir(exist_ok=True)
        # A killed one leaves its socket behind, which looks as if it were there already.
        socket_.unlink(missing_ok=True)
        self._start(Part.QUEUE, queue_command(queue / SOCKET, folder=queue))
        wait_until(lambda: answers_at(socket_), what="the start of the queue")

    def _wait_for_web(self) -> None:
        pid = self.pids[Part.WEB]
        wait_until(
            lambda: serves(self.port) or not is_running(pid),
            seconds=60,
            what="the start of the web server",
        )
        if not is_running(pid):
            raise AssertionError(self.log(Part.WEB).read_text())

    def start_all(self) -> None:
        """Start what does not run: at first everything, later what died, as ``run.py`` does."""
        for part in self.parts:
            if part not in self.pids or not is_running(self.pids[part]):
                self.start(part)

    def kill(self, part: Part) -> None:
        """Kill every process of a part, with no time to say goodbye."""
        kill_tree(self.pids[part])
        if part is Part.DATABASE and self.server:
            self.server.process.wait()
            self._forget_connections()

    def _forget_connections(self) -> None:
        with self.app.app_context():
            db.engine.dispose()

    def move_in(self) -> None:
        """Take what was put into the database so far to where the programs see it."""
        self._forget_connections()
        shutil.copyfile(self.folder / FILE, self.seen / FILE)

    def lose_queue(self) -> None:
        """Erase what the queue kept. It must not be running."""
        shutil.rmtree(self.seen / "queue")

    def log(self, part: Part) -> Path:
        """Return the file to which a part writes what it says."""
        return self.seen / f"{part}.log"

    def end(self) -> None:
        """Kill everything."""
        for part in self.pids:
            self.kill(part)
        self._forget_connections()


def _quiet_port() -> int:
    """Return a free port that no outgoing connection takes while we are away."""
    while True:
        port = random.randrange(10_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def sqlite_site(folder: Path, *, warm: WarmStart) -> Iterator[CrashSite]:
    """Give a running site with the embedded database."""
    with _running(CrashSite(folder, warm=warm)) as site:
        yield site


@contextmanager
def postgresql_site(folder: Path, *, warm: WarmStart) -> Iterator[CrashSite]:
    """Give a running site with a PostgreSQL of its own, which waits for the disk."""
    # A folder of its own: its user must be able to come there.
    with tempfile.TemporaryDirectory(prefix="consult-pg-") as name:
        server = OwnServer(Path(name), options=CRASH_PROOF)
        with _running(CrashSite(folder, warm=warm, server=server)) as site:
            yield site


@contextmanager
def small_disk_site(folder: Path) -> Iterator[CrashSite]:
    """Give a site whose programs see a disk of 16 MB in its place. Nothing runs on it yet."""
    with WarmStart(inside=[*ON_A_SMALL_DISK, str(folder)]) as warm:
        seen = Path(f"/proc/{warm.process.pid}/root{folder}")
        wait_until(lambda: seen.stat().st_dev != folder.stat().st_dev, what="the disk")
        site = CrashSite(folder, warm=warm, seen=seen)
        try:
            yield site
        finally:
            site.end()


@contextmanager
def _running(site: CrashSite) -> Iterator[CrashSite]:
    try:
        site.start_all()
        yield site
    finally:
        site.end()
