"""Two imports at one moment, one that is killed at any line, and people who answer meanwhile."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask

from consult.analyse.actions import BRINGING_IN
from consult.core.alone import alone
from consult.core.audit import record
from consult.core.database import db
from consult.respond.actions.bringing_in import BATCH
from tests.stages.analyse import killed, paper
from tests.stages.report.closed import closed_consultation
from tests.support.processes import ROOT, wait_until

PEOPLE = BATCH + 1  # a whole batch and the beginning of the next
FLASK = [sys.executable, "-m", "flask", "--app", "consult.app:create_app"]
PATIENCE = 1  # seconds, on a machine that has other work; a batch takes a tenth of it
WAITS = "Another import is running. We wait for it.\n"


@pytest.fixture(autouse=True)
def park(app: Flask) -> None:
    with app.app_context():
        closed_consultation()


@dataclass
class Import:
    """A command in a program of its own, as a terminal would run it."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text()

    @property
    def complained(self) -> str:
        return (self.folder / "complained").read_text()

    def end(self) -> str:
        assert self.process.wait(timeout=60) == 0, self.complained
        return self.said


Start = Callable[[list[str]], Import]


@pytest.fixture
def start(environment: Mapping[str, str], tmp_path: Path) -> Iterator[Start]:
    """Give a function that starts a command; what it started ends with the test."""
    started: list[Import] = []

    def begin(words: list[str]) -> Import:
        folder = tmp_path / f"import-{len(started)}"
        folder.mkdir()
        with (folder / "said").open("w") as out, (folder / "complained").open("w") as errors:
            settings = {**os.environ, **environment}
            process = subprocess.Popen(
                [*FLASK, *words], cwd=ROOT, env=settings, stdout=out, stderr=errors
            )
        started.append(Import(process, folder))
        return started[-1]

    yield begin
    for one in started:
        one.process.kill()
        one.process.wait()


def waits_for(one: Import) -> None:
    """Wait until an import has read and checked everything, and stands at the door."""
    wait_until(lambda: one.complained == WAITS, seconds=60, what="the waiting")


def test_of_two_imports_of_one_file_at_once_the_second_finds_nothing_new(
    app: Flask, start: Start, tmp_path: Path
) -> None:
    words = paper.words_for(tmp_path, PEOPLE)
    with app.app_context(), alone(BRINGING_IN, waiting=pytest.fail):
        both = [start(words), start(words)]
        for one in both:
            waits_for(one)

    assert sorted(one.end() for one in both) == [
        "0 new responses, 0 new codings.\n",
        f"{PEOPLE} new responses, {PEOPLE} new codings.\n",
    ]
    assert [one.complained for one in both] == [WAITS, WAITS]
    assert paper.whole(app) == PEOPLE


def test_the_turn_of_an_import_that_is_killed_goes_to_the_next(
    app: Flask, start: Start, tmp_path: Path
) -> None:
    ready, says_ready = os.pipe()

    def hold() -> int:
        with alone(BRINGING_IN, waiting=os.abort):
            os.write(says_ready, b".")
            signal.pause()
        return 0

    with app.app_context():
        child = killed.as_a_copy(hold)
    os.read(ready, 1)
    waiting = start(paper.words_for(tmp_path, 3))
    waits_for(waiting)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert waiting.end() == "3 new responses, 3 new codings.\n"


def test_an_import_that_is_killed_at_any_line_is_whole_and_can_be_run_again(
    app: Flask, tmp_path: Path
) -> None:
    """Kill a program before its 1st, 2nd, 3rd… statement or commit, until one gets through.

    Each starts from what those before it left behind.
    """
    words = paper.words_for(tmp_path, PEOPLE)
    seen, number = set(), 0
    while was_killed(app, words, number := number + 1):
        seen.add(paper.whole(app))

    assert seen == {0, BATCH}
    assert paper.whole(app) == PEOPLE
    again = app.test_cli_runner().invoke(args=words)
    assert again.stdout == "0 new responses, 0 new codings.\n"


def was_killed(app: Flask, words: list[str], number: int) -> bool:
    """Run an import in a program that is killed before it does so much; say if it came so far."""

    def run() -> int:
        killed.die_before(number)
        return app.test_cli_runner().invoke(args=words).exit_code

    with app.app_context():
        return killed.was_killed(killed.as_a_copy(run))


def test_people_who_answer_wait_for_a_batch_and_not_for_the_file(
    app: Flask, start: Start, tmp_path: Path
) -> None:
    importing, waited = start(paper.words_for(tmp_path, 2000)), []
    while importing.process.poll() is None:
        begun = monotonic()
        with app.app_context():
            record("answered", who="resident", subject="nothing", subject_id=1)
            db.session.commit()
        waited.append(monotonic() - begun)

    assert importing.end() == "2000 new responses, 2000 new codings.\n"
    assert max(waited) < PATIENCE
