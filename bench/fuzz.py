"""Anything at all, sent to every address of a resident: no fault of ours, nothing lost.

    python -m bench.fuzz                           20,000 cases on SQLite
    python -m bench.fuzz --postgresql              the same on PostgreSQL from the tests’ wheel
    python -m bench.fuzz --cases 500 --seed 7

The same seed sends the same. It fails when a page is none of the clear answers, when it
leads off the site, when a text that was taken is not kept letter for letter, or when
somebody else’s answers are touched.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from consult.app import create_app
from consult.core.database import Model, db
from tests.checking_client import CheckingClient
from tests.support.anything import Attack, Found
from tests.support.postgresql import postgresql_server

SLOWEST = 2.0  # seconds; above it a page counts as a way to stop the site


def main() -> None:
    """Send and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20_260_405)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        os.environ["DATA"] = folder
        with _database(postgresql=options.postgresql) as address:
            found = _attack(address, cases=options.cases, seed=options.seed)
    _show(found, options)
    sys.exit(1 if found.wrong else 0)


@contextmanager
def _database(*, postgresql: bool) -> Iterator[str | None]:
    if not postgresql:
        yield None
        return
    with postgresql_server() as address:
        yield address.render_as_string(hide_password=False)


def _attack(address: str | None, *, cases: int, seed: int) -> Found:
    settings = {"TESTING": True, "REDIS_URL": "unix:///nowhere/valkey.sock"}
    app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": address} if address else settings)
    app.test_client_class = CheckingClient
    with app.app_context():
        Model.metadata.drop_all(db.engine)
        Model.metadata.create_all(db.engine)
    found = Attack(app, seed=seed).run(cases, tell=_tell)
    with app.app_context():
        db.engine.dispose()
    return found


def _tell(done: int) -> None:
    print(f"{done:,}", end=" ", file=sys.stderr, flush=True)


def _show(found: Found, options: argparse.Namespace) -> None:
    print(f"\n{options.cases:,} cases, seed {options.seed}, {len(found.addresses)} doors")
    for status, number in sorted(found.statuses.items()):
        print(f"  {status}: {number:,}")
    faults = sum(number for status, number in found.statuses.items() if status >= 500)  # noqa: PLR2004 - the line between theirs and ours
    print(f"5xx: {faults}; texts kept as sent: {found.kept:,}; wrong: {len(found.wrong)}")
    print(f"slowest: {found.slowest:.2f} s at {found.slowest_at} (bar: {SLOWEST:.0f} s)")
    for line in found.wrong[:50]:
        print(" ", line)


if __name__ == "__main__":
    main()
