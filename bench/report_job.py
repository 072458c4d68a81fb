"""How long real replies take to come in, and a report to be built, by the real worker.

    python -m bench.report_job                     SQLite, the 10,178 comments of ../shared/data
    python -m bench.report_job --database URL      an empty PostgreSQL database
    python -m bench.report_job --made-up 10178     where the real comments are not at hand

Peak memory is that of the process that does the job, as the kernel counted it.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from consult.app import create_app
from consult.core.database import Model, db
from consult.core.queue import latest_job
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.queries import consultation_at
from consult.report.actions import request
from consult.report.queries import BUILD
from tests.support.processes import ROOT, queue_server, start_worker, stop

SLUG, BY, APPROVER = "comments", "Bench, officer", "Second, publisher"
NINE_LABELS = [f"Theme {number}" for number in range(9)]
MAPPING = {
    "id": "id",
    "channel": "paper",
    "language": "en",
    "sent": "2025-02-03",
    "publish": "without_name",
    "answers": {"comment": "text"},
    "themes": {"question": "comment", "column": "label"},
}
DOCUMENT = {
    "title": "What did you think of your care?",
    "owner": "Example Hospital",
    "summary": "Tell us how your care was.",
    "slug": SLUG,
    "opens": "2025-01-06",
    "questions": [{"id": "comment", "type": "long_text", "text": "What should we know?"}],
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", help="address of an empty database; default: SQLite")
    parser.add_argument("--made-up", type=int, help="make up this many comments instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as name:
        folder = Path(name)
        os.environ["DATA"] = name
        if options.database:
            os.environ["DATABASE_URL"] = options.database
        comments = _made_up(folder, options.made_up) if options.made_up else _real()
        (folder / "mapping.json").write_text(json.dumps(MAPPING))
        with queue_server(folder), create_app().app_context():
            print(f"database: {db.engine.dialect.name}, file: {comments.name}")
            _open()
            _bring_in(comments, folder, "bring in")
            _bring_in(comments, folder, "bring in again")
            _build(folder)


def _real() -> Path:
    shared = Path(os.environ.get("CONSULT_SHARED_DATA") or ROOT.parent / "shared" / "data")
    return shared / "responses" / "nhs-fft-comments.csv"


def _made_up(folder: Path, number: int) -> Path:
    path = folder / "made-up.csv"
    with path.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["id", "text", "label"])
        for at in range(number):
            text = f"Comment {at}. " + "The staff were kind and the wait was long. " * (at % 4)
            writer.writerow([at, text, NINE_LABELS[at * at % 9]])
    return path


def _open() -> None:
    Model.metadata.create_all(db.engine)
    before = datetime(2025, 1, 2, tzinfo=UTC)
    consultation = import_definition(DOCUMENT, by=BY, at=before)
    open_consultation(consultation, by=APPROVER, at=before, reason="A bench has no readers")
    db.session.commit()
    db.session.remove()


def _bring_in(comments: Path, folder: Path, what: str) -> None:
    flask = [sys.executable, "-m", "flask", "--app", "consult.app:create_app"]
    words = ["responses", "import", str(comments), "--mapping", str(folder / "mapping.json")]
    begun = time.perf_counter()
    done = subprocess.run(
        [*flask, *words, "--consultation", SLUG, "--by", BY],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    print(f"{what}: {time.perf_counter() - begun:.2f} s, {done.stdout.strip()}")


def _build(folder: Path) -> None:
    worker = start_worker(environment={}, log=folder / "worker.log")
    try:
        time.sleep(3)  # the worker is up; its start is not the job
        begun, peak = time.perf_counter(), 0
        consultation = consultation_at(SLUG)
        if consultation is None:
            raise SystemExit("the consultation is gone")
        request(consultation, by=BY, at=datetime.now(UTC))  # noqa: TID251 - the real clock
        consultation_id = consultation.id
        db.session.commit()
        state = ""
        while state not in {"done", "failed"}:
            time.sleep(0.02)
            peak = max(peak, _peak_of_children(worker.pid))
            job = latest_job(BUILD, consultation_id)
            state, counted = (job.state, job.done_count) if job else ("", 0)
            db.session.rollback()
        print(f"report job: {time.perf_counter() - begun:.2f} s, {state}, {counted} responses")
        print(f"peak memory of the job: {peak // 1024} MB")
    finally:
        stop(worker)


def _peak_of_children(parent: int) -> int:
    """Return the most memory that a child of the worker ever held, in kB."""
    peaks = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except (OSError, ValueError):
            continue  # it has just ended
        if facts.get("PPid", "").strip() == str(parent) and "VmHWM" in facts:
            peaks.append(int(facts["VmHWM"].split()[0]))
    return max(peaks)


if __name__ == "__main__":
    main()
