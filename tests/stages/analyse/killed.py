"""Programs that are copies of the test, and are killed in the middle of what they do."""

import os
import signal
from collections.abc import Callable

from sqlalchemy import event

from consult.core.database import db


def as_a_copy(act: Callable[[], int]) -> int:
    """Start a program that is a copy of this one and does something; give its number."""
    child = os.fork()
    if child:
        return child
    db.engine.dispose(close=False)  # its connections belong to the one that was copied
    os._exit(act())


def die_before(number: int) -> None:
    """Let this program be killed just before it says so much to the database."""
    left = iter(range(number - 1))

    def count(*_arguments: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    for what in ("before_cursor_execute", "commit"):
        event.listen(db.engine, what, count)


def was_killed(child: int) -> bool:
    """Wait for a copy to end, and say whether it was killed; nothing else may go wrong."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0
