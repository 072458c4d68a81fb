"""Fixtures that run our own programs beside the test: queue, worker, web server, commands."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis
from werkzeug.serving import make_server

from tests.support.processes import ROOT, start_worker, stop, web_server

StartWorker = Callable[[], subprocess.Popen[bytes]]
RunCommand = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(app: Flask, tmp_path: Path) -> dict[str, str]:
    """Give the settings with which another program sees the same data as the test."""
    return {
        "DATA": str(app.config["DATA"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "REDIS_URL": app.config["REDIS_URL"],
        "SECRET_KEY": app.config["SECRET_KEY"],
        "SWEEP_SECONDS": "0.2",
        "REQUIRE_SECOND_FACTOR": "no",
        "TMPDIR": str(tmp_path),
    }


@pytest.fixture
def valkey(queue_socket: Path) -> Iterator[Redis]:
    """Give an empty queue on a real Valkey."""
    connection = Redis(unix_socket_path=str(queue_socket))
    connection.flushall()
    yield connection
    connection.close()


@pytest.fixture
def worker(
    environment: Mapping[str, str],
    valkey: Redis,  # noqa: ARG001 - a worker needs its queue
    tmp_path: Path,
) -> Iterator[StartWorker]:
    """Give a function that starts the real worker; what it started ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        process = start_worker(environment=environment, log=tmp_path / "worker.log")
        started.append(process)
        return process

    yield start
    for process in started:
        stop(process, seconds=2)


@pytest.fixture
def live_server(environment: Mapping[str, str], tmp_path: Path) -> Iterator[str]:
    """Run the real web server on the data of this test, and give its address."""
    with web_server(environment=environment, log=tmp_path / "web.log") as address:
        yield address


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """Serve the app from this process: quicker to start, and we see which templates it shows."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def command(environment: Mapping[str, str]) -> RunCommand:
    """Give a function that runs ``flask WORDS`` as an officer would at a terminal."""

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "consult.app:create_app", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
