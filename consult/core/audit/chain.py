"""Writing events, and chaining them when their transaction is committed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, event, func, insert, select, update
from sqlalchemy.orm import Session

from consult.core import clock
from consult.core.audit.models import AuditCheckpoint, AuditEvent
from consult.core.audit.signing import keep_outside, signed
from consult.core.database import Model, db, reading

SIGNED_EVERY = timedelta(hours=1)
CHAIN_LINE = 2  # by which PostgreSQL tells our advisory locks apart
BEFORE_THE_FIRST = "0" * 64  # the hash before the first event
HASHED = ("at", "who", "what", "subject", "subject_id", "consultation_id", "facts")
_EVENTS = Model.metadata.tables[AuditEvent.__tablename__]
_TO_HASH = [_EVENTS.c[name] for name in HASHED]

# Made once: every response that is sent waits for these.
_END = (
    select(_EVENTS.c.place, _EVENTS.c.hash)
    .where(_EVENTS.c.place.is_not(None))
    .order_by(_EVENTS.c.place.desc())
    .limit(1)
)
# The end and what is to follow it, in one question.
_END_AND_NEW = (
    select(_EVENTS.c.id, _EVENTS.c.place, _EVENTS.c.hash, *_TO_HASH)
    .where(
        _EVENTS.c.place.is_(None)
        | (_EVENTS.c.place == select(func.max(_EVENTS.c.place)).scalar_subquery())
    )
    .order_by(_EVENTS.c.place.is_(None), _EVENTS.c.id)
)
_GIVE_PLACE = (
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}") for name in ("place", "previous", "hash")})
)

# What opens, changes, closes or publishes something: signed at once, not within the hour.
SIGNED_AT_ONCE = frozenset(
    {
        "consultation.opened",
        "departure.stated",
        "questions.changed",
        "language.offered",
        "language.stopped",
        "report.published",
        "response.erased",
    }
)


def record(
    what: str,
    consultation_id: int | None = None,
    /,
    *,
    who: str,
    subject: str,
    subject_id: int,
    **facts: object,
) -> None:
    """Write an event in the transaction that makes the change.

    What happens to a consultation itself stands in its history. Of all else say by
    ``consultation_id`` in whose history it stands.
    """
    db.session.add(
        AuditEvent(
            at=clock.now(),
            who=who,
            what=what,
            subject=subject,
            subject_id=subject_id,
            consultation_id=subject_id if subject == "consultation" else consultation_id,
            facts=facts,
        )
    )
    db.session.info["has_events"] = True


def sha256(said: Any) -> str:
    """Return the hash of a text or of plain data, for the facts of an event.

    Of what residents said only in large numbers, never of one answer: it could be guessed.
    """
    spelt = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def hash_of(event_: Mapping[str, Any], *, place: int, previous: str) -> str:
    """Return the hash of an event, as the database gives it, at its place in the chain.

    ``event_`` has the columns named in HASHED. SHA-256 of canonical JSON: sorted names,
    no spaces, ASCII; the moment in UTC with microseconds.
    """
    moment: datetime = event_["at"]
    said = {
        **event_,
        "at": moment.astimezone(UTC).isoformat(timespec="microseconds"),
        "place": place,
        "previous": previous,
    }
    spelt = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def newest_place(session: Session) -> tuple[int, str]:
    """Return the place and the hash of the end of the chain."""
    place, hash_ = session.connection().execute(_END).first() or (0, BEFORE_THE_FIRST)
    return place, hash_


def sign_when_due() -> None:
    """Sign the end of the chain when it has grown for an hour. The sweeper calls this."""
    now = clock.now()
    newest = select(AuditCheckpoint.place, AuditCheckpoint.at).order_by(AuditCheckpoint.id.desc())
    with reading():
        place, hash_ = newest_place(db.session())
        last = db.session.execute(newest.limit(1)).first()
        db.session.rollback()
    if place == 0 or (last and (last.place >= place or now < last.at + SIGNED_EVERY)):
        return
    mark = signed(place, hash_, at=now)
    db.session.execute(insert(AuditCheckpoint).values(asdict(mark)))
    db.session.commit()
    keep_outside(mark, after=(place, hash_), as_line=True)


@event.listens_for(Session, "before_commit")
def _chain(session: Session) -> None:
    """Give the events of this transaction their places, as the last thing it does.

    The end of the chain is held from here until the commit, and nothing else is asked for
    meanwhile, so nobody can wait for us who holds it.
    """
    if session.in_nested_transaction() or not session.info.pop("has_events", False):
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CHAIN_LINE, 0)))
    # As they are stored, which is how whoever checks will read them. Others’ are chained
    # already or not to be seen yet; what a savepoint took back is gone.
    new = list(session.connection().execute(_END_AND_NEW))
    place, previous = 0, BEFORE_THE_FIRST
    if new and new[0].place is not None:
        _, place, previous, *_ = new.pop(0)
    stood = place, previous
    places = []
    for row in new:
        place += 1
        before, previous = previous, _hash_of_row(row, place=place, previous=previous)
        places.append(
            {"row": row.id, "new_place": place, "new_previous": before, "new_hash": previous}
        )
    if places:
        session.connection().execute(_GIVE_PLACE, places)
        at_once = any(row.what in SIGNED_AT_ONCE for row in new)
        _mark(session, place, previous, after=stood, at_once=at_once)


def _hash_of_row(row: Row[Any], *, place: int, previous: str) -> str:
    return hash_of({name: getattr(row, name) for name in HASHED}, place=place, previous=previous)


def _mark(
    session: Session, place: int, hash_: str, *, after: tuple[int, str], at_once: bool
) -> None:
    mark = signed(place, hash_, at=clock.now())
    session.info["chain_end"] = (mark, after, at_once)
    if at_once:
        session.execute(insert(AuditCheckpoint).values(asdict(mark)))


@event.listens_for(Session, "after_commit")
def _tell_outside(session: Session) -> None:
    if not session.in_nested_transaction() and "chain_end" in session.info:
        mark, after, at_once = session.info.pop("chain_end")
        keep_outside(mark, after=after, as_line=at_once)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("chain_end", None)
