"""Which writing system a text or a language uses."""

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

LATIN = "LATIN"
RIGHT_TO_LEFT = frozenset({"ARABIC", "HEBREW"})

# Only languages not written in Latin letters; the names are Unicode's own.
_SCRIPT_OF_LANGUAGE = {
    "am": "ETHIOPIC",
    "ar": "ARABIC",
    "bg": "CYRILLIC",
    "bn": "BENGALI",
    "ckb": "ARABIC",
    "el": "GREEK",
    "fa": "ARABIC",
    "gu": "GUJARATI",
    "hi": "DEVANAGARI",
    "ne": "DEVANAGARI",
    "pa": "GURMUKHI",
    "ps": "ARABIC",
    "ru": "CYRILLIC",
    "si": "SINHALA",
    "ta": "TAMIL",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "ur": "ARABIC",
    "zh": "CJK",
}


def primary_language(tag: str) -> str:
    """Return a tag's language without its region or script: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def script_of_language(language: str) -> str:
    """Return the script a language (a tag such as "ur" or "en-GB") is written in."""
    return _SCRIPT_OF_LANGUAGE.get(primary_language(language), LATIN)


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return which way a language runs."""
    return "rtl" if script_of_language(language) in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=4096)
def script_of_letter(character: str) -> str | None:
    """Return a letter's script, or None for digits, marks, spaces and signs."""
    if unicodedata.category(character) not in {"Ll", "Lm", "Lo", "Lt", "Lu"}:
        return None
    return unicodedata.name(character, "UNKNOWN").split()[0]


def letters_by_script(text: str) -> Counter[str]:
    """Count a text's letters in each script."""
    scripts = (script_of_letter(character) for character in text)
    return Counter(script for script in scripts if script)


@lru_cache(maxsize=4096)
def main_script(text: str) -> str | None:
    """Return the script most of a text's letters are in, or None without letters."""
    counted = letters_by_script(text).most_common(1)
    return counted[0][0] if counted else None
