"""The worker: makes the app and runs jobs. Nothing imports it.

Two processes: one takes job numbers from RQ, the other sweeps the job table, so that
a lost queue or a killed worker costs a minute and not a job.
"""

import ctypes
import logging
import multiprocessing
import signal
import time

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker  # noqa: TID251 - since: RQ hands its own queue over
from rq.job import Job
from rq.serializers import JSONSerializer

from consult.app import create_app
from consult.core import queue
from consult.core.audit.chain import sign_when_due
from consult.core.daily import ask_for_today
from consult.core.database import db

# A worker listens to one queue only: with two, RQ can lose a job in between.
WORKER_TTL = 45  # seconds


def end_with_parent() -> None:
    """Ask Linux to end this process when the one that forked it is gone.

    Without it a killed worker leaves its child at work for minutes.
    """
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class ConsultWorker(Worker):
    """RQ’s worker, whose children do not outlive it."""

    # Seconds between two looks for a queue that went away.
    max_connection_wait_time = 5.0

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Run one job in the forked child."""
        end_with_parent()
        super().main_work_horse(job, queue)


def sweep_forever() -> None:
    """Push forgotten jobs again, ask for those of the day and sign the history."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    app = create_app()
    with app.app_context():
        while True:
            try:
                queue.sweep()
                ask_for_today()
                sign_when_due()
            except Exception:
                logging.getLogger(__name__).exception("the sweep failed; we try again")
            time.sleep(app.config["SWEEP_SECONDS"])


def wait_for(connection: Redis) -> None:
    """Wait until the queue takes something in.

    A worker that ended instead would be started again and again, until ``run.py`` gives
    up and ends the whole site, which people can use without a queue.
    """
    while True:
        try:
            connection.ping()
        except RedisError:
            time.sleep(1)
        else:
            return


def main() -> None:
    """Run jobs until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # Started before the app has any connection, so nothing open is shared.
    multiprocessing.Process(target=sweep_forever, daemon=True).start()
    app = create_app()
    with app.app_context():
        db.engine.dispose()
        connection = queue.connection_to(str(app.config["REDIS_URL"]))
        wait_for(connection)
        ConsultWorker(
            [queue.QUEUE],
            connection=connection,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
        ).work(logging_level="WARNING")


if __name__ == "__main__":
    main()
