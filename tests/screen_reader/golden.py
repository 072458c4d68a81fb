"""The transcripts that somebody has read and found right, one file for each page and language."""

import difflib
import os
from pathlib import Path

from tests.screen_reader.reader import Spoken

TRANSCRIPTS = Path(__file__).parent / "transcripts"
# What `make transcripts` sets: write what is heard in the place of what was reviewed.
IS_WRITING = "WRITE_TRANSCRIPTS" in os.environ
AROUND = "around-every-page"
WHAT_TO_DO = "Is the new text right? Then run make transcripts, and read what git diff shows."


def reviewed(language: str) -> dict[str, str]:
    """Return the reviewed transcripts of a language, by the name of the page."""
    paths = sorted((TRANSCRIPTS / language).glob("*.txt"))
    return {path.stem: path.read_text("utf-8") for path in paths}


def differences(language: str, heard: dict[str, Spoken]) -> list[str]:
    """Return where pages sound other than reviewed, as lines to read."""
    texts = {name: spoken.own for name, spoken in heard.items()}
    texts[AROUND] = next(iter(heard.values())).around
    if IS_WRITING:
        _write(language, texts)
    known = reviewed(language)
    return [
        line
        for name in sorted(texts.keys() | known.keys())
        for line in difflib.unified_diff(
            known.get(name, "").splitlines(),
            texts.get(name, "").splitlines(),
            f"{language}/{name} as reviewed",
            f"{language}/{name} as heard",
            lineterm="",
        )
    ]


def _write(language: str, texts: dict[str, str]) -> None:
    folder = TRANSCRIPTS / language
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
