"""Changes the history of a site in five ways, a hundred times each: is it found every time?

The database is a SQLite file, changed past its triggers, as somebody who has the file can.
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from consult.app import create_app
from consult.core.database import Model, db
from tests.support.tampering import EVENTS, TAMPERINGS, Tamperer, found_in


def main() -> None:
    """Try, and print how many were found and named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20260405)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as kept:
        os.environ["DATA"] = data
        app = create_app()
        with app.app_context():
            Model.metadata.create_all(db.engine)
        tamperer = Tamperer(app, Path(kept), seed=wanted.seed)
        whole = found_in(app)
        print(f"untouched: {whole.events} of {EVENTS} events whole, {whole.marks} signed marks")
        _try_all(tamperer, wanted.trials // len(TAMPERINGS), seed=wanted.seed)


def _try_all(tamperer: Tamperer, trials: int, *, seed: int) -> None:
    found = 0
    begun = time.monotonic()
    for how in TAMPERINGS:
        chance = random.Random(seed)
        tried = [tamperer.try_(how, chance) for _trial in range(trials)]
        bad = [(one.place, one.found.bad.place) for one in tried if one.found.bad]
        named = sum(place == said for place, said in bad)
        found += len(bad)
        print(f"{how.__name__:16} {len(bad):4} of {trials} found, {named} by their very place")
    took = time.monotonic() - begun
    print(f"found: {found} of {trials * len(TAMPERINGS)}, in {took:.1f} s, seed {seed}")


if __name__ == "__main__":
    main()
