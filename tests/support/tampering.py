"""What somebody who can write the database file can do to the history, and has to be found out."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import URL, Connection, create_engine, delete, select, update

from consult.core import audit
from consult.core.audit.chain import BEFORE_THE_FIRST, HASHED, hash_of
from consult.core.audit.checking import Found, check
from consult.core.audit.models import AuditCheckpoint, AuditEvent
from consult.core.database import Model, db, reading

EVENTS = 60
TABLE = Model.metadata.tables[AuditEvent.__tablename__]
CHECKPOINTS = Model.metadata.tables[AuditCheckpoint.__tablename__]


def write_a_history(app: Flask, *, seed: int) -> None:
    """Let things happen, some of which are signed at once; one commit each, now and then two."""
    chance = random.Random(seed)
    names = ["response.sent", "translation.written", "officer.signed-in", "questions.changed"]
    with app.app_context():
        for number in range(EVENTS):
            subject = "consultation" if number % 3 else "response"
            audit.record(
                chance.choice(names),
                chance.choice([None, 1, 2]),
                who=chance.choice(["Amina Khan, publisher", "resident", "clock"]),
                subject=subject,
                subject_id=chance.randrange(1, 9),
                sha256=f"{chance.getrandbits(256):064x}",
                number=number,
            )
            if chance.random() < 0.8:
                db.session.commit()
        db.session.commit()


def found_in(app: Flask) -> Found:
    """Walk through the chain."""
    with app.app_context(), reading():
        found = check()
        db.session.rollback()
        db.engine.dispose()
    return found


def change_a_field(database: Connection, chance: random.Random) -> int:
    """Change one field of one event; return the place that is bad from then on."""
    place = chance.randrange(1, EVENTS + 1)
    column = chance.choice([*HASHED, "previous", "hash"])
    other: dict[str, object] = {
        "at": datetime(2026, 1, 12, 10, 4, tzinfo=UTC),
        "subject_id": 77,
        "consultation_id": 77,
        "facts": {"number": place + 1},
    }
    _set(database, place, **{column: other.get(column, "another")})
    return place


def delete_a_row(database: Connection, chance: random.Random) -> int:
    """Delete one event; half of the time the rest moves up to fill the gap."""
    place = chance.randrange(1, EVENTS)
    database.execute(delete(TABLE).where(TABLE.c.place == place))
    if chance.random() < 0.5:
        later = update(TABLE).where(TABLE.c.place > place)
        database.execute(later.values(place=-TABLE.c.place))
        database.execute(update(TABLE).where(TABLE.c.place < 0).values(place=-TABLE.c.place - 1))
    return place


def swap_two_rows(database: Connection, chance: random.Random) -> int:
    """Let two events change places; half of the time the hashes stay with the places."""
    first, second = sorted(chance.sample(range(1, EVENTS + 1), 2))
    moved = ["place"] if chance.random() < 0.5 else ["place", "previous", "hash"]
    columns = [TABLE.c[name] for name in moved]
    one, other = (
        database.execute(select(*columns).where(TABLE.c.place == place)).one()._asdict()
        for place in (first, second)
    )
    _set(database, first, place=-1)
    _set(database, second, **one)
    _set(database, -1, **other)
    return first


def cut_the_tail(database: Connection, chance: random.Random) -> int:
    """Delete the newest events, and the checkpoints that speak of them."""
    place = chance.randrange(1, EVENTS + 1)
    database.execute(delete(TABLE).where(TABLE.c.place >= place))
    database.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.place >= place))
    return place


def write_all_anew(database: Connection, chance: random.Random) -> int:
    """Change an event and make every hash anew, as one can who has no key.

    Half of the time the checkpoints from there on are deleted too.
    """
    place = chance.randrange(1, EVENTS + 1)
    _set(database, place, who="Somebody else, publisher")
    if chance.random() < 0.5:
        database.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.place >= place))
    previous = BEFORE_THE_FIRST
    for row in database.execute(select(TABLE).order_by(TABLE.c.place)).all():
        said = {name: getattr(row, name) for name in HASHED}
        before, previous = previous, hash_of(said, place=row.place, previous=previous)
        _set(database, row.place, previous=before, hash=previous)
    return place


TAMPERINGS: tuple[Callable[[Connection, random.Random], int], ...] = (
    change_a_field,
    delete_a_row,
    swap_two_rows,
    cut_the_tail,
    write_all_anew,
)


def _set(database: Connection, at_place: int, **values: object) -> None:
    database.execute(update(TABLE).where(TABLE.c.place == at_place).values(values))


@dataclass(frozen=True)
class Tried:
    """A tampering: the first place that is bad, and what a walk found."""

    place: int
    found: Found


class Tamperer:
    """Writes one history, and tampers with a fresh copy of it each time."""

    def __init__(self, app: Flask, kept: Path, *, seed: int) -> None:
        """Write the history and put it aside."""
        self.app, self.kept = app, kept
        self.data = Path(app.config["DATA"])
        write_a_history(app, seed=seed)
        with app.app_context():
            self.path = Path(str(db.engine.url.database))
            db.engine.dispose()
        shutil.copyfile(self.path, kept / "whole.db")

    def try_(self, how: Callable[[Connection, random.Random], int], chance: random.Random) -> Tried:
        """Do it past the triggers of the database, then walk through the chain."""
        shutil.copyfile(self.kept / "whole.db", self.path)
        engine = create_engine(URL.create("sqlite", database=str(self.path)))
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        with engine.begin() as database:
            for name in database.exec_driver_sql(triggers).scalars().all():
                database.exec_driver_sql(f"DROP TRIGGER {name}")
            place = how(database, chance)
        engine.dispose()
        return Tried(place, found_in(self.app))
