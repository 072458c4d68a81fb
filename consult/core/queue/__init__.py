"""Background jobs: the row in the database is the job; RQ only carries its number.

A job may be pushed twice, killed at any line and started again. What it writes is
committed in one transaction with “done”, and only by the run that holds the newest
fence, so its effect happens once.
"""

from consult.core.queue.asking import (
    QUEUE,
    after_commit,
    connection_to,
    init_app,
    push,
    quick_connection_to,
)
from consult.core.queue.jobs import (
    ATTEMPTS,
    GIVEN_UP,
    JOBS,
    OPEN_STATES,
    OWN_WAITS,
    Job,
    OvertakenError,
    Run,
    job,
    latest_job,
)
from consult.core.queue.performing import claim, perform, sweep

__all__ = [
    "ATTEMPTS",
    "GIVEN_UP",
    "JOBS",
    "OPEN_STATES",
    "OWN_WAITS",
    "QUEUE",
    "Job",
    "OvertakenError",
    "Run",
    "after_commit",
    "claim",
    "connection_to",
    "init_app",
    "job",
    "latest_job",
    "perform",
    "push",
    "quick_connection_to",
    "sweep",
]
