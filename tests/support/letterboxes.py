"""A real mail server for tests, which can refuse, hang up or keep still."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask
from redis.exceptions import RedisError

from consult.core import mail
from consult.core.settings import mail_server
from tests.support.processes import free_port

BASE_URL = "https://consult.example.org"
HANG_UP = "hang up"


class Letterbox:
    """What a mail server got, and what it says to whom."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        # Who said that they are whom.
        self.logins: list[tuple[bytes, bytes]] = []
        # By command, what to say instead of yes: “451 try later”, or HANG_UP.
        self.answers: dict[str, str] = {}

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or refuse it."""
        envelope.rcpt_tos.append(address)
        return self.answer(server, "RCPT")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a letter, or refuse it."""
        said = self.answer(server, "DATA")
        if said.startswith("250"):
            self.recipients += envelope.rcpt_tos
            body = cast(bytes, envelope.content)
            self.letters.append(message_from_bytes(body, EmailMessage, policy=default))
        return said

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:
        """Say goodbye, or something else."""
        return self.answer(server, "QUIT", yes="221 Bye")

    def answer(self, server: SMTP, command: str, *, yes: str = "250 OK") -> str:
        """Return what to say, or hang up in the middle of the talk."""
        said = self.answers.get(command, yes)
        if said == HANG_UP and server.transport:
            server.transport.close()
        return said

    def let_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, who: Any
    ) -> AuthResult:
        """Let everybody in who says a name and a password, and remember both."""
        if isinstance(who, LoginPassword):
            self.logins.append((who.login, who.password))
        return AuthResult(success=True)


@contextmanager
def mail_program(letterbox: Letterbox, **settings: Any) -> Iterator[int]:
    """Run a mail server with this letterbox and give its port."""
    controller = Controller(letterbox, hostname="127.0.0.1", port=free_port(), **settings)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """Give the port of a server that takes every call and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]


def use_mail(app: Flask, environment: dict[str, str], url: str) -> None:
    """Let the app, and the programs started after this, send their letters there."""
    app.config["BASE_URL"] = environment["BASE_URL"] = BASE_URL
    app.config["MAIL_SERVER"] = mail_server(url, sender="consult@example.org")
    environment["MAIL_URL"] = url
    with suppress(RedisError):  # most tests have no queue
        app.extensions["redis"].delete(mail.AWAY)


@pytest.fixture
def letterbox(app: Flask, environment: dict[str, str]) -> Iterator[Letterbox]:
    """Offer mail, and give what arrives."""
    letterbox = Letterbox()
    with mail_program(letterbox) as port:
        use_mail(app, environment, f"smtp://127.0.0.1:{port}")
        yield letterbox
