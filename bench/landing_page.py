"""What the first visit costs: bytes over the wire, requests, and time on the server.

    python -m bench.landing_page
    python -m bench.landing_page --requests 500

A cold browser without scripts, the real web server, the library example. Bytes are what
Chromium received, headers included. Server time is that of a whole request over a kept
connection on this machine, one after the other.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, sync_playwright

from consult.app import create_app
from consult.core import clock
from consult.core.database import Model, db
from consult.core.days import day_of
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from tests.factories import APPROVER, BY, REASON, library_document
from tests.support.browsers import CHROMIUM_FLAGS, NO_BROWSER, chromium
from tests.support.processes import web_server

MOST_BYTES, MOST_REQUESTS = 30_000, 4
SLUG = "library-hours"
PAGES = ("/en/", f"/en/consultations/{SLUG}", "/ur/", f"/ur/consultations/{SLUG}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="how many for the server time")
    options = parser.parse_args()
    program = chromium()
    if program is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        environment = {**os.environ, "DATA": folder}
        os.environ["DATA"] = folder
        _open_library()
        with (
            web_server(environment=environment, log=Path(folder) / "web.log") as site,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
            print(f"target: at most {MOST_BYTES:,} bytes in {MOST_REQUESTS} requests")
            for page in PAGES:
                _show(page, browser, site, requests=options.requests)
            sizes = cold_sizes(browser, f"{site}/en/consultations/{SLUG}", begin=True)
            print(f"a question page, cold         {sum(sizes):7,} bytes  {len(sizes)} requests")
            browser.close()


def _open_library() -> None:
    opened = clock.now() - timedelta(days=7)
    with create_app().app_context():
        Model.metadata.create_all(db.engine)
        document = library_document(opens=day_of(opened).isoformat())
        made = import_definition(document, by=BY, at=opened, reason=REASON)
        open_consultation(made, by=APPROVER, at=opened, reason=REASON)
        db.session.commit()


def _show(page: str, browser: Browser, site: str, *, requests: int) -> None:
    sizes = cold_sizes(browser, f"{site}{page}")
    times = sorted(_server_times(site, page, requests))
    p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    print(
        f"{page:32} {sum(sizes):7,} bytes  {len(sizes)} requests"
        f"  server p50 {p50 * 1000:.1f} ms  p95 {p95 * 1000:.1f} ms"
    )


def cold_sizes(browser: Browser, address: str, *, begin: bool = False) -> list[int]:
    """Return the bytes of each request that a browser makes which was never here before.

    With ``begin`` it is the first question of the consultation at the address: answers were
    begun, and nothing but the cookie is there.
    """
    context = browser.new_context(java_script_enabled=False)
    if begin:
        begun = context.request.post(f"{address}/answer", max_redirects=0)
        address = urljoin(address, begun.headers["location"])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[int] = []

    def note(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    wire.send("Network.enable")
    wire.on("Network.loadingFinished", note)
    page.goto(address, wait_until="networkidle")
    context.close()
    return sizes


def _server_times(site: str, page: str, requests: int) -> list[float]:
    connection = HTTPConnection(urlsplit(site).netloc)
    headers = {"Accept-Encoding": "gzip"}
    times = []
    for _request in range(requests + 10):
        start = time.perf_counter()
        connection.request("GET", page, headers=headers)
        response = connection.getresponse()
        response.read()
        times.append(time.perf_counter() - start)
    connection.close()
    return times[10:]  # the first ones fill caches


if __name__ == "__main__":
    main()
