"""O1: whoever changes the history in the database file, and however, is found out.

``python -m bench.tampering`` tries five times as many.
"""

import random
from pathlib import Path

from flask import Flask

from tests.support.tampering import TAMPERINGS, Tamperer, found_in, write_all_anew

TRIALS = 20
SEED = 20260405


def test_O1_every_tampering_is_found(app: Flask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    tamperer = Tamperer(app, tmp_path, seed=SEED)
    assert found_in(app).bad is None

    for how in TAMPERINGS * TRIALS:
        tried = tamperer.try_(how, chance)
        assert tried.found.bad is not None, how
        # Who writes all anew is found where the next signature stands, which says since when.
        is_named = tried.found.bad.place == tried.place
        assert is_named or (how is write_all_anew and tried.found.bad.place > tried.place), how
