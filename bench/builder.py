"""How large the page is on which officers build sixty questions, and how long it takes.

    python -m bench.builder

Sixty questions of all kinds with options, hints and routes. The size is that of the page
packed with gzip, as a server in front of ours sends it: we do not pack pages with secrets.
"""

import gzip
import os
import re
import statistics
import tempfile
import time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from consult.app import create_app
from consult.core.database import Model, db
from tests.factories import document, drafted, library_document, question
from tests.support import officers

QUESTIONS, REQUESTS = 60, 50
LARGEST = 60_000  # bytes
KINDS = ("single", "multiple", "matrix", "ranking", "text", "long_text", "number", "date")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        os.environ["DATA"] = folder
        app = create_app({"REQUIRE_SECOND_FACTOR": False})
        with app.app_context():
            Model.metadata.create_all(db.engine)
        client, address = builder(app)
        times = []
        for _request in range(REQUESTS):
            begun = time.perf_counter()
            page = client.get(address).get_data()
            times.append((time.perf_counter() - begun) * 1000)
        packed = len(gzip.compress(page))
        print(f"{QUESTIONS} questions: {len(page):,} bytes, packed {packed:,}")
        print(f"target: packed at most {LARGEST:,}")
        print(f"p50 {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


def builder(app: Flask) -> tuple[FlaskClient, str]:
    """Return an officer’s browser, and the address of the page for sixty questions."""
    slug = drafted(app, sixty_questions())
    with app.app_context():
        known = officers.add("officer")
    client = app.test_client()
    officers.sign_in(client, known)
    return client, f"/en/officer/consultations/{slug}/build"


def sixty_questions() -> dict[str, Any]:
    """Return a definition; from the ninth question on each third is asked of some people."""
    return document(*(_question(at) for at in range(QUESTIONS)))


# Other words in each question: what repeats itself packs too well.
_WORDS = sorted(set(re.findall(r"[a-z]{4,}", str(library_document()))))


def _about(at: int, length: int) -> str:
    return " ".join(_WORDS[(at * 17 + one * one * (at + 3)) % len(_WORDS)] for one in range(length))


def _question(at: int) -> dict[str, Any]:
    kind = KINDS[at % len(KINDS)]
    more: dict[str, Any] = {"text": f"What about place {at}: {_about(at, 12)}?"}
    more["hint"] = f"Think of {_about(at + 99, 9)}."
    if kind in ("single", "multiple", "matrix", "ranking"):
        more["options"] = [
            {"value": f"o{at}-{one}", "label": _about(at * 6 + one, 4)} for one in range(6)
        ]
    if at > len(KINDS) and at % 3 == 0:
        more["show_if"] = {"question": "q0", "is": "o0-1"}
    return {**question(f"q{at}", kind), **more}


if __name__ == "__main__":
    main()
