"""Bringing a file of replies in, a batch at a time; and once a day, deleting what is left."""

from consult.analyse.actions import BRINGING_IN, batches_of, files
from consult.analyse.queries.files import BRING_IN, opened
from consult.analyse.rules.intake import problems_in_rows
from consult.core import clock
from consult.core.alone import alone
from consult.core.commands import one_transaction
from consult.core.daily import daily
from consult.core.days import day_of
from consult.core.queue import Run, job

CHECKING = 4  # leases: a large file takes a while to be read and checked


@job(BRING_IN, is_watched=True)
def bring_in(run: Run) -> None:
    """Bring a file in. The subject is the file. When anything is wrong, nothing comes in.

    Killed at any line, it is begun again, finds what is in already and adds the rest.
    """
    run.progress(0, 0, leases=CHECKING)
    with run.reading():
        found = opened(run.subject_id, today=day_of(clock.now()))
        if found is None or found.intake is None:
            return
        total, version = found.file.replies, found.version
    if any(problems_in_rows(found.intake, found.table.rows())):
        return  # such as a closing day that was moved; the page says what
    done = 0
    with alone(BRINGING_IN, waiting=lambda: run.progress(0, total)):
        for batch in batches_of(found.intake, found.table):
            with one_transaction():
                files.bring_in_step(run.subject_id, version, batch, at=clock.now())
            done += len(batch)
            run.progress(done, total)
    files.finish(run.subject_id, at=clock.now())


@daily("analyse.tidy")
def tidy_up(_run: Run) -> None:
    """Delete files that nobody brought in."""
    files.tidy(at=clock.now())
