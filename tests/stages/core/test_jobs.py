"""The table of jobs, without a worker: what is tried again, what is given up, what is logged."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import queue
from consult.core.database import db
from consult.core.queue import Job, Run
from tests.factories import rows

CANARY = "canary words 90ce"


@pytest.fixture
def asked(app: Flask) -> Iterator[Callable[[Callable[[Run], None]], int]]:
    """Ask for a job that does what the test says."""

    def ask(work: Callable[[Run], None]) -> int:
        queue.JOBS["test"] = work
        with app.app_context():
            number = queue.after_commit("test", 1).id
            db.session.commit()
        return number

    yield ask
    queue.JOBS.pop("test", None)


def test_X18_a_job_that_fails_tells_the_log_nobodys_words(
    app: Flask, asked: Callable[[Callable[[Run], None]], int], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_run: Run) -> None:
        raise ValueError(CANARY)

    with app.app_context():
        queue.perform(asked(fail))
    (job,) = rows(app, select(Job))
    assert (job.state, job.error) == ("waiting", "ValueError")
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text
