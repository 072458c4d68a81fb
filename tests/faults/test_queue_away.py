"""The queue is away, or hangs: nobody who answers notices, and no work is lost."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from consult.core.database import db
from consult.core.queue import after_commit
from tests.faults.conftest import Rows, Valkey
from tests.support.process_tree import descendants, is_running, kill_tree
from tests.support.processes import wait_until
from tests.support.warm_start import WarmStart


def test_D9_a_worker_waits_for_a_queue_that_is_not_there(
    own_valkey: Valkey,
    request: pytest.FixtureRequest,
    rows: Rows,
    environment: Mapping[str, str],
    warm: WarmStart,
    tmp_path: Path,
) -> None:
    own_valkey.lose_everything()
    request.getfixturevalue("asked")
    log = tmp_path / "worker.log"
    worker = warm.start([sys.executable, "worker.py"], environment=environment, log=log)
    try:
        # The second process sweeps; the first has looked for the queue by then.
        wait_until(lambda: len(descendants(worker)) > 1, what="the sweeper")
        time.sleep(3)
        assert is_running(worker), log.read_text()
        own_valkey.start()
        wait_until(rows.is_done, what="the report", seconds=60)
    finally:
        kill_tree(worker)
    assert rows.effects() == (1, 1)


def test_D9_nobody_waits_for_a_queue_that_hangs(app: Flask, own_valkey: Valkey) -> None:
    assert own_valkey.process
    os.kill(own_valkey.process.pid, signal.SIGSTOP)
    begun = time.monotonic()
    with app.app_context():
        job = after_commit("report.build", 1)
        db.session.commit()
        assert job.state == "waiting"
    assert time.monotonic() - begun < 3
    os.kill(own_valkey.process.pid, signal.SIGCONT)
