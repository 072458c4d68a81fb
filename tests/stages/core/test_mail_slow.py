"""A mail server that keeps us waiting keeps nobody else waiting."""

import socket
import time
from contextlib import closing

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import select

from consult.core import mail
from consult.core.mail import sending
from consult.core.queue import Job
from tests.checking_client import CheckingClient
from tests.factories import Resident, document, opened, question, rows
from tests.stages.core.letters import only_letter, posted, try_all
from tests.support.letterboxes import silent_server, use_mail
from tests.support.programs import StartWorker

PATIENCE = 60  # seconds; a busy machine starts programs slowly


def test_D27_while_the_mail_server_hangs_people_send_as_quickly_as_ever(
    app: Flask, client: CheckingClient, environment: dict[str, str], worker: StartWorker
) -> None:
    resident = Resident(client, opened(app, document(question("why"))))
    resident.walk({"why": {"answer": "More trees please"}})
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(PATIENCE)
        use_mail(app, environment, f"smtp://127.0.0.1:{listening.getsockname()[1]}")
        posted(app)
        worker()
        with closing(listening.accept()[0]):  # the worker waits for a greeting now
            began = time.monotonic()
            resident.send()
            took = time.monotonic() - began
            assert rows(app, select(Job.state).where(Job.kind == mail.SEND)) == ["running"]
    assert took < 1
    assert only_letter(app).sent_at is None


def test_D27_a_server_that_was_slow_to_fail_is_left_alone_for_a_while(
    app: Flask,
    environment: dict[str, str],
    valkey: Redis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "LONGEST_STEP", 0.3)
    monkeypatch.setattr(sending, "SLOW", 0.1)
    with silent_server() as port:
        use_mail(app, environment, f"smtp://127.0.0.1:{port}")
        for number in range(20):
            posted(app, once=str(number))
        began = time.monotonic()
        try_all(app)
    errors = rows(app, select(Job.error).order_by(Job.id))
    assert errors == ["SMTPServerDisconnected", *["NoMailError"] * 19]
    assert time.monotonic() - began < 20 * 0.3
    assert 0 < int(str(valkey.ttl(mail.AWAY))) <= mail.AWAY_FOR
