"""A lost password: asked for by anybody, mailed to the account’s own address, chosen once."""

from datetime import datetime

from sqlalchemy import delete, func, select

from consult.accounts import queries
from consult.accounts.actions import accounts, passwords
from consult.accounts.models import LostPassword, Officer
from consult.accounts.queries import lost_passwords
from consult.accounts.rules import (
    ASKS_FOR_ACCOUNT,
    ASKS_FROM_NETWORK,
    RESET_FOR,
    can_be_email,
    clean_email,
)
from consult.core import mail
from consult.core.database import db
from consult.core.languages import LANGUAGES
from consult.core.queue import after_commit
from consult.core.sealing import seal, unseal
from consult.core.security import hashed, keyed, new_key

LOOK_UP, SEALED_FOR = "accounts.lost_password", "lost password"
OPENED_BY = "joining.new_password"


class AskedTooOftenError(Exception):
    """Somebody asked too often, for one address or from one network."""


class LinkEndedError(Exception):
    """The link was used, is too old, or never was."""


def ask(email: str, *, network: str, language: str, at: datetime) -> None:
    """Note that somebody lost their password; a job finds out whether there is an account.

    So it takes as long for an address that is unknown. Raises AskedTooOftenError.
    """
    email = clean_email(email)
    email = email if can_be_email(email) else ""
    account_key, network_key = keyed(SEALED_FOR, email), keyed(SEALED_FOR, f"network {network}")
    db.session.execute(delete(LostPassword).where(LostPassword.asked_at <= at - RESET_FOR))
    counts = select(
        func.count().filter(LostPassword.account_key == account_key),
        func.count().filter(LostPassword.network_key == network_key),
    ).select_from(LostPassword)
    for_account, from_network = db.session.execute(counts).one()
    if for_account >= ASKS_FOR_ACCOUNT or from_network >= ASKS_FROM_NETWORK:
        raise AskedTooOftenError
    asked = LostPassword(
        account_key=account_key,
        network_key=network_key,
        sealed=seal(SEALED_FOR, account_key, email.encode()),
        language=language,
        asked_at=at,
    )
    db.session.add(asked)
    db.session.flush()
    after_commit(LOOK_UP, asked.id)


def look_up(number: int) -> None:
    """Post the letter if there is such an account. A job calls this."""
    asked = db.session.get(LostPassword, number)
    if asked is None or asked.sealed is None:
        return
    email = unseal(SEALED_FOR, asked.account_key, asked.sealed).decode()
    asked.sealed = None
    officer = queries.officer_with(email)
    if officer is None or not officer.is_active or not mail.is_offered():
        return
    key, language = new_key(), LANGUAGES[asked.language]
    asked.officer_id, asked.key_hash = officer.id, hashed(key)
    mail.post(
        "lost_password",
        to=officer.email,
        language=language.code,
        facts={"link": mail.path_to(OPENED_BY, lang=language, key=key)},
        once=asked.key_hash,
    )


def choose(key: str, password: str, *, at: datetime) -> Officer:
    """Give somebody the password they chose. Every session and other link of theirs ends.

    Raises LinkEndedError, PasswordRefusedError for a password that is easy to guess, and
    AccountRefusedError for one that is too short.
    """
    asked = lost_passwords.open_with(key, at=at, lock=True)
    officer = db.session.get(Officer, asked.officer_id) if asked else None
    if officer is None or not officer.is_active:
        raise LinkEndedError
    passwords.refuse_easy(password, name=officer.name, email=officer.email)
    accounts.set_password(officer, password)
    return officer
