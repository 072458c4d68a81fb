"""Looking at running programs, and killing them with everything below them."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from tests.support.processes import wait_until


def descendants(pid: int) -> list[int]:
    """Return a process and everything below it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def is_running(pid: int) -> bool:
    """Say whether a process still does something: a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def kill_tree(pid: int) -> None:
    """Kill a program and everything below it, as a power cut would, and see it gone."""
    below = descendants(pid)
    for one in below:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, below)), what=f"the end of process {pid}")
