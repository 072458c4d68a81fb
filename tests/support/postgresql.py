"""A real PostgreSQL for the tests: from TEST_DATABASE_URL, or from a wheel, made on the spot."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.support.processes import ends_with_us

# PostgreSQL refuses to run as root. Nobody is on every Linux and may do nothing else.
NOBODY = "nobody"
DURABLE = ("listen_addresses=",)
QUICK = (*DURABLE, "fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def postgresql_server(options: Sequence[str] = QUICK) -> Iterator[URL]:
    """Give the address of a server on which we may make and drop databases."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with tempfile.TemporaryDirectory(prefix="consult-pg-") as name:
        server = OwnServer(Path(name), options=options)
        server.start()
        try:
            yield server.address
        finally:
            server.stop()


class OwnServer:
    """A PostgreSQL from the wheel, in a folder of its own, that can be started more than once."""

    process: subprocess.Popen[bytes]

    def __init__(self, folder: Path, *, options: Sequence[str]) -> None:
        """Make it; nothing runs yet."""
        self.folder, self.options = folder, options
        self.address = URL.create("postgresql", username="postgres", query={"host": str(folder)})
        self.programs = _programs(folder)
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        _give_away(folder, self.data)
        initdb = self.programs / "initdb"
        _run([initdb, "-D", self.data, "-U", "postgres", "--no-sync", *_INITDB])

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = _start(
            self.programs, data=self.data, sockets=self.folder, options=self.options
        )
        try:
            _wait_for(self.address.set(database="postgres"), self.process)
        except OperationalError:
            self.stop()
            raise

    def stop(self) -> None:
        """End it in good order."""
        self.process.terminate()
        self.process.wait()


_INITDB = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]


def admin_engine(server: URL) -> Engine:
    """Return an engine on which CREATE DATABASE may be said."""
    place = server.set(database=server.database or "postgres")
    return create_engine(place, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": "nogroup", "extra_groups": []}


def _programs(folder: Path) -> Path:
    """Return the folder of programs; a copy when the user who runs them cannot reach it."""
    package = find_spec("pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("pgserver is missing. Run: make install-tests")
    found = Path(package.origin).parent / "pginstall"
    hidden = any(not parent.stat().st_mode & 0o001 for parent in found.parents)
    if hidden and os.geteuid() == 0:
        found = Path(shutil.copytree(found, folder / "pginstall"))
    return found / "bin"


def _give_away(*folders: Path) -> None:
    if os.geteuid() == 0:
        for folder in folders:
            shutil.chown(folder, NOBODY)


def _run(command: list[str | Path]) -> None:
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", **_as_whom()
    )
    if result.returncode:
        raise RuntimeError(result.stderr)


def _start(
    programs: Path, *, data: Path, sockets: Path, options: Sequence[str]
) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [programs / "postgres", "-D", data, "-k", sockets]
    for option in options:
        command += ["-c", option]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        preexec_fn=ends_with_us,  # noqa: PLW1509 - nothing here has threads yet
        text=False,
        **_as_whom(),
    )


def _wait_for(address: URL, process: subprocess.Popen[bytes]) -> None:
    engine = create_engine(address, poolclass=NullPool)
    end = time.monotonic() + 30
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
