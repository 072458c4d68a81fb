"""Reading a stranger's file in a process of its own, which may take little and may fall over.

A picture or a PDF can be made to use all memory or time of whatever reads it, and a fault
in the C code that reads it can end the process. So neither happens where pages are made.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from threading import BoundedSemaphore

from consult.core.settings import ROOT
from consult.core.uploads.refusals import FileRefusedError

MOST_MEMORY = 290 * 1024 * 1024  # bytes of address space
MOST_WORK = 4  # seconds of a processor
# In seconds: how long a person waits for a turn, and then for a processor.
PATIENCE = 10
# One file at a time in each process of the site: memory stays known when many send.
TURN = BoundedSemaphore(1)


def read_apart(module: str, raw: bytes) -> tuple[str, bytes]:
    """Run a module that calls answer() on a file, and return the kind and the clean file.

    Raises FileRefusedError as the module did, or when it took too much or fell over.
    """
    if not TURN.acquire(timeout=PATIENCE):
        raise FileRefusedError("busy")
    try:
        ran = subprocess.run(  # noqa: S603 - our own program, and no word of the file's
            [sys.executable, "-m", module],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # warnings may quote the file
            cwd=ROOT,
            env={},  # no secret of ours is there to be found
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # Not the file’s fault: it would have used up its work first, had it had a processor.
        raise FileRefusedError("busy") from None
    finally:
        TURN.release()
    return _understood(ran)


def _understood(ran: subprocess.CompletedProcess[bytes]) -> tuple[str, bytes]:
    if ran.returncode < 0:  # ended by a signal: over a limit, or fallen over
        raise FileRefusedError("too-complicated")
    ran.check_returncode()  # anything else is our own fault, not the file's
    head, _, body = ran.stdout.partition(b"\n")
    said = json.loads(head)
    if "refused" in said:
        raise FileRefusedError(said["refused"], said["facts"])
    return said["kind"], body


def answer(clean: Callable[[bytes], tuple[str, bytes]]) -> None:
    """Be the process: clean the file from the input under the limits, and write it out."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    head, body = _answered(clean, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.write(body)


def _answered(
    clean: Callable[[bytes], tuple[str, bytes]], raw: bytes
) -> tuple[dict[str, object], bytes]:
    try:
        kind, body = clean(raw)
    except FileRefusedError as refused:
        return {"refused": refused.code, "facts": refused.facts}, b""
    except MemoryError:
        return {"refused": "too-complicated", "facts": {}}, b""
    return {"kind": kind}, body
