"""Nothing acknowledged is lost: parts of the site are killed while people answer.

    python -m bench.kills --trials 500             half on SQLite, half on PostgreSQL
    python -m bench.kills --trials 20 --seed 7     the same moments again, as far as they can be

Each trial: six people answer over HTTP, a part is killed with SIGKILL after 0.1 to 0.7 s and
started again, everybody presses again what was not answered, and the database is read.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.crash_oracle import Verdict
from tests.support.crash_site import CrashSite, Part, postgresql_site, sqlite_site
from tests.support.crash_trials import Trials
from tests.support.warm_start import WarmStart

# What is killed, again and again in this order. With SQLite the database dies with the web server.
ROUNDS = {
    "SQLite": (Part.WEB, Part.QUEUE, Part.WEB, Part.WORKER),
    "PostgreSQL": (Part.WEB, Part.DATABASE, Part.QUEUE, Part.DATABASE, Part.WEB, Part.WORKER),
}
SITES = {"SQLite": sqlite_site, "PostgreSQL": postgresql_site}
HEAD = ("trials", "sent", "acknowledged", "replayed", "resumed", "stored", "lost", "doubled")


def main() -> int:
    """Run the trials and print what was counted. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    print(" ".join(f"{one:>12}" for one in ("", "", *HEAD)), flush=True)
    begun, total = time.monotonic(), Verdict()
    for place, name in enumerate(SITES):
        trials = (wanted.trials + 1 - place) // 2
        total.add(_trials_on(name, trials=trials, seed=wanted.seed + place))
    print(_row("all", "", total))
    print(f"{time.monotonic() - begun:.0f} s")
    for what in (*total.lost, *total.doubled, *total.faults):
        print(what)
    return 0 if total.is_clean else 1


def _trials_on(name: str, *, trials: int, seed: int) -> Verdict:
    by_part: dict[Part, Verdict] = {}
    with _site(name) as site:
        group = Trials(site, seed=seed)
        for number in range(trials):
            part = ROUNDS[name][number % len(ROUNDS[name])]
            by_part.setdefault(part, Verdict()).add(group.run(part))
            print(f"\r{name} {number + 1} of {trials}", end="", file=sys.stderr, flush=True)
        total = group.finish()
    print("\r", end="", file=sys.stderr, flush=True)
    for part, verdict in by_part.items():
        print(_row(name, part, verdict), flush=True)
        total.add(verdict)
    return total


@contextmanager
def _site(name: str) -> Iterator[CrashSite]:
    with tempfile.TemporaryDirectory(prefix="consult-") as folder, WarmStart() as warm:
        os.environ["DATA"] = folder
        with SITES[name](Path(folder), warm=warm) as site:
            yield site


def _row(name: str, part: str, verdict: Verdict) -> str:
    counted = [getattr(verdict, one) for one in HEAD]
    numbers = [one if isinstance(one, int) else len(one) for one in counted]
    return " ".join(f"{one:>12}" for one in (name, part, *numbers))


if __name__ == "__main__":
    sys.exit(main())
