"""Background jobs: the row in the database is the job; RQ only carries its number.

A job may be pushed twice, killed at any line and started again. What it writes is
committed in one transaction with “done”, and only by the run that holds the newest
fence, so its effect happens once.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask, current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue  # noqa: TID251 - since: this is the one place
from rq.serializers import JSONSerializer
from sqlalchemy import Connection, UniqueConstraint, and_, event, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.core import clock
from consult.core.database import Model, UtcDateTime, db, reading, writing
from consult.core.faults import told

log = logging.getLogger(__name__)

QUEUE = "consult"
WAITS = (2, 4, 8, 16)  # seconds before each further try
ATTEMPTS = 1 + len(WAITS)
LONGEST_RUN = 3600  # seconds

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


def job(
    kind: str,
    *,
    waits: Sequence[float] = WAITS,
    given_up: Callable[[Connection, int], None] = lambda _connection, _subject_id: None,
) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
    """Register a function as what is done for this kind of job.

    ``waits`` are the seconds before each further try; after the last of them ``given_up``
    writes, in the transaction that says so, what that means for the subject.
    """

    def register(function: Callable[[Run], None]) -> Callable[[Run], None]:
        JOBS[kind], OWN_WAITS[kind], GIVEN_UP[kind] = function, waits, given_up
        return function

    return register


def after_commit(kind: str, subject_id: int) -> Job:
    """Ask for work once this transaction is committed; the same work waits only once."""
    open_key = f"{kind}:{subject_id}"
    found = db.session.scalar(select(Job).where(Job.open_key == open_key))
    if found:
        return found
    asked = Job(kind=kind, subject_id=subject_id, open_key=open_key, pushed_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(asked)
    except IntegrityError:
        # Somebody else asked for the same at the same moment; theirs is the one.
        return db.session.scalars(select(Job).where(Job.open_key == open_key)).one()
    db.session.info.setdefault("asked_jobs", []).append(asked.id)
    return asked


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


def perform(job_id: int) -> None:
    """Do a job if nobody else is doing it. RQ calls this with the number of the row."""
    run, kind = _claim(job_id)
    if run is None:
        return
    try:
        JOBS[kind](run)
        run.finish()
    except OvertakenError:
        db.session.rollback()
    except Exception as error:  # noqa: BLE001 - whatever it was, the job is tried again
        db.session.rollback()
        log.error("job %s failed: %s", job_id, told(error))  # noqa: TRY400 - no words in the log
        _put_back(run, type(error).__name__)
    finally:
        db.session.remove()


def sweep() -> int:
    """Push every job that should run and is not running. Returns how many were found.

    Whatever the queue forgot, whichever worker died: the table remembers. A job that has
    taken its worker with it in every try is given up.
    """
    now = clock.now()
    stuck = select(Job.id, Job.subject_id, Job.fence, Job.state, Job.attempts).where(
        or_(
            and_(
                Job.state == WAITING,
                Job.run_after <= now,
                or_(Job.pushed_at.is_(None), Job.pushed_at <= now - lease()),
            ),
            and_(Job.state == RUNNING, Job.lease_until < now),
        )
    )
    with reading(), db.engine.connect() as connection:
        found = connection.execute(stuck).all()
    for job_id, subject_id, fence, state, attempts in found:
        if state == RUNNING and attempts >= ATTEMPTS:
            _put_back(Run(job_id=job_id, subject_id=subject_id, fence=fence), "WorkerLost")
            continue
        with db.engine.begin() as connection:
            connection.execute(update(Job).where(Job.id == job_id).values(pushed_at=now))
        _push(job_id, fence)
    return len(found)


def init_app(app: Flask) -> None:
    """Connect to the queue and push numbers after each commit."""
    app.extensions["redis"] = quick_connection_to(str(app.config["REDIS_URL"]))


def quick_connection_to(url: str) -> "Redis":
    """Return a connection that tries once, for a second: people must not wait for the queue."""
    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1, retry=None)


def connection_to(url: str) -> "Redis":
    """Return a connection for a worker, which has the time to wait for an answer."""
    return Redis.from_url(url, socket_connect_timeout=1)


@event.listens_for(Session, "after_commit")
def _push_asked(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint ended; nobody else can see the rows yet
    for job_id in session.info.pop("asked_jobs", []):
        _push(job_id, 0)


@event.listens_for(Session, "after_rollback")
def _forget_asked(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("asked_jobs", None)


def _push(job_id: int, fence: int) -> None:
    queue = Queue(QUEUE, connection=current_app.extensions["redis"], serializer=JSONSerializer)
    try:
        queue.enqueue(
            "consult.core.queue.perform",
            job_id,
            job_id=f"{job_id}-{fence}",
            job_timeout=LONGEST_RUN,
            result_ttl=0,
            failure_ttl=0,
        )
    except RedisError:
        # The row is committed; the sweeper pushes it when the queue is back.
        log.warning("the queue is away; job %s waits in the table", job_id)


def _claim(job_id: int) -> tuple[Run | None, str]:
    now = clock.now()
    may_run = or_(
        and_(Job.state == WAITING, Job.run_after <= now),
        and_(Job.state == RUNNING, Job.lease_until < now, Job.attempts < ATTEMPTS),
    )
    with db.engine.begin() as connection:
        row = connection.execute(
            update(Job)
            .where(Job.id == job_id, may_run)
            .values(
                state=RUNNING,
                fence=Job.fence + 1,
                attempts=Job.attempts + 1,
                lease_until=now + lease(),
            )
            .returning(Job.subject_id, Job.fence, Job.kind)
        ).first()
    if row is None:
        return None, ""
    return Run(job_id=job_id, subject_id=row.subject_id, fence=row.fence), row.kind


def _put_back(run: Run, error: str) -> None:
    of_job = select(Job.kind, Job.attempts).where(Job.id == run.job_id)
    mine = update(Job).where(Job.id == run.job_id, Job.fence == run.fence, Job.state == RUNNING)
    with db.engine.begin() as connection:
        kind, attempts = connection.execute(of_job).one()
        waits = OWN_WAITS.get(kind, WAITS)
        if attempts <= len(waits):
            later = clock.now() + timedelta(seconds=waits[attempts - 1])
            again = {"state": WAITING, "run_after": later, "pushed_at": None, "error": error}
            connection.execute(mine.values(**again))
            return
        over = {"state": FAILED, "open_key": None, "finished_at": clock.now(), "error": error}
        if connection.execute(mine.values(**over)).rowcount and kind in GIVEN_UP:
            GIVEN_UP[kind](connection, run.subject_id)
