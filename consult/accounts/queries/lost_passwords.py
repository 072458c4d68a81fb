"""Reading who asked for a new password."""

from datetime import datetime

from sqlalchemy import select

from consult.accounts.models import LostPassword
from consult.accounts.rules import RESET_FOR
from consult.core.database import db
from consult.core.security import hashed


def open_with(key: str, *, at: datetime, lock: bool = False) -> LostPassword | None:
    """Return what the secret of a letter opens still; with ``lock``, to be used."""
    is_its = LostPassword.key_hash == hashed(key)
    query = select(LostPassword).where(is_its, LostPassword.asked_at > at - RESET_FOR)
    if lock:  # as it is now: who waited for the lock may have read it before
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)
