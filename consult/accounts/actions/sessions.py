"""Sessions begin, become whole and end. Where the row is gone, the cookie opens nothing."""

import secrets
from datetime import datetime

from sqlalchemy import delete

from consult.accounts.actions import history
from consult.accounts.models import Officer, OfficerSession
from consult.accounts.queries import Account
from consult.accounts.rules import LONGEST_SESSION
from consult.core.database import db
from consult.core.security import hashed


class NoSuchSessionError(Exception):
    """A session that has ended, or that is somebody else’s."""


def begin(officer: Officer, *, browser: str, at: datetime) -> Account:
    """Begin a session that opens nothing yet. Old ones are tidied away."""
    db.session.execute(
        delete(OfficerSession).where(OfficerSession.started_at < at - LONGEST_SESSION)
    )
    key = _new_key()
    sitting = OfficerSession(
        officer_id=officer.id, key_hash=hashed(key), browser=browser, started_at=at
    )
    db.session.add(sitting)
    db.session.flush()
    return Account(officer, sitting, key=key)


def come_in(session_id: int, *, at: datetime) -> Account:
    """Make a session whole: it opens what the officer may see. Its key is a new one."""
    sitting = _sitting(session_id)
    officer = db.session.get_one(Officer, sitting.officer_id)
    officer.signed_in_at = at
    history.record("officer.signed-in", officer)
    return _with_new_key(officer, sitting, at=at)


def end_one(officer_id: int, session_id: int) -> None:
    """End one of an officer’s sessions. Raises NoSuchSessionError."""
    sitting = db.session.get(OfficerSession, session_id)
    if sitting is None or sitting.officer_id != officer_id:
        raise NoSuchSessionError
    db.session.delete(sitting)
    history.record("officer.session-ended", db.session.get_one(Officer, officer_id))


def renew(session_id: int, *, at: datetime) -> Account:
    """Note that somebody has shown again, in full, who they are. The key is a new one."""
    sitting = _sitting(session_id)
    return _with_new_key(db.session.get_one(Officer, sitting.officer_id), sitting, at=at)


def end_others(officer_id: int, session_id: int) -> None:
    """End every session of an officer but the one they are in."""
    end_all(officer_id, but=session_id)
    history.record("officer.other-sessions-ended", db.session.get_one(Officer, officer_id))


def end_all(officer_id: int, *, but: int = 0) -> None:
    """End every session of an officer, those too that are half signed in, perhaps but one."""
    theirs = OfficerSession.officer_id == officer_id
    db.session.execute(delete(OfficerSession).where(theirs, OfficerSession.id != but))


def _sitting(session_id: int) -> OfficerSession:
    found = db.session.get(OfficerSession, session_id)
    if found is None:
        raise NoSuchSessionError
    return found


def _with_new_key(officer: Officer, sitting: OfficerSession, *, at: datetime) -> Account:
    """Return the account with a new key: the one from before is worth nothing any more."""
    key = _new_key()
    sitting.key_hash, sitting.proved_at = hashed(key), at
    db.session.flush()
    return Account(officer, sitting, key=key)


def _new_key() -> str:
    return secrets.token_hex(32)
