"""A mapping guessed from the names of the columns, for an officer to look over."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from consult.plan.rules.definition import Definition, Kind, Question

# How people name these columns, as “plain” leaves it of the name.
USUAL_NAMES = {
    "id": ("id", "number", "no", "nr", "reference", "ref", "formnumber", "responseid"),
    "channel": ("channel", "how", "way", "route", "howitcame"),
    "language": ("language", "lang"),
    "sent": ("sent", "senton", "date", "day", "received", "receivedon", "datereceived"),
    "publish": ("publish", "maywepublishit", "maywepublish", "publishing"),
}
# What is true of most piles, where no column says it.
USUAL = {"language": "en", "publish": "no"}
ALIKE = 0.9  # of 1, at which two long names are the same


def guess(definition: Definition, columns: Sequence[str]) -> dict[str, Any]:
    """Return as much of a mapping as the names tell. Each column is guessed once."""
    free = {plain(name): name for name in reversed(columns) if plain(name)}
    named: dict[str, str] = {}
    asked = [part for one in definition.questions for part in _names(definition, one)]
    for part, names in asked:
        if name := _taken(free, names):
            named[part] = name
    raw: dict[str, Any] = dict(USUAL)
    for key, usual in USUAL_NAMES.items():
        if name := _taken(free, usual):
            raw[key] = name if key == "id" else {"column": name}
    for part, names in asked:
        if part not in named:
            for close in get_close_matches(names[-1], free, n=1, cutoff=ALIKE):
                named[part] = free.pop(close)
    return {**raw, "answers": _answers(definition, named)}


def _taken(free: dict[str, str], names: Sequence[str]) -> str | None:
    """Take the first column that has one of these names, if there is one."""
    return next((free.pop(name) for name in names if name in free), None)


def plain(name: str) -> str:
    """Return what is the same in “Q1. Your view?” and “q1 your view”."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def part_of(question: Question, row: str = "") -> str:
    """Return what stands for a question, or for one statement of it, among the parts."""
    return f"{question.id}/{row}" if row else question.id


def parts_of(question: Question) -> Iterator[tuple[str, str]]:
    """Yield each part of a question that has a column of its own: its name, its statement."""
    if question.kind is Kind.MATRIX:
        yield from ((part_of(question, row.value), row.label) for row in question.rows)
    elif question.kind is not Kind.FILE:
        yield part_of(question), ""


def _names(definition: Definition, question: Question) -> Iterator[tuple[str, list[str]]]:
    """Yield each part with how its column may be named; the last is the whole text."""
    number, text = definition.numbers[question.id], question.text
    for part, label in parts_of(question):
        if label:
            row = part.partition("/")[2]
            names = [question.id + row, label, f"{number}{label}", f"q{number}{label}"]
        else:
            names = [question.id, f"q{number}", f"question{number}"]
            names += [f"{number}{text}", f"q{number}{text}"]
        yield part, [plain(name) for name in (*names, text + label)]


def _answers(definition: Definition, named: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in definition.questions:
        parts = [part for part, _label in parts_of(question) if part in named]
        if not parts:
            continue
        if question.kind is Kind.MATRIX:
            rows = {part.partition("/")[2]: named[part] for part in parts}
            found[question.id] = {"rows": rows}
        else:
            found[question.id] = named[parts[0]]
    return found
