"""The row of a letter, and writing one down."""

from collections.abc import Mapping
from datetime import date, datetime

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from consult.core import clock
from consult.core.database import Model, UtcDateTime, db
from consult.core.languages import LANGUAGES
from consult.core.queue import after_commit
from consult.core.sealing import seal_json
from consult.core.security import keyed

# What each kind of letter tells: never an answer. A link is a path on our own site.
FACTS = {
    "come_back": {"title", "link", "code", "kept_until"},
    "receipt": {"title", "link", "reference", "sent_on"},
    "outcome": {"title", "link"},
    "lost_password": {"link"},
    "invitation": {"inviting", "link", "good_until"},
}

SEND, SEALED_FOR = "mail.send", "letter"


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
