"""The real worker does the work of the day without anybody asking."""

from redis import Redis

from tests.faults.conftest import Rows
from tests.support.processes import wait_until
from tests.support.programs import StartWorker

PATIENCE = 60  # seconds; a busy machine starts programs slowly
DONE = "SELECT count(*) FROM job WHERE kind = 'respond.tidy' AND state = 'done'"
ASKED = "SELECT count(*) FROM job WHERE kind = 'respond.tidy'"


def test_two_workers_do_the_work_of_the_day_once(
    rows: Rows, worker: StartWorker, valkey: Redis
) -> None:
    worker()
    worker()
    wait_until(lambda: rows.one(DONE) == (1,), what="the work of the day", seconds=PATIENCE)
    wait_until(lambda: valkey.llen("rq:queue:consult") == 0, what="an empty queue")
    assert rows.one(ASKED) == (1,)
