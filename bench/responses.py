"""How many whole responses a second, durably stored: one question a page, or all on one.

    python -m bench.responses                      SQLite
    python -m bench.responses --postgresql         PostgreSQL from the tests’ wheel, durable
    python -m bench.responses --database URL       a PostgreSQL database of your own
    python -m bench.responses --one-page           ten questions, all on one page
    python -m bench.responses --seconds 20 --people 8

The server (gunicorn, two processes) and the people share the machine’s cores. The answer
that counts is a receipt whose response is in the database afterwards.
"""

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.support.postgresql import DURABLE, postgresql_server

ROOT = Path(__file__).resolve().parents[1]
SLUG = "library-hours"
ONE_PAGE = "ten-questions"
ANSWERS = {
    "capacity": "individual",
    "uses": "yes",
    "which": "central",
    "why_use": "read",
    "impact": "some",
    "impact_detail": "I work until six, so I could only come on Saturdays. " * 4,
    "volunteer": "no",
    "other_ideas": "Open later on Thursdays and close on Monday mornings instead. " * 4,
    "postcode": "IG1",
    "publish": "without_name",
    "equality_gate": "no",
}


YES_NO = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
TEN = {
    "title": "Ten questions",
    "slug": ONE_PAGE,
    "owner": "Example Borough Council",
    "summary": "Five to choose from, and five to write.",
    "questions": [
        {"id": f"q{place}", "text": f"What about {place}?", **kind}
        for place in range(10)
        for kind in [{"type": "long_text"} if place % 2 else {"type": "single", "options": YES_NO}]
    ],
}
LONG = "I work until six, so I could only come on Saturdays, and so do my neighbours. " * 6


@dataclass
class Measured:
    """What one process of people saw; times in seconds."""

    sent: int = 0
    refused: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)


class Visitor:
    """One person with one browser: keeps the connection and the cookie."""

    def __init__(self, port: int, measured: Measured) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.measured = measured
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, kind: str, **form: str) -> tuple[int, str, str]:
        """Return the status, where it leads and the page."""
        body = urlencode(form) if method == "POST" else None
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.measured.times.setdefault(kind, []).append(time.perf_counter() - begun)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text

    def respond(self) -> bool:
        """Go the whole way once. Returns whether there was a receipt."""
        self.cookies = {}
        key, base = "", f"/en/consultations/{SLUG}"
        self.ask("GET", base, "consultation page")
        _status, path, _text = self.ask("POST", f"{base}/answer", "begin")
        while "/answer/" in path:
            _status, _to, text = self.ask("GET", path, "question page")
            found = re.search(r'name="draft"[^>]*value="([^"]+)"', text)
            if found is None:
                return False
            key = found[1]
            question, _slash, row = path.split("/answer/")[1].partition("/")
            answer = "a" if row else ANSWERS.get(question)
            form = {"draft": key, "then": ""} | ({"answer": answer} if answer else {})
            _status, path, _text = self.ask("POST", path, "save a page", **form)
        _status, _to, text = self.ask("GET", path, "check page")
        status, path, _text = self.ask("POST", path, "send", draft=key)
        if status != HTTPStatus.SEE_OTHER:
            return False
        _status, _to, text = self.ask("GET", path, "receipt")
        return 'class="receipt"' in text

    def respond_on_one_page(self) -> bool:
        """Answer ten questions on one page. Returns whether there was a receipt."""
        self.cookies = {}
        base = f"/en/consultations/{ONE_PAGE}"
        _status, path, _text = self.ask("POST", f"{base}/answer", "begin", view="all")
        _status, _to, text = self.ask("GET", path, "page of ten")
        found = re.search(r'name="draft"[^>]*value="([^"]+)"', text)
        if found is None:
            return False
        fields = dict(re.findall(r'name="(q\d-seen)"[^>]*value="([^"]+)"', text))
        for place in range(10):
            fields[f"q{place}-answer"] = LONG if place % 2 else "yes"
        _status, path, _text = self.ask("POST", path, "save all", draft=found[1], **fields)
        self.ask("GET", path, "check page")
        status, path, _text = self.ask("POST", path, "send", draft=found[1])
        if status != HTTPStatus.SEE_OTHER:
            return False
        _status, _to, text = self.ask("GET", path, "receipt")
        return 'class="receipt"' in text


