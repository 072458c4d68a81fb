"""Forty times a part of the site is killed while people answer: nothing is lost, nothing doubled.

``python -m bench.kills`` does the same as often as you like.
"""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.support.crash_oracle import Oracle, Verdict, token_of
from tests.support.crash_people import QUESTIONS, Walk
from tests.support.crash_site import Part, postgresql_site, sqlite_site
from tests.support.crash_trials import Trials, walks_of
from tests.support.postgresql import admin_engine
from tests.support.warm_start import WarmStart

# How often each part is killed. With SQLite the database dies with the web server.
ON_SQLITE = {Part.WEB: 6, Part.QUEUE: 7, Part.WORKER: 7}
ON_POSTGRESQL = {Part.WEB: 4, Part.DATABASE: 8, Part.QUEUE: 4, Part.WORKER: 4}


@pytest.fixture(scope="module")
def sqlite_trials(
    warm: WarmStart, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> Iterator[Trials]:
    """Give a site that is started once; each trial starts again only what it killed."""
    with sqlite_site(tmp_path_factory.mktemp("sqlite"), warm=warm) as site:
        yield Trials(site, seed=seed)


@pytest.fixture(scope="module")
def postgresql_trials(
    warm: WarmStart, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> Iterator[Trials]:
    """Give the same with PostgreSQL."""
    with postgresql_site(tmp_path_factory.mktemp("postgresql"), warm=warm) as site:
        yield Trials(site, seed=seed)


@pytest.fixture(scope="module")
def seed(request: pytest.FixtureRequest) -> int:
    """Give what the order of the tests is drawn from too, so that one number repeats both."""
    return int(request.config.getoption("randomly_seed", 0))


def test_40_trials_are_run() -> None:
    assert sum((*ON_SQLITE.values(), *ON_POSTGRESQL.values())) == 40


def test_D1_D9_on_sqlite_nothing_we_gave_thanks_for_is_lost_or_counted_twice(
    sqlite_trials: Trials,
) -> None:
    check(sqlite_trials, ON_SQLITE)


def test_D1_D7_D9_on_postgresql_nothing_we_gave_thanks_for_is_lost_or_counted_twice(
    postgresql_trials: Trials,
) -> None:
    check(postgresql_trials, ON_POSTGRESQL)


def check(trials: Trials, times: Mapping[Part, int]) -> None:
    parts = [part for part, number in times.items() for _time in range(number)]
    trials.random.shuffle(parts)
    assert trials.settle() == []
    found = {part: Verdict() for part in times}
    for part in parts:
        found[part].add(trials.run(part))
    found_last = trials.finish()

    assert [one for one in found.items() if not one[1].is_clean] == []
    assert found_last.is_clean, found_last
    for part, one in found.items():
        assert one.trials == times[part]
        assert one.acknowledged > 0
        assert one.stored == one.sent + one.resumed


@contextmanager
def struck(trials: Trials, part: Part) -> Iterator[tuple[int, list[Walk]]]:
    """Give what people did in a trial of its own, and take it away again afterwards."""
    after = trials.oracle.newest()
    crowd = trials.strike(part)
    try:
        yield after, walks_of(crowd.people)
    finally:
        for one in crowd.people:
            one.leave()
        for table, column in (("answer", "response_id"), ("response", "id")):
            say(trials, f"DELETE FROM {table} WHERE {column} > {after}")  # noqa: S608 - our number


def say(trials: Trials, statement: str) -> None:
    with trials.oracle.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_database_that_lets_us_thank_too_early_is_found_out(postgresql_trials: Trials) -> None:
    """The fault is sown: a commit does not wait for its record, and nobody writes it out."""
    engine = admin_engine(postgresql_trials.oracle.engine.url)
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET synchronous_commit = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        writer = connection.exec_driver_sql(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        )
        os.kill(writer.scalar_one(), signal.SIGSTOP)
    time.sleep(0.5)  # every connection hears of it
    with struck(postgresql_trials, Part.DATABASE) as (after, walks):
        lost = postgresql_trials.oracle.lost(walks, after=after)
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER SYSTEM RESET ALL")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    assert lost != []


def test_answers_that_are_gone_doubled_cut_or_strange_are_found_out(sqlite_trials: Trials) -> None:
    oracle = sqlite_trials.oracle
    with struck(sqlite_trials, Part.QUEUE) as (after, walks):
        first, second, *others = sorted(oracle.stored(after=after))
        stored = oracle.stored(after=after)
        tokens = [token_of(stored[one]) for one in (first, second)]
        assert len(others) > 1
        assert oracle.judge(walks, after=after).is_clean
        assert oracle.lost(walks, after=after) == []

        begun = f"'\"{token_of(stored[others[0]])} where I\"'"
        change = f"UPDATE answer SET value = {begun} WHERE response_id = {others[0]}"  # noqa: S608
        say(sqlite_trials, change)
        found = oracle.judge(walks, after=after)
        assert len(found.faults) == len(QUESTIONS)
        assert "is not what was typed" in found.faults[0]

        twice = "SELECT value FROM answer AS one WHERE one.question = answer.question"
        say(
            sqlite_trials,
            f"UPDATE answer SET value = ({twice} AND one.response_id = {first})"  # noqa: S608 - ours
            f" WHERE response_id = {second}",
        )
        found = oracle.judge(walks, after=after)
        assert found.doubled == tokens[:1]
        assert f"{tokens[1]}: sent, and not there" in found.faults
        assert oracle.lost(walks, after=after) == tokens[1:]

        assert oracle.judge(walks[:1], after=after).faults != []


def test_work_that_is_not_done_or_was_done_twice_is_found_out(sqlite_trials: Trials) -> None:
    sqlite_trials.run(Part.WORKER)
    assert sqlite_trials.finish().is_clean
    one = "id = (SELECT max(id) FROM job)"
    for change, back in (
        ("state = 'failed'", "state = 'done'"),
        ("kind = 'x'", "kind = 'report.build'"),
    ):
        say(sqlite_trials, f"UPDATE job SET {change} WHERE {one}")  # noqa: S608 - ours
        assert sqlite_trials.oracle.problems_of_jobs() != []
        say(sqlite_trials, f"UPDATE job SET {back} WHERE {one}")  # noqa: S608 - ours
    assert sqlite_trials.oracle.problems_of_jobs() == []


def test_a_broken_file_is_found_out(sqlite_trials: Trials, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    say(sqlite_trials, f"VACUUM INTO '{copy}'")
    oracle = Oracle(URL.create("sqlite", database=str(copy)))
    assert oracle.problems_of_the_file() == []
    with copy.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\0" * 4096)
    assert oracle.problems_of_the_file() != []
