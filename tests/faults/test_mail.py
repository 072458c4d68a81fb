"""Letters when workers die, and where an address and a letter’s words can be found: nowhere."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from threading import Event
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from redis import Redis

from consult.core import queue
from tests.faults.conftest import Rows
from tests.stages.core.letters import CODE, FACTS, TO, posted
from tests.support.letterboxes import Letterbox, mail_program, use_mail
from tests.support.process_tree import descendants, is_running
from tests.support.processes import wait_until
from tests.support.programs import StartWorker

PATIENCE = 60  # seconds; a busy machine starts programs slowly
OTHER = "bilal.canary.5e20-quill@example.org"
SENT = "SELECT count(*) FROM letter WHERE sent_at IS NOT NULL AND sealed IS NULL"


class HesitantLetterbox(Letterbox):
    """A mail server that has a letter for a while before it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the letter, wait, and only then say yes."""
        said = await super().handle_DATA(server, session, envelope)
        await asyncio.to_thread(self.may_answer.wait)
        return said


class ChattyLetterbox(Letterbox):
    """A mail server that repeats whom it refuses, as most of them do."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse one recipient by name."""
        if address == OTHER:
            return f"550 there is no {address} here"
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture
def use(app: Flask, environment: dict[str, str]) -> Iterator[Callable[[Letterbox], None]]:
    """Run a mail server of the test’s own kind."""
    running: list[Any] = []

    def start(letterbox: Letterbox) -> None:
        running.append(mail_program(letterbox))
        use_mail(app, environment, f"smtp://127.0.0.1:{running[-1].__enter__()}")

    yield start
    for program in running:
        program.__exit__(None, None, None)


def test_D27_a_worker_killed_before_it_wrote_that_a_letter_is_sent_sends_it_again(
    app: Flask, rows: Rows, worker: StartWorker, use: Callable[[Letterbox], None]
) -> None:
    use(letterbox := HesitantLetterbox())
    job = posted(app)
    first = worker()
    wait_until(lambda: letterbox.letters, what="the first letter", seconds=PATIENCE)
    below = descendants(first.pid)
    first.kill()
    wait_until(lambda: not any(map(is_running, below)), what="the end of the worker")
    assert rows.one(SENT) == (0,)

    letterbox.may_answer.set()
    worker()
    wait_until(lambda: rows.one(SENT) == (1,), what="the second letter", seconds=PATIENCE)

    # Twice rather than never; the same number lets mail programs show it once.
    assert len(letterbox.letters) == 2
    assert len({letter["Message-ID"] for letter in letterbox.letters}) == 1
    assert rows.of_job(job, "state", "attempts") == ("done", 2)


def test_D27_a_slow_talk_is_not_begun_again_by_another_worker(
    rows: Rows, app: Flask, worker: StartWorker, use: Callable[[Letterbox], None]
) -> None:
    use(letterbox := HesitantLetterbox())
    job = posted(app)
    worker()
    worker()
    wait_until(lambda: letterbox.letters, what="the letter", seconds=PATIENCE)
    time.sleep(4)  # four leases, and the sweeper looks five times a second
    letterbox.may_answer.set()
    wait_until(lambda: rows.one(SENT) == (1,), what="the end of the talk", seconds=PATIENCE)
    assert len(letterbox.letters) == 1
    assert rows.of_job(job, "state", "attempts") == ("done", 1)


def test_D13_a_letter_whose_job_is_delivered_ten_times_is_sent_once(
    app: Flask, rows: Rows, worker: StartWorker, letterbox: Letterbox, valkey: Redis
) -> None:
    job = posted(app)
    with app.app_context():
        for fence in range(1, 11):
            queue.push(job, fence)
    worker()
    worker()
    wait_until(
        lambda: rows.one(SENT) == (1,) and valkey.llen("rq:queue:consult") == 0,
        what="the whole queue",
        seconds=PATIENCE,
    )
    assert len(letterbox.letters) == 1


def test_P10_neither_address_nor_words_of_a_letter_are_left_anywhere(
    app: Flask,
    rows: Rows,
    worker: StartWorker,
    use: Callable[[Letterbox], None],
    valkey: Redis,
    tmp_path: Path,
) -> None:
    use(letterbox := ChattyLetterbox())
    posted(app, facts={**FACTS, "title": "Title 4c0b canary"})
    posted(app, to=OTHER, once="other")  # refused, and waiting for its next try
    worker()
    failed = "SELECT count(*) FROM job WHERE state = 'waiting' AND error IS NOT NULL"
    wait_until(lambda: rows.one(SENT) == rows.one(failed) == (1,), what="both", seconds=PATIENCE)
    assert CODE in letterbox.letters[0].get_content()

    # The database with its log, the queue’s own files, and what every program said.
    folders = (Path(app.config["DATA"]), tmp_path)
    canaries = [text.encode() for text in (TO, OTHER, CODE, "canary", "5e20-quill")]
    assert valkey.ping()
    assert found(canaries, *folders) == []
    with closing(connect(rows.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found(canaries, *folders) == []
    # The search finds what is there: the log of the worker, the number in the queue’s file.
    assert found([b"SMTPRecipientsRefused"], *folders) != []
    assert found([b"consult.core.queue.perform"], *folders) != []


def found(words: list[bytes], *folders: Path) -> list[tuple[Path, bytes]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    bodies = {path: path.read_bytes().lower() for path in files}
    return [(path, word) for path, body in bodies.items() for word in words if word.lower() in body]
