"""Work of every day: once a London day, whoever asks, and however long nobody did."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import daily, queue
from consult.core.queue import Job
from tests.factories import rows

KIND = "test.tidy"
MORNING = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tidied(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let there be one thing to do each day, and count how often it was done."""
    monkeypatch.setattr(daily, "DAILY", set[str]())
    done: list[int] = []
    daily.daily(KIND)(lambda run: done.append(run.job_id))
    yield done
    queue.JOBS.pop(KIND)


def ask(app: Flask, at: datetime) -> list[date | None]:
    """Let a sweeper pass by; return the days that were asked for until now."""
    with app.app_context(), time_machine.travel(at, tick=False):
        daily.ask_for_today()
    return [job.day for job in rows(app, select(Job).order_by(Job.id))]


def do_all(app: Flask, at: datetime) -> None:
    waiting = rows(app, select(Job).where(Job.state == "waiting"))
    with app.app_context(), time_machine.travel(at, tick=False):
        for job in waiting:
            queue.perform(job.id)


def test_the_work_of_a_day_is_asked_for_once(app: Flask, tidied: list[int]) -> None:
    for minutes in (0, 1, 2):
        ask(app, MORNING + timedelta(minutes=minutes))
    do_all(app, MORNING + timedelta(minutes=3))
    assert ask(app, MORNING + timedelta(minutes=4)) == [date(2026, 1, 12)]
    assert len(tidied) == 1


def test_the_sweeper_pushes_what_the_day_asks_for(app: Flask) -> None:
    ask(app, MORNING)
    with app.app_context(), time_machine.travel(MORNING, tick=False):
        assert queue.sweep() == 1


def test_a_day_begins_at_midnight_in_london(app: Flask) -> None:
    # In summer London is an hour ahead of the clock of the machine.
    ask(app, datetime(2026, 7, 1, 22, 59, tzinfo=UTC))
    do_all(app, datetime(2026, 7, 1, 22, 59, 30, tzinfo=UTC))
    days = ask(app, datetime(2026, 7, 1, 23, 0, tzinfo=UTC))
    assert days == [date(2026, 7, 1), date(2026, 7, 2)]


def test_days_on_which_nothing_ran_are_made_up_for_by_one_run(
    app: Flask, tidied: list[int]
) -> None:
    ask(app, MORNING)
    do_all(app, MORNING)
    later = MORNING + timedelta(days=5)
    days = ask(app, later)
    do_all(app, later)
    assert days == ask(app, later) == [date(2026, 1, 12), date(2026, 1, 17)]
    assert len(tidied) == 2


def test_what_still_waits_from_yesterday_is_not_asked_for_again(app: Flask) -> None:
    ask(app, MORNING)
    assert ask(app, MORNING + timedelta(days=1)) == [date(2026, 1, 12)]


def test_work_that_failed_for_good_is_asked_for_again_the_next_day(app: Flask) -> None:
    def fail(_run: queue.Run) -> None:
        raise ValueError

    queue.JOBS[KIND] = fail
    ask(app, MORNING)
    for minute in range(queue.ATTEMPTS):
        do_all(app, MORNING + timedelta(minutes=minute))
    assert rows(app, select(Job.state)) == ["failed"]
    assert len(ask(app, MORNING + timedelta(minutes=9))) == 1
    assert len(ask(app, MORNING + timedelta(days=1))) == 2


def test_a_clock_that_went_back_asks_for_nothing(app: Flask) -> None:
    ask(app, MORNING)
    do_all(app, MORNING)
    assert ask(app, MORNING - timedelta(days=1)) == [date(2026, 1, 12)]


def test_of_eight_sweepers_at_the_same_moment_one_asks(app: Flask) -> None:
    start = Barrier(8)

    def sweeper() -> None:
        with app.app_context():
            start.wait()
            daily.ask_for_today()

    threads = [Thread(target=sweeper) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows(app, select(Job))) == 1
