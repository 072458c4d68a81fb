"""Which tests run, and saying so: nothing is left out in silence."""

import ipaddress
import os
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CONSULT_SHARED_DATA") or ROOT.parent / "shared" / "data")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
WHY_NOT = {
    "realdata": f"the real data is not at {SHARED}; say where: CONSULT_SHARED_DATA=…",
    "small_disk": "we may not mount a disk here; be root, or let users have namespaces",
    "heavy": "they take minutes; run them with -m heavy",
    "both databases": "they ran on the other database; run them with --both-databases",
}

# What takes longest begins first, spread over the processes of the tests: else one of them is
# still at it when the others are done. Only the first of these fills the site for journeys.
LONGEST = (
    *("test_every_look", "test_kills", "test_make_run"),
    *("test_every_page", "test_importing_replies", "test_disk_full"),
    *("test_editions.py", "test_main_job", "test_jobs_survive"),
)
NOT_RUN = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every case run on both databases, by hand."""
    parser.addoption("--both-databases", action="store_true", help="run every case on both")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start where everything is required and something is missing."""
    config.stash[NOT_RUN] = {}
    if REQUIRE_ALL:
        for what, is_there in (("realdata", SHARED.is_dir()), ("small_disk", may_mount())):
            if not is_there:
                raise pytest.UsageError(f"REQUIRE_ALL=1, but {WHY_NOT[what]}")
    sys.addaudithook(_stay_on_this_machine)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Set apart the tests that cannot run here, and count them."""
    reasons = {item: _why_not(item, chosen_marks=config.option.markexpr) for item in items}
    if not config.getoption("--both-databases"):
        reasons.update((item, "both databases") for item in _elsewhere(items))
    left = [item for item in items if reasons[item]]
    items[:] = [item for item in items if not reasons[item]]
    items[:] = _longest_first(items, getattr(config, "workerinput", {}).get("workercount", 1))
    if left:
        config.hook.pytest_deselected(items=left)
    counts = Counter(reason for reason in reasons.values() if reason)
    config.stash[NOT_RUN].update(counts)
    if hasattr(config, "workeroutput"):
        config.workeroutput["not_run"] = dict(counts)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "pytest.Item", error: object) -> None:  # noqa: ARG001 - the signature is xdist’s
    """Take over the count of one process of the tests; all count the same."""
    node.config.stash[NOT_RUN].update(getattr(node, "workeroutput", {}).get("not_run", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when a test was skipped: here a thing that is missing is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests did not run, and why."""
    for reason, number in sorted(config.stash[NOT_RUN].items()):
        terminalreporter.write_line(f"{number} {reason} tests did not run: {WHY_NOT[reason]}")
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failures here.")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real data. Mark the test realdata."""
    return SHARED


def _elsewhere(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the cases that run on the other database.

    A test with many cases runs each of them on one database, in turn, so that both see the
    test, and each case is seen. A test with one case runs on both.
    """
    cases: defaultdict[str, list[str]] = defaultdict(list)
    elsewhere = []
    for item in sorted(items, key=lambda one: one.nodeid):
        called = getattr(item, "callspec", None)
        if called is None or called.params.keys() <= {"database"}:
            continue
        database = called.params.get("database")
        if database is None:
            continue
        test, _bracket, _case = item.nodeid.partition("[")
        case = called.id.replace(database, "")
        if case not in cases[test]:
            cases[test].append(case)
        if cases[test].index(case) % 2 != (database == "postgresql"):
            elsewhere.append(item)
    return elsewhere


def _longest_first(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return tests so that the part of each process begins with the longest of them."""
    long = [[one for one in items if name in one.nodeid] for name in LONGEST]
    is_long = {one for group in long for one in group}
    rest = iter([one for one in items if one not in is_long])
    ordered = []
    for process in range(processes):
        first = [one for group in long[process::processes] for one in group]
        ordered += first + list(islice(rest, max(0, len(items) // processes - len(first))))
    return ordered + list(rest)


def _why_not(item: pytest.Item, *, chosen_marks: str) -> str | None:
    if item.get_closest_marker("realdata") and not SHARED.is_dir():
        return "realdata"
    if item.get_closest_marker("small_disk") and not may_mount():
        return "small_disk"
    if item.get_closest_marker("heavy") and "heavy" not in chosen_marks:
        return "heavy"
    return None


@cache
def may_mount() -> bool:
    """Say whether we can have a disk of our own that nobody else sees."""
    mount = ["mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        tried = subprocess.run(
            ["unshare", "--mount", "--map-root-user", *mount], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every connection that leaves this machine, from whatever library."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    elif event == "socket.getaddrinfo":
        host = arguments[0] or "localhost"
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host != "localhost" and not _is_loopback(str(host)):
        raise RuntimeError(f"a test tried to reach {host}: tests stay on this machine")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
