"""The name under which a person's file is shown. It is never a place to store anything."""

import re
import unicodedata

LONGEST_NAME = 80  # characters, with the extension
LONGEST_READ = 1000  # characters; a longer name is not looked at beyond these
NAMELESS = "file"

# Joiners that spell words in Urdu, Persian and Indian languages. All other characters
# that cannot be seen go: some turn the reading direction round (“exe.gpj” as “jpg.exe”).
SPELLING = "\u200c\u200d"
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
NOT_IN_WINDOWS = re.compile(r'[<>:"|?*]')
RESERVED_IN_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def shown_name(name: str, extension: str) -> str:
    """Return a name that is safe to show and to save, with our own extension (“.pdf”)."""
    last = re.split(r"[/\\]", name[-LONGEST_READ:])[-1]
    seen = "".join(letter for letter in last if _is_seen(letter))
    stem = EXTENSION.sub("", NOT_IN_WINDOWS.sub("-", seen).strip(". "))
    stem = stem.removesuffix(extension)[: LONGEST_NAME - len(extension)].strip(". ")
    if RESERVED_IN_WINDOWS.match(stem):
        stem = f"{NAMELESS}-{stem}"[: LONGEST_NAME - len(extension)]
    return (stem or NAMELESS) + extension


def _is_seen(letter: str) -> bool:
    return letter in SPELLING or unicodedata.category(letter) not in UNSEEN
