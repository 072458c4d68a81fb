"""The row that is a job, one run of it, and what is done for each kind."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Connection, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from consult.core import clock
from consult.core.database import Model, UtcDateTime, db, reading, writing

WAITS = (2, 4, 8, 16)  # seconds before each further try
ATTEMPTS = 1 + len(WAITS)

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
OPEN_STATES = frozenset({WAITING, RUNNING})


class Job(Model):
    """Work to do after the transaction that asked for it."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    state: Mapped[str] = mapped_column(default=WAITING, index=True)
    # Set while the job is unfinished, so that the same work is never queued twice.
    open_key: Mapped[str | None] = mapped_column(unique=True)
    # The day for which a job of every day was asked for, so that it is asked for once.
    day: Mapped[date | None]
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    # Raised by each claim; only the newest holder may write.
    fence: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    run_after: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    pushed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The name of what went wrong, never its text: that could hold somebody’s words.
    error: Mapped[str | None]


class OvertakenError(Exception):
    """Another run holds this job now; this one must stop and write nothing."""


@dataclass(frozen=True)
class Run:
    """One try at a job."""

    job_id: int
    subject_id: int
    fence: int

    def progress(self, done: int, total: int, *, leases: int = 1) -> None:
        """Show how far we are and keep the lease. Call it at least every 30 seconds.

        Before a longer silence, ask for several leases at once.

        Raises OvertakenError when the lease was lost to another run.
        """
        changed = update(Job).where(Job.id == self.job_id, Job.fence == self.fence)
        kept_until = clock.now() + leases * lease()
        with writing(), db.engine.begin() as connection:
            result = connection.execute(
                changed.values(done_count=done, total_count=total, lease_until=kept_until)
            )
        if result.rowcount == 0:
            raise OvertakenError

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read for as long as it takes without holding up the people who are answering."""
        with reading():
            yield
            db.session.rollback()

    def finish(self) -> None:
        """Commit what the job wrote together with “done”, or nothing."""
        result: Any = db.session.execute(
            update(Job)
            .where(Job.id == self.job_id, Job.fence == self.fence, Job.state == RUNNING)
            .values(state=DONE, open_key=None, finished_at=clock.now(), error=None)
        )
        if result.rowcount == 0:
            raise OvertakenError
        db.session.commit()


JOBS: dict[str, Callable[[Run], None]] = {}
OWN_WAITS: dict[str, Sequence[float]] = {}
GIVEN_UP: dict[str, Callable[[Connection, int], None]] = {}
WATCHED: set[str] = set()


def job(
    kind: str,
    *,
    waits: Sequence[float] = WAITS,
    is_watched: bool = False,
    given_up: Callable[[Connection, int], None] = lambda _connection, _subject_id: None,
) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
    """Register a function as what is done for this kind of job.

    ``waits`` are the seconds before each further try; after the last of them ``given_up``
    writes, in the transaction that says so, what that means for the subject. What is watched,
    because somebody sits before its progress, goes ahead of all that nobody looks at.
    """

    def register(function: Callable[[Run], None]) -> Callable[[Run], None]:
        JOBS[kind], OWN_WAITS[kind], GIVEN_UP[kind] = function, waits, given_up
        if is_watched:
            WATCHED.add(kind)
        return function

    return register


def lease() -> timedelta:
    """Return how long a run may be silent, or a pushed number unheard, before we try again."""
    return timedelta(seconds=current_app.config["LEASE_SECONDS"])


def latest_job(kind: str, subject_id: int) -> Job | None:
    """Return the newest job of a kind for a thing, to show how it is going."""
    return db.session.scalar(
        select(Job)
        .where(Job.kind == kind, Job.subject_id == subject_id)
        .order_by(Job.id.desc())
        .limit(1)
    )
