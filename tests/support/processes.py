"""Programs the tests start: the real worker, the real web server, the real queue."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from run import answers_at, queue_command, serves, web_command

ROOT = Path(__file__).resolve().parents[2]
LIBC = ctypes.CDLL(None)
SET_DEATH_SIGNAL = 1  # prctl(2)


def ends_with_us() -> None:
    """Ask Linux to end a program we start when the tests end, however they end."""
    LIBC.prctl(SET_DEATH_SIGNAL, signal.SIGKILL)


def start(
    command: list[str], *, environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start one of our programs in its own process group, writing to a log."""
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=ends_with_us,  # noqa: PLW1509 - the other threads only wait
        )


def stop(process: subprocess.Popen[bytes], *, seconds: float = 5) -> None:
    """End a program and everything in its group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(ready: Callable[[], object], *, seconds: float = 60, what: str = "it") -> None:
    """Wait for a thing to be so, and fail when it takes too long."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {seconds} seconds")
        time.sleep(0.02)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def folder_of_all(own: Path) -> Path:
    """Return the folder that all processes of this run of the tests share, given an own one."""
    return own.parents[1] if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def queue_server(folder: Path) -> Iterator[Path]:
    """Run a real Valkey and give its socket."""
    path = folder / "valkey.sock"
    process = start(queue_command(path, folder=folder), environment={}, log=folder / "queue.out")
    try:
        wait_until(lambda: answers_at(path), what="the start of the queue")
        yield path
    finally:
        stop(process)


@contextmanager
def web_server(*, environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """Run the real web server and give its address, without a slash at the end."""
    port = free_port()
    process = start(web_command(port), environment=environment, log=log)
    try:
        wait_until(
            lambda: process.poll() is not None or serves(port), what="the start of the web server"
        )
        if process.poll() is not None:
            raise AssertionError(log.read_text())
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


def start_worker(*, environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start the real worker."""
    return start([sys.executable, "worker.py"], environment=environment, log=log)
