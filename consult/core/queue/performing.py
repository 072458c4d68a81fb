"""Doing the work: claimed by one run at a time, tried again, and swept up when forgotten."""

import logging
from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from consult.core import clock
from consult.core.database import db, reading
from consult.core.faults import told
from consult.core.queue.asking import push
from consult.core.queue.jobs import (
    ATTEMPTS,
    FAILED,
    GIVEN_UP,
    JOBS,
    OWN_WAITS,
    RUNNING,
    WAITING,
    WAITS,
    Job,
    OvertakenError,
    Run,
    lease,
)

log = logging.getLogger(__name__)


def perform(job_id: int) -> None:
    """Do a job if nobody else is doing it. RQ calls this with the number of the row."""
    run, kind = claim(job_id)
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
        push(job_id, fence)
    return len(found)


def claim(job_id: int) -> tuple[Run | None, str]:
    """Return a run of a job and its kind, unless somebody else holds it."""
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
