"""A job is done once, whatever dies, is lost, or arrives twice."""

import os
import signal
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis

from consult.core import queue
from consult.core.database import db
from consult.report.jobs import build
from tests.faults.conftest import PATIENCE, Rows, Valkey
from tests.support.process_tree import descendants, is_running
from tests.support.processes import start_worker, stop, wait_until
from tests.support.programs import StartWorker


@pytest.fixture(autouse=True)
def empty_queue(valkey: Redis) -> None:
    """Start from a real, empty queue."""
    assert valkey.ping()


def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next(
    asked: int, rows: Rows, worker: StartWorker
) -> None:
    first = worker()
    with closing(rows.hold_in_the_middle()):
        below = descendants(first.pid)
        first.kill()
        wait_until(lambda: not any(map(is_running, below)), what="the end of the worker")
        assert rows.effects() == (0, 0)

    worker()
    wait_until(rows.is_done, what="the report", seconds=PATIENCE)

    assert rows.effects() == (1, 1)
    assert rows.of_job(asked, "attempts", "done_count") == (2, 5000)


def test_a_run_that_was_overtaken_writes_nothing(
    asked: int, rows: Rows, worker: StartWorker
) -> None:
    first = worker()
    held = rows.hold_in_the_middle()
    frozen = descendants(first.pid)
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    held.close()
    worker()
    wait_until(rows.is_done, what="the report", seconds=PATIENCE)
    before = rows.one("SELECT figures, built_at FROM report")
    for pid in frozen:
        os.kill(pid, signal.SIGCONT)
    job_process = frozen[-1]
    wait_until(lambda: not is_running(job_process), what="the end of the stale run")

    assert rows.effects() == (1, 1)
    assert rows.one("SELECT figures, built_at FROM report") == before
    assert rows.of_job(asked, "fence", "state") == (2, "done")


def test_the_same_job_delivered_ten_times_is_done_once(
    app: Flask, asked: int, rows: Rows, worker: StartWorker, valkey: Redis
) -> None:
    with app.app_context():
        for time in range(1, 11):
            queue.push(asked, time)
    assert valkey.llen("rq:queue:consult") >= 10
    worker()
    worker()
    wait_until(
        lambda: rows.is_done() and valkey.llen("rq:queue:consult") == 0,
        what="the whole queue",
        seconds=PATIENCE,
    )

    assert rows.effects() == (1, 1)
    assert rows.of_job(asked, "attempts") == (1,)


def test_what_somebody_watches_goes_ahead_of_what_nobody_looks_at(
    app: Flask, valkey: Redis
) -> None:
    with app.app_context():
        for kind, subject in (("plan.editions", 1), ("plan.editions", 2), ("report.build", 1)):
            queue.after_commit(kind, subject)
            db.session.commit()
    assert valkey.lrange("rq:queue:consult", 0, -1) == [b"3-0", b"1-0", b"2-0"]


def test_jobs_outlive_a_queue_that_loses_everything(
    own_valkey: Valkey,
    asked: int,
    rows: Rows,
    environment: Mapping[str, str],
    tmp_path: Path,
) -> None:
    own_valkey.lose_everything()
    own_valkey.start()
    process = start_worker(environment=environment, log=tmp_path / "own-worker.log")
    try:
        wait_until(rows.is_done, what="the report", seconds=PATIENCE)
    finally:
        stop(process, seconds=2)

    assert rows.effects() == (1, 1)
    assert rows.of_job(asked, "attempts") == (1,)


def test_a_job_asked_for_while_the_queue_is_away_is_done_when_it_is_back(
    own_valkey: Valkey,
    request: pytest.FixtureRequest,
    rows: Rows,
    environment: Mapping[str, str],
    tmp_path: Path,
) -> None:
    own_valkey.lose_everything()
    request.getfixturevalue("asked")
    assert rows.one("SELECT state FROM job WHERE kind = 'report.build'") == ("waiting",)
    own_valkey.start()
    process = start_worker(environment=environment, log=tmp_path / "own-worker.log")
    try:
        wait_until(rows.is_done, what="the report", seconds=PATIENCE)
    finally:
        stop(process, seconds=2)

    assert rows.effects() == (1, 1)


def test_a_run_that_finishes_after_its_lease_was_taken_keeps_nothing(
    app: Flask, asked: int, rows: Rows
) -> None:
    with app.app_context():
        app.config["LEASE_SECONDS"] = -1.0  # every lease is over as soon as it is given
        stale, _kind = queue.claim(asked)
        assert stale
        build(stale)
        db.session.flush()
        kept = db.session.get_one(queue.Job, asked)
        kept.fence += 1  # what another run does when it takes the job
        db.session.flush()
        with pytest.raises(queue.OvertakenError):
            stale.finish()
        db.session.rollback()

    assert rows.effects() == (0, 0)
