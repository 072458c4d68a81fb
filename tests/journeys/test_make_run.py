"""One command starts everything, keeps the data, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.processes import ROOT, ends_with_us, free_port, wait_until

Start = Callable[..., subprocess.Popen[str]]
READY = "Consult is running at"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    # Long on purpose: the path of a socket may have 107 bytes.
    return tmp_path / ("a-long-way-to-the-data-" * 5)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def start(data: Path, port: int, tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    def run(name: str = "out", **settings: str) -> subprocess.Popen[str]:
        with (tmp_path / f"{name}.txt").open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "run.py"],
                cwd=ROOT,
                env={**kept, "DATA": str(data), "PORT": str(port), **settings},
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                preexec_fn=ends_with_us,  # noqa: PLW1509 - the other threads only wait
            )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def wait_for_site(process: subprocess.Popen[str], out: Path) -> str:
    """Return what was said until the site answered."""
    wait_until(
        lambda: READY in out.read_text() or process.poll() is not None,
        seconds=200,
        what="the start of the site",
    )
    assert process.poll() is None, out.read_text()
    return out.read_text()


def belonging_to(data: Path) -> list[str]:
    """Return every process that has this data folder among its settings."""
    mark = f"DATA={data}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def home_page(port: int) -> str:
    with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


@pytest.mark.timeout(600)
def test_it_starts_mends_itself_and_leaves_nothing_behind(
    start: Start, data: Path, port: int, tmp_path: Path
) -> None:
    first = start("first")
    said = wait_for_site(first, tmp_path / "first.txt")
    page = home_page(port)
    assert "<h1" in page
    assert "password" in said.lower()
    assert len(belonging_to(data)) >= 5

    kill_web_server_of(first)
    wait_until(lambda: "Starting it again" in (tmp_path / "first.txt").read_text(), what="a word")
    wait_until(lambda: answers(port), what="the return of the site")

    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    assert belonging_to(data) == []

    # The second time it finds its data, and this time it is killed.
    second = start("second")
    again = wait_for_site(second, tmp_path / "second.txt")
    assert consultations_on(home_page(port)) == consultations_on(page) != []
    assert "officer password officer@example.org" in again

    second.kill()
    wait_until(lambda: belonging_to(data) == [], what="the end of every process")


def kill_web_server_of(process: subprocess.Popen[str]) -> None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    web = next(pid for pid in children if "gunicorn" in Path(f"/proc/{pid}/cmdline").read_text())
    os.kill(int(web), signal.SIGKILL)


def answers(port: int) -> bool:
    try:
        return "<h1" in home_page(port)
    except OSError:
        return False


def consultations_on(page: str) -> list[str]:
    return sorted(set(re.findall(r'href="(/en/[^"]+)"', page)))


@pytest.mark.parametrize("seconds", [0.3, 1.5])
def test_it_can_be_stopped_while_it_starts(start: Start, data: Path, seconds: float) -> None:
    process = start()
    time.sleep(seconds)

    process.send_signal(signal.SIGTERM)

    assert process.wait(20) in {0, -signal.SIGTERM}
    assert belonging_to(data) == []


def test_a_taken_port_is_one_sentence(start: Start, port: int, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = start()

        assert process.wait(10) == 1
    said = (tmp_path / "out.txt").read_text().splitlines()
    assert len(said) == 1
    assert f"Port {port} is taken" in said[0]


def test_a_port_that_is_no_number_is_one_sentence(start: Start, tmp_path: Path) -> None:
    assert start(PORT="many").wait(10) == 1

    assert (tmp_path / "out.txt").read_text().splitlines() == [
        "PORT must be a number from 1 to 65534, not “many”."
    ]


def test_a_folder_we_cannot_write_to_is_one_sentence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert start(DATA=str(tmp_path / "file")).wait(10) == 1

    assert len((tmp_path / "out.txt").read_text().splitlines()) == 1
