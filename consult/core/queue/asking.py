"""Asking for work: the row in the transaction, its number to the queue after it."""

import logging

from flask import Flask, current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue  # noqa: TID251 - since: this is the one place
from rq.serializers import JSONSerializer
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.core import clock
from consult.core.database import db
from consult.core.queue.jobs import WATCHED, Job

log = logging.getLogger(__name__)

QUEUE = "consult"
LONGEST_RUN = 3600  # seconds


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
    db.session.info.setdefault("asked_jobs", []).append((asked.id, kind in WATCHED))
    return asked


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
    for job_id, is_watched in session.info.pop("asked_jobs", []):
        push(job_id, 0, is_first=is_watched)


@event.listens_for(Session, "after_rollback")
def _forget_asked(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("asked_jobs", None)


def push(job_id: int, fence: int, *, is_first: bool = False) -> None:
    """Give the number of a job to the queue. Without a queue the sweeper does it later."""
    queue = Queue(QUEUE, connection=current_app.extensions["redis"], serializer=JSONSerializer)
    try:
        queue.enqueue(
            "consult.core.queue.perform",
            job_id,
            job_id=f"{job_id}-{fence}",
            at_front=is_first,
            job_timeout=LONGEST_RUN,
            result_ttl=0,
            failure_ttl=0,
        )
    except RedisError:
        # The row is committed; the sweeper pushes it when the queue is back.
        log.warning("the queue is away; job %s waits in the table", job_id)
