"""Letters: written down in the transaction that asks for them, sent by a job, then forgotten.

The address and what the letter tells stay sealed until it is sent or given up. What may
happen twice, and why that is better than never, is in docs/decisions/0012-mail.md.
"""

import smtplib
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, g
from redis.exceptions import RedisError
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from consult.core import clock
from consult.core.database import Model, UtcDateTime, db
from consult.core.languages import LANGUAGES, Language, current_language
from consult.core.queue import Run, after_commit, job
from consult.core.sealing import seal_json, unseal_json
from consult.core.security import keyed
from consult.core.settings import MailServer

# What each kind of letter tells: never an answer. A link is a path on our own site.
FACTS = {
    "come_back": {"title", "link", "code", "kept_until"},
    "receipt": {"title", "link", "reference", "sent_on"},
    "outcome": {"title", "link"},
}

SEND, SEALED_FOR = "mail.send", "letter"
WAITS = (60, 240, 900, 2400, 5400, 7200)  # seconds: seven tries in four and a half hours
LONGEST_STEP = 20  # seconds for each thing we say to a mail server
TALK = 8  # leases: a dozen steps fit in
SLOW = 5  # seconds; who takes longer only to fail holds up all other jobs
AWAY, AWAY_FOR = "consult:mail-away", 60  # seconds


class Letter(Model):
    """A letter to one person. Says who and what only until it is sent or given up."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    language: Mapped[str]
    # A keyed hash of what this letter is about, so that it is written only once.
    once_key: Mapped[str] = mapped_column(unique=True)
    # Address and facts, bound to the key above; nothing is left when all is done.
    sealed: Mapped[bytes | None]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Only to count: the core knows no consultations.
    consultation_id: Mapped[int | None] = mapped_column(index=True)


class LetterRefusedError(ValueError):
    """An address or a fact that cannot stand in a letter. Says which, never what it was."""


class NoMailError(Exception):
    """No mail server is named, or it kept us waiting a moment ago; a later try may do better."""


def is_offered() -> bool:
    """Say whether we can send letters: there is a server, and an address to come back to."""
    return bool(current_app.config["MAIL_SERVER"] and current_app.config["BASE_URL"])


def post(
    kind: str,
    *,
    to: str,
    language: str,
    facts: Mapping[str, str | date],
    once: str,
    consultation_id: int | None = None,
) -> Letter:
    """Write a letter that is sent after this transaction. The same ``once`` is one letter.

    ``facts`` are those of FACTS; the link comes from ``url_for``, without a host. Raises
    LetterRefusedError.
    """
    told = {"to": _address(to), "facts": _facts(kind, facts)}
    once_key = keyed(SEALED_FOR, f"{kind}:{once}")
    same = select(Letter).where(Letter.once_key == once_key)
    if found := db.session.scalar(same):
        return found
    letter = Letter(
        kind=kind,
        language=LANGUAGES[language].code,
        once_key=once_key,
        sealed=seal_json(SEALED_FOR, once_key, told),
        asked_at=clock.now(),
        consultation_id=consultation_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(letter)
    except IntegrityError:
        # Somebody else posted the same at the same moment; theirs is the one.
        return db.session.scalars(same).one()
    after_commit(SEND, letter.id)
    return letter


def path_to(endpoint: str, **values: object) -> str:
    """Return the address of a page for the link of a letter, also where no page is asked for."""
    return current_app.url_map.bind("").build(endpoint, values)


def undelivered(consultation_id: int) -> int:
    """Return how many letters about a consultation we could not hand in and gave up."""
    given_up = select(func.count()).where(
        Letter.consultation_id == consultation_id, Letter.given_up_at.is_not(None)
    )
    return db.session.scalar(given_up) or 0


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
        message = _message(letter, server) if letter.sealed else None
    if message is None:
        return
    run.progress(0, 1, leases=TALK)
    with _marked_when_slow():
        _hand_in(message, server)
    sent = update(Letter).where(Letter.id == run.subject_id)
    db.session.execute(sent.values(sealed=None, sent_at=clock.now()))


def init_app(app: Flask) -> None:
    """Give the templates of letters what those of pages have as HTML."""
    app.jinja_env.filters["apart"] = apart


def apart(text: str) -> str:
    """Keep a title, code or phone number in order inside right-to-left plain text.

    Not for links: some programs would take the closing mark as a part of the address.
    """
    return f"\u2068{text}\u2069" if current_language().direction == "rtl" else text


def _address(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        raise LetterRefusedError("the address") from None
    return found.ascii_email or found.normalized


def _facts(kind: str, facts: Mapping[str, str | date]) -> dict[str, str]:
    """Return the facts as texts. A line end in one could begin a header of its own.

    A moment is refused: which day it is in London, the caller knows.
    """
    if facts.keys() != FACTS[kind]:
        raise LetterRefusedError("too few facts, or too many")
    texts = {name: str(fact) for name, fact in facts.items()}
    for name, text in texts.items():
        if text.splitlines() != [text] or isinstance(facts[name], datetime):
            raise LetterRefusedError(name)
    if not texts["link"].startswith("/") or texts["link"].startswith("//"):
        raise LetterRefusedError("link")
    return texts


def _message(letter: Letter, server: MailServer) -> EmailMessage:
    told = unseal_json(SEALED_FOR, letter.once_key, letter.sealed or b"")
    subject, body = _written(letter.kind, LANGUAGES[letter.language], told["facts"])
    user, _at, domain = server.sender.rpartition("@")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(current_app.config["ORGANISATION"]["name"], user, domain)
    message["To"] = told["to"]
    message["Subject"] = subject
    message["Date"] = clock.now()
    # The same at every try: many mail programs show what arrives twice only once.
    message["Message-ID"] = f"<{letter.once_key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    message["Content-Language"] = letter.language
    return message


def _written(kind: str, language: Language, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of a letter."""
    # A context of its own, so that no language is left behind in ours.
    with current_app.app_context():
        g.language = language
        config = current_app.config
        known = {**facts, "link": config["BASE_URL"] + facts["link"]}
        known["organisation"] = config["ORGANISATION"]
        template = current_app.jinja_env.get_template(f"letters/{kind}.txt")
        module: Any = template.make_module(known)
        return module.subject, str(module).strip() + "\n"


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
