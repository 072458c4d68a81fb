"""Something is gone for a while: people are told or notice nothing, and nothing restarts."""

import os
import resource
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.factories import document, opened, question
from tests.support.crash_people import Browser
from tests.support.crash_site import CrashSite, Part, postgresql_site, sqlite_site
from tests.support.crash_writers import LANGUAGES, Page, Writer
from tests.support.process_tree import descendants
from tests.support.processes import wait_until
from tests.support.warm_start import WarmStart

TEXT = "For the shade, and for the birds. درخت " * 40
SEE_OTHER, AWAY = HTTPStatus.SEE_OTHER, HTTPStatus.SERVICE_UNAVAILABLE


@pytest.fixture(scope="module")
def sqlite_one(warm: WarmStart, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrashSite]:
    with sqlite_site(tmp_path_factory.mktemp("sqlite"), warm=warm) as site:
        yield site


@pytest.fixture(scope="module")
def postgresql_one(
    warm: WarmStart, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CrashSite]:
    with postgresql_site(tmp_path_factory.mktemp("postgresql"), warm=warm) as site:
        yield site


def opened_on(site: CrashSite) -> str:
    """Open a consultation and return its part of the address."""
    asked = document(question("why", "long_text"), title="Shade in our streets")
    return opened(site.app, asked)


@contextmanager
def writers(site: CrashSite, slug: str = "") -> Iterator[list[Writer]]:
    """Give somebody who answers in English and somebody who does in Urdu."""
    slug = slug or opened_on(site)
    people = [Writer(Browser(site.port, seconds=40), one, slug) for one in LANGUAGES]
    try:
        for one in people:
            one.begin()
            assert one.save("What was said before").status == SEE_OTHER
        yield people
    finally:
        for one in people:
            one.browser.connection.close()


@contextmanager
def same_programs(site: CrashSite) -> Iterator[None]:
    """Nothing may be started again by anybody, not even by gunicorn."""
    before = descendants(site.pids[Part.WEB])
    yield
    assert descendants(site.pids[Part.WEB]) == before


def finish(writer: Writer) -> None:
    """Press again, with the same page still in front of one, and send."""
    assert writer.save(TEXT).status == SEE_OTHER
    assert TEXT.strip() in writer.look(writer.at).text
    assert writer.send().status == SEE_OTHER
    assert writer.receipt()


def test_D7_while_postgresql_is_down_the_text_comes_back_and_then_nobody_notices(
    postgresql_one: CrashSite,
) -> None:
    with writers(postgresql_one) as people, same_programs(postgresql_one):
        postgresql_one.kill(Part.DATABASE)
        for one in people:
            for _press in range(4):
                assert one.problems_with(one.save(TEXT), typed=TEXT) == []
            assert one.problems_with(one.send()) == []
            assert one.problems_with(one.look(one.base)) == []
        postgresql_one.start(Part.DATABASE)
        for one in people:
            finish(one)


def test_D8_a_database_that_was_started_again_meanwhile_is_noticed_by_nobody(
    postgresql_one: CrashSite,
) -> None:
    with writers(postgresql_one) as people, same_programs(postgresql_one):
        postgresql_one.kill(Part.DATABASE)
        postgresql_one.start(Part.DATABASE)
        for one in people:
            assert [one.look(one.at).status for _turn in range(4)] == [HTTPStatus.OK] * 4
            finish(one)


def test_L7_when_all_connections_are_taken_people_are_told_until_one_is_free(
    postgresql_one: CrashSite,
) -> None:
    # Within a transaction the list of connections would stay as it was first seen.
    address = postgresql_one.address
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> ALL(:ours)")
    # One that was ended still has its place for a moment, and then somebody else may have it.
    left = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid <> ALL(:ours)"
    )
    with writers(postgresql_one) as people, same_programs(postgresql_one), ExitStack() as held:
        connections = [held.enter_context(engine.connect())]
        own = text("SELECT pg_backend_pid()")

        def take_the_rest() -> bool:
            """Say whether there is no other left, having ended those that were there."""
            ours = {"ours": [one.scalar(own) for one in connections]}
            connections[0].execute(others, ours)
            try:
                connections.append(held.enter_context(engine.connect()))
            except OperationalError:
                return bool(connections[0].scalar(left, ours) == 0)
            return False

        wait_until(take_the_rest, what="the last connection", seconds=60)
        for one in people:
            wait_until(lambda: one.save(TEXT).status == AWAY, what="the first refusal")  # noqa: B023
            assert one.problems_with(one.save(TEXT), typed=TEXT) == []
        held.close()
        for one in people:
            finish(one)


def test_C12_D4_while_another_program_holds_sqlite_the_text_comes_back(
    sqlite_one: CrashSite,
) -> None:
    """Longer than anybody waits: 17 seconds, in which pages can be read."""
    told: dict[str, Page] = {}
    with writers(sqlite_one) as people, same_programs(sqlite_one):
        path = sqlite_one.address.database or ""
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            def press(one: Writer) -> None:
                told[one.language] = one.save(TEXT)

            threads = [threading.Thread(target=press, args=[one]) for one in people]
            for thread in threads:
                thread.start()
            reader = Browser(sqlite_one.port)
            begun = time.monotonic()
            answer, _page = reader.ask("GET", people[0].base)
            reader.connection.close()
            assert answer.status == HTTPStatus.OK
            assert time.monotonic() - begun < 5
            for thread in threads:
                thread.join()
        for one in people:
            assert one.problems_with(told[one.language], typed=TEXT) == []
            finish(one)


def test_D9_without_a_queue_nobody_who_answers_notices(sqlite_one: CrashSite) -> None:
    with writers(sqlite_one) as people, same_programs(sqlite_one):
        sqlite_one.kill(Part.QUEUE)
        for one in people:
            finish(one)
        sqlite_one.start_all()


def test_L7_more_visitors_than_handles_take_no_program_down(
    sqlite_one: CrashSite, warm: WarmStart
) -> None:
    """A web process that may open 160 things is visited by 500 who say nothing."""
    sqlite_one.kill(Part.WEB)
    with few_handles(warm, 160):
        sqlite_one.start(Part.WEB)
    try:
        with writers(sqlite_one) as people, same_programs(sqlite_one), ExitStack() as held:
            for _visitor in range(500):
                silent = socket.create_connection(("127.0.0.1", sqlite_one.port))
                held.callback(silent.close)
            time.sleep(1)
            held.close()
            for one in people:
                finish(one)
    finally:
        sqlite_one.kill(Part.WEB)
        sqlite_one.start(Part.WEB)


@contextmanager
def few_handles(warm: WarmStart, number: int) -> Iterator[None]:
    """Let programs that are started now open only so many things."""
    # ``run.py`` looks at its own limit, which is ours here, and its children have the same.
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    for pid in (os.getpid(), warm.process.pid):
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (number, before[1]))
    try:
        yield
    finally:
        for pid in (os.getpid(), warm.process.pid):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