def people(port: int, until: float, results: Any, *, one_page: bool) -> None:
    """Answer again and again until the time is up."""
    measured = Measured()
    visitor = Visitor(port, measured)
    respond = visitor.respond_on_one_page if one_page else visitor.respond
    while time.time() < until:
        if respond():
            measured.sent += 1
        else:
            measured.refused += 1
    results.put(measured)


@contextmanager
def served(database: str | None, *, processes: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Serve the example on a free port, as ``make run`` does."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "DATA": folder, "FLASK_APP": "consult.app:create_app"}
        if database:
            environment["DATABASE_URL"] = database
        flask = [sys.executable, "-m", "flask"]
        subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, env=environment, check=True)
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "consult.app:create_app()"),
                *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
                *("--workers", str(processes), "--threads", "8", "--no-control-socket"),
                *("--log-level", "warning"),
            ],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        try:
            _wait_for(port)
            yield port, environment
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


PREPARE = """
from datetime import timedelta
from bench.responses import TEN
from consult.core.days import day_of, start_of
from consult.plan.actions import importing, opening
from consult.app import create_app
from consult.core import clock
from consult.core.commands import one_transaction
from consult.examples.actions import LIBRARY, LIBRARY_AGE, _open
from consult.plan.queries import consultation_at
app = create_app()
with app.app_context(), one_transaction():
    if consultation_at(LIBRARY) is None:
        _open("library.json", LIBRARY, opened=clock.now() - LIBRARY_AGE)
    if consultation_at(TEN["slug"]) is None:
        first = day_of(clock.now()) - timedelta(days=7)
        before, TEN["opens"] = start_of(first) - timedelta(hours=6), first.isoformat()
        ten = importing.import_definition(TEN, by="Bench", at=before)
        opening.open_consultation(ten, by="Second", at=before)
"""

COUNT = """
from bench.responses import ONE_PAGE, SLUG
from consult.app import create_app
from consult.plan.queries import consultation_at
from consult.respond.queries import count_responses
app = create_app()
with app.app_context():
    print(sum(count_responses(consultation_at(slug).id) for slug in (SLUG, ONE_PAGE)))
"""


def _wait_for(port: int) -> None:
    for _try in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/en/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _stored(environment: dict[str, str]) -> int:
    found = subprocess.run(
        [sys.executable, "-c", COUNT],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(found.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--one-page", action="store_true")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--processes", type=int, default=2)
    wanted = parser.parse_args()
    if not wanted.postgresql:
        measure(wanted, wanted.database)
        return
    with postgresql_server(DURABLE) as server:
        measure(wanted, server.set(database="postgres").render_as_string(hide_password=False))


def measure(wanted: argparse.Namespace, database: str | None) -> None:
    """Let people answer for a while, count what is stored, and print."""
    context = get_context("fork")
    with served(database, processes=wanted.processes) as (port, environment):
        before = _stored(environment)
        results = context.Queue()
        begun = time.time()
        crowd = [
            context.Process(
                target=people,
                args=(port, begun + wanted.seconds, results),
                kwargs={"one_page": wanted.one_page},
            )
            for _person in range(wanted.people)
        ]
        for one in crowd:
            one.start()
        found = [results.get() for _person in crowd]
        took = time.time() - begun
        stored = _stored(environment) - before
    _print(found, took, stored, database or "SQLite")


def _print(found: list[Measured], took: float, stored: int, database: str) -> None:
    sent = sum(one.sent for one in found)
    refused, name = sum(one.refused for one in found), database.split(":", 1)[0]
    print(f"{name}: {sent} responses in {took:.1f} s = {sent / took:.1f} a second")
    print(f"with a receipt: {sent}, in the database: {stored}, refused: {refused}")
    kinds = sorted({kind for one in found for kind in one.times})
    for kind in kinds:
        times = sorted(t for one in found for t in one.times.get(kind, []))
        cuts = statistics.quantiles(times, n=100)
        shown = "  ".join(f"p{p} {cuts[p - 1] * 1000:.1f} ms" for p in (50, 95, 99))
        print(f"{kind:18} {len(times):6}  {shown}")


if __name__ == "__main__":
    main()
