"""Work of every day: asked for once a London day, however many ask and whoever was away."""

from collections.abc import Callable

from sqlalchemy import insert, or_, select
from sqlalchemy.exc import IntegrityError

from consult.core import clock
from consult.core.database import db, reading
from consult.core.days import day_of
from consult.core.queue import Job, Run, job

DAILY: set[str] = set()


def daily(kind: str) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
    """Register a function as what is done once a day. It finds itself what there is to do.

    Days on which nothing ran are not made up for, one by one: the next run sees it all.
    """
    DAILY.add(kind)
    return job(kind)


def ask_for_today() -> None:
    """Ask for the work of this day that nobody has asked for yet. The sweeper calls this."""
    today = day_of(clock.now())
    for kind in sorted(DAILY):
        asked = select(Job.id).where(
            Job.kind == kind, or_(Job.day >= today, Job.open_key.is_not(None))
        )
        with reading(), db.engine.connect() as connection:
            if connection.scalar(asked.limit(1)):
                continue
        try:
            with db.engine.begin() as connection:
                connection.execute(
                    insert(Job).values(kind=kind, subject_id=0, open_key=kind, day=today)
                )
        except IntegrityError:
            pass  # another sweeper was quicker, and theirs is the one
