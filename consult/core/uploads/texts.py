"""A text from a person, without what only machines read."""

import unicodedata

from consult.core.letters import cleaned
from consult.core.uploads.refusals import FileRefusedError


def clean_text(raw: bytes) -> bytes:
    """Return a UTF-8 text without control characters. Raises FileRefusedError if none is left."""
    kept = "".join(
        letter
        for letter in cleaned(raw.decode("utf-8-sig"))
        if letter in "\t\n" or unicodedata.category(letter) != "Cc"
    )
    if not kept.strip():
        raise FileRefusedError("empty")
    return kept.encode()
