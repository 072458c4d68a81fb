"""Handing letters to a mail server, in a job, with nobody waiting."""

import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import Connection, update

from consult.core import clock
from consult.core.database import db
from consult.core.mail.letters import SEND, Letter, is_offered
from consult.core.mail.writing import message_of
from consult.core.queue import Run, job
from consult.core.settings import MailServer

WAITS = (60, 240, 900, 2400, 5400, 7200)  # seconds: seven tries in four and a half hours
LONGEST_STEP = 20  # seconds for each thing we say to a mail server
TALK = 8  # leases: a dozen steps fit in
SLOW = 5  # seconds; who takes longer only to fail holds up all other jobs
AWAY, AWAY_FOR = "consult:mail-away", 60  # seconds


class NoMailError(Exception):
    """No mail server is named, or it kept us waiting a moment ago; a later try may do better."""


def _give_up(connection: Connection, letter_id: int) -> None:
    unsent = update(Letter).where(Letter.id == letter_id, Letter.sent_at.is_(None))
    connection.execute(unsent.values(sealed=None, given_up_at=clock.now()))


@job(SEND, waits=WAITS, given_up=_give_up)
def send(run: Run) -> None:
    """Send a letter. Nobody waits for the mail server but us: no transaction is open."""
    if not is_offered():
        raise NoMailError
    server: MailServer = current_app.config["MAIL_SERVER"]
    with run.reading():
        letter = db.session.get_one(Letter, run.subject_id)
        message = message_of(letter, server) if letter.sealed else None
    if message is None:
        return
    run.progress(0, 1, leases=TALK)
    with _marked_when_slow():
        _hand_in(message, server)
    sent = update(Letter).where(Letter.id == run.subject_id)
    db.session.execute(sent.values(sealed=None, sent_at=clock.now()))


def _hand_in(message: EmailMessage, server: MailServer) -> None:
    """Talk to the mail server. Certificates are checked; any error means a later try."""
    us, trust = urlsplit(current_app.config["BASE_URL"]).hostname, ssl.create_default_context()
    at = {"host": server.host, "port": server.port, "local_hostname": us, "timeout": LONGEST_STEP}
    smtp = smtplib.SMTP_SSL(**at, context=trust) if server.is_tls else smtplib.SMTP(**at)
    try:
        if server.is_starttls:
            smtp.starttls(context=trust)
        if server.user:
            smtp.login(server.user, server.password)
        smtp.send_message(message)
        with suppress(smtplib.SMTPException):
            smtp.quit()  # it has the letter, whatever it says now
    finally:
        smtp.close()


@contextmanager
def _marked_when_slow() -> Iterator[None]:
    """Let no letter wait for a server that kept one waiting in vain, nor other work behind it."""
    queue, began = current_app.extensions["redis"], time.monotonic()
    with suppress(RedisError):
        if queue.exists(AWAY):
            raise NoMailError
    try:
        yield
    except OSError:
        if time.monotonic() - began > SLOW:
            with suppress(RedisError):
                queue.set(AWAY, 1, ex=AWAY_FOR)
        raise
