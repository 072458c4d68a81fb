"""The ids that routes and answers use. Officers never type them."""

import re
import unicodedata
from collections.abc import Set as AbstractSet

LONGEST = 40
_NUMBER = re.compile(r"_\d+$")


def id_from(text: str, taken: AbstractSet[str], *, otherwise: str = "question") -> str:
    """Return an id made from the first words of a text that nothing else has."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()[:5]
    made = "_".join(words).lstrip("0123456789_")[: LONGEST - 4].rstrip("_")
    return free_id(made or otherwise, taken)


def free_id(wanted: str, taken: AbstractSet[str]) -> str:
    """Return an id, or the same with the next number that is free."""
    if wanted not in taken:
        return wanted
    stem = _NUMBER.sub("", wanted)[: LONGEST - 4]
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def value_from(label: str, taken: AbstractSet[str]) -> str:
    """Return the value of an option, made from its words."""
    return id_from(label, taken, otherwise="option")
