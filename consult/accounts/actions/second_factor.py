"""Codes from an officer’s own app, and the recovery codes for the day their phone is lost."""

from datetime import datetime

from sqlalchemy import delete

from consult.accounts.actions import history, sessions, tries
from consult.accounts.actions.tries import RefusedError
from consult.accounts.models import Officer, RecoveryCode, SecondFactor
from consult.accounts.rules import APP_TRIES, RECOVERY_CODES, RECOVERY_TRIES, time_step_of
from consult.core import audit
from consult.core.database import db
from consult.core.sealing import seal, unseal
from consult.core.security import clean_code, code_for, keyed, new_key

PURPOSE = "second factor"
LENGTH, GROUP = 12, 4  # 55 bits


def offered_key(session_key: str) -> bytes:
    """Return the key that a session offers to an app: 160 bits, the same until it is taken.

    Nothing is kept before a first code has come back: looking at a page writes nothing.
    """
    return bytes.fromhex(keyed(PURPOSE, session_key))[:20]


def set_up(officer_id: int, key: bytes, typed: str, *, at: datetime) -> str:
    """Take an app for the codes from now on, and return the seed of new recovery codes.

    Raises RefusedError unless the typed code came from the app.
    """
    step = time_step_of(typed, key, at=at, after=None)
    if step is None:
        raise RefusedError(must_wait=False)
    db.session.execute(delete(SecondFactor).where(SecondFactor.officer_id == officer_id))
    sealed = seal(PURPOSE, str(officer_id), key)
    made = SecondFactor(officer_id=officer_id, sealed_key=sealed, last_step=step, made_at=at)
    db.session.add(made)
    history.record("officer.second-factor-set-up", db.session.get_one(Officer, officer_id))
    return _new_seed(officer_id)


def check_code(officer_id: int, typed: str, *, network: str, at: datetime) -> None:
    """Take a code from the app, once. Raises RefusedError.

    Tries count for the account from wherever they come: who makes them knows the password.
    """
    this_try = tries.begin(APP_TRIES, str(officer_id), network=network, at=at)
    # Locked: of two who send the same code at the same time, one is refused.
    kept = db.session.get(SecondFactor, officer_id, with_for_update=True, populate_existing=True)
    step = None
    if kept is not None:
        key = unseal(PURPOSE, str(officer_id), kept.sealed_key)
        step = time_step_of(typed, key, at=at, after=kept.last_step)
    if kept is None or step is None:
        raise RefusedError(must_wait=False)
    kept.last_step = step
    tries.forgive(this_try)


def use_recovery_code(officer_id: int, typed: str, *, network: str, at: datetime) -> None:
    """Take a recovery code instead of one from the app, once. Raises RefusedError."""
    this_try = tries.begin(RECOVERY_TRIES, f"{officer_id}\n{network}", network=network, at=at)
    used = (
        delete(RecoveryCode)
        .where(RecoveryCode.officer_id == officer_id)
        .where(RecoveryCode.code_hash == _hash_of(officer_id, typed))
    )
    if db.session.scalar(used.returning(RecoveryCode.id)) is None:
        raise RefusedError(must_wait=False)
    tries.forgive(this_try)
    history.record("officer.recovery-code-used", db.session.get_one(Officer, officer_id))


def make_recovery_codes(officer_id: int) -> str:
    """Make new recovery codes instead of the old ones, and return their seed."""
    history.record("officer.recovery-codes-made", db.session.get_one(Officer, officer_id))
    return _new_seed(officer_id)


def recovery_codes(seed: str) -> list[str]:
    """Return the codes that belong to a seed. Who has the seed alone cannot tell them."""
    return [
        code_for(f"recovery code {number}", seed, length=LENGTH, group=GROUP)
        for number in range(RECOVERY_CODES)
    ]


def reset(officer: Officer, *, by: str) -> None:
    """Take the app and the recovery codes away: the phone is lost. Every session ends."""
    _forget(officer.id)
    sessions.end_all(officer.id)
    audit.record("officer.second-factor-reset", who=by, subject="officer", subject_id=officer.id)


def _new_seed(officer_id: int) -> str:
    seed = new_key()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.officer_id == officer_id))
    hashes = {_hash_of(officer_id, code) for code in recovery_codes(seed)}
    db.session.add_all(RecoveryCode(officer_id=officer_id, code_hash=one) for one in hashes)
    return seed


def _forget(officer_id: int) -> None:
    for table in (SecondFactor, RecoveryCode):
        db.session.execute(delete(table).where(table.officer_id == officer_id))


def _hash_of(officer_id: int, typed: str) -> str:
    """Return a keyed hash: the codes are short, and the database alone must not tell them."""
    return keyed("recovery code", f"{officer_id}\n{clean_code(typed)}")
