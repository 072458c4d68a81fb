"""The table of jobs, without a worker: what is tried again, what is given up, what is logged."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock, queue
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


def test_D14_a_job_that_takes_every_worker_with_it_is_given_up(
    app: Flask, asked: Callable[[Callable[[Run], None]], int]
) -> None:
    def vanish(_run: Run) -> None:
        raise SystemExit  # nothing is put back, as when the machine ends the process

    number = asked(vanish)
    with app.app_context(), time_machine.travel(clock.now(), tick=False) as traveller:
        for _try in range(queue.ATTEMPTS):
            with pytest.raises(SystemExit):
                queue.perform(number)
            traveller.shift(timedelta(minutes=1))
            assert queue.sweep() == 1
        queue.perform(number)  # what was pushed before it was given up
        assert queue.sweep() == 0
    (job,) = rows(app, select(Job))
    assert (job.state, job.attempts, job.error) == ("failed", queue.ATTEMPTS, "WorkerLost")
    assert job.open_key is None


def test_a_kind_of_job_can_have_waits_of_its_own_and_is_told_when_it_is_given_up(
    app: Flask,
) -> None:
    tried: list[datetime] = []
    given_up: list[int] = []

    @queue.job(
        "test", waits=(60, 600), given_up=lambda _connection, number: given_up.append(number)
    )
    def fail(_run: Run) -> None:
        tried.append(clock.now())
        raise ValueError

    with app.app_context(), time_machine.travel(clock.now(), tick=False) as traveller:
        began, number = clock.now(), queue.after_commit("test", 7).id
        db.session.commit()
        for _minute in range(15):
            queue.perform(number)
            traveller.shift(timedelta(minutes=1))
    for registered in (queue.JOBS, queue.OWN_WAITS, queue.GIVEN_UP):
        registered.pop("test")

    assert [(at - began).total_seconds() for at in tried] == [0, 60, 660]
    assert given_up == [7]
    assert [job.state for job in rows(app, select(Job))] == ["failed"]
