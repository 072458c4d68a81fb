"""Starts programs in no time, again and again.

Reading the modules of the site takes two seconds of work, in each of gunicorn’s processes.
This process reads them once; a Python program is then a fork of it, run from its first line.
"""

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.processes import ROOT, ends_with_us


class WarmStart:
    """The process from which programs are forked. It ends with the tests, they end with it."""

    def __init__(self, *, inside: Sequence[str] = ()) -> None:
        """Read the modules. Ready at once: the first program waits for them.

        ``inside`` are the first words of a command that runs what follows in a world apart.
        """
        self.process = subprocess.Popen(
            [*inside, sys.executable, "-m", __name__],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=ends_with_us,  # noqa: PLW1509 - the other threads only wait
        )

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, and everything that was started with it."""
        self.process.kill()
        self.process.communicate()

    def start(self, command: list[str], *, environment: Mapping[str, str], log: Path) -> int:
        """Start a program, named as one would at a terminal; return its number."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("it was started without pipes")
        asked = {"words": command, "environment": dict(environment), "log": str(log)}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def _serve() -> None:
    ends_with_us()  # once more: a world apart makes Linux forget it
    # As gunicorn and the worker will: so that the children find them read already.
    for module in ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "psycopg", "consult.app"):
        __import__(module)
    # Nobody waits for the programs; Linux clears them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        print(pid, flush=True)  # noqa: T201 - the answer to the tests


def _become(asked: dict[str, object]) -> None:
    os.setpgid(0, 0)
    ends_with_us()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    environment = asked["environment"]
    words = asked["words"]
    if not isinstance(environment, dict) or not isinstance(words, list):
        raise TypeError(asked)
    os.environ.update(environment)
    _speak_to(str(asked["log"]))
    program, *sys.argv = words
    if program != sys.executable:
        os.execv(program, words)  # noqa: S606 - since: the tests chose the program
    if sys.argv[0] == "-m":
        del sys.argv[0]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")
    raise SystemExit


def _speak_to(log: str) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor, place in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(descriptor, place)


if __name__ == "__main__":
    _serve()
