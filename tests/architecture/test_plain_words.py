"""Our own words keep to the bar that we hold consultations to, and a little above it."""

import re
from pathlib import Path

import polib

from accessibility.readability import measure, problems_with_reading

TEXTS = Path(__file__).resolve().parents[2] / "translations" / "messages.pot"
OUR_AIM = 70  # Flesch reading ease; a consultation needs 60


def our_texts() -> str:
    texts = [
        text for entry in polib.pofile(str(TEXTS)) for text in (entry.msgid, entry.msgid_plural)
    ]
    return "\n".join(re.sub(r"%\(\w+\)s", "one", text) for text in texts if text)


def test_every_text_of_ours_is_easy_to_read() -> None:
    reading = measure(our_texts(), language="en")

    assert problems_with_reading(reading) == ()
    assert reading.score is not None
    assert reading.score >= OUR_AIM
