"""When a report may be asked for and published, and what a published one consists of."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from consult.analyse.rules.figures import Cell, Figure, Table, ThemeFigure

# Raised when the shape of the frozen content changes, so that old reports stay readable.
FORMAT = "consult-outcome/2"
LONGEST_DECISION = 4000  # characters
# The wide ones are what keyboards for Chinese and Japanese type; some spreadsheets take them too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *"＝＋－＠")
HIDDEN = "hidden: fewer than 10, or hidden to protect people"
COLUMNS = (
    "part",
    "question",
    "question_text",
    "statement",
    "answer",
    "people",
    "percent",
    "mean_place",
    "note",
    "decided",
    "why",
    "quote",
    "language",
    "our_translation",
)


@dataclass(frozen=True)
class Figures:
    """All numbers of a report, protected."""

    responses: int | None
    channels: tuple[Cell, ...]
    questions: tuple[Figure, ...]
    themes: tuple[ThemeFigure, ...]


@dataclass(frozen=True)
class Said:
    """A quote, in the language in which it was written."""

    text: str
    language: str
    # In English, where a person has translated it and another has checked that.
    translation: str = ""


@dataclass(frozen=True)
class Decided:
    """What was decided about a theme, and why."""

    decided: str
    why: str
    by: str
    at: str


@dataclass(frozen=True)
class ThemeOutcome:
    """One theme as the public reads it."""

    name: str
    question: str
    people: int | None
    percent: int | None
    decision: Decided | None
    quotes: tuple[Said, ...]


@dataclass(frozen=True)
class Asked:
    """What was asked: the consultation as it was, and the very question set."""

    slug: str
    title: str
    owner: str
    summary: str
    opens: str
    closes: str
    question_set: int
    question_set_sha256: str


@dataclass(frozen=True)
class Outcome:
    """The frozen content of a report: all of it, and only what the public may see."""

    format: str
    number: int
    asked: Asked
    cut_off: str
    published_at: str
    published_by: str
    responses: int | None
    channels: tuple[Cell, ...]
    questions: tuple[Figure, ...]
    themes: tuple[ThemeOutcome, ...]


def undecided(themes: Iterable[ThemeFigure], decided: Collection[int]) -> tuple[ThemeFigure, ...]:
    """Return the themes that more than 5 % raised and nobody has answered."""
    return tuple(one for one in themes if one.needs_decision and one.theme_id not in decided)


def read_figures(raw: Mapping[str, Any]) -> Figures:
    """Return the numbers that a report keeps as JSON."""
    return Figures(
        responses=raw["responses"],
        channels=_cells(raw["channels"]),
        questions=tuple(_figure(one) for one in raw["questions"]),
        themes=tuple(
            ThemeFigure(**{**one, "quotes": tuple(one["quotes"])}) for one in raw["themes"]
        ),
    )


def read_outcome(raw: Mapping[str, Any]) -> Outcome:
    """Return a published report from its frozen content."""
    return Outcome(
        **{
            **raw,
            "asked": Asked(**raw["asked"]),
            "channels": _cells(raw["channels"]),
            "questions": tuple(_figure(one) for one in raw["questions"]),
            "themes": tuple(_theme(one) for one in raw["themes"]),
        }
    )


def as_document(value: Figures | Outcome) -> dict[str, Any]:
    """Return figures or an outcome as plain lists and mappings."""
    return asdict(value)


def in_utc(moment: datetime) -> str:
    """Return a moment as it stands in a file."""
    return moment.isoformat(timespec="seconds")


def as_csv(outcome: Outcome) -> str:
    """Return every number of an outcome as CSV, safe to open in a spreadsheet."""
    body = io.StringIO(newline="")
    writer = csv.DictWriter(body, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(outcome):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return body.getvalue()


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(outcome: Outcome) -> Iterator[dict[str, object]]:
    yield {"part": "responses", **_people(outcome.responses)}
    for channel in outcome.channels:
        yield {"part": "channel", "answer": channel.value, **_numbers(channel)}
    for figure in outcome.questions:
        part = "equality" if figure.is_equality else "question"
        about = {"question": figure.question, "question_text": figure.text}
        yield {"part": f"{part}-answered", **about, **_people(figure.people)}
        for table in figure.tables:
            for cell in table.cells:
                yield {
                    "part": part,
                    **about,
                    "statement": table.label,
                    "answer": cell.label,
                    **_numbers(cell),
                }
    yield from _theme_rows(outcome)


def _theme_rows(outcome: Outcome) -> Iterator[dict[str, object]]:
    texts = {figure.question: figure.text for figure in outcome.questions}
    for theme in outcome.themes:
        row: dict[str, object] = {
            "part": "theme",
            "question": theme.question,
            "question_text": texts.get(theme.question, ""),
            "answer": theme.name,
            "percent": theme.percent,
            **_people(theme.people),
        }
        if theme.decision:
            row |= {"decided": theme.decision.decided, "why": theme.decision.why}
        yield row
        for quote in theme.quotes:
            yield {
                "part": "quote",
                "question": theme.question,
                "answer": theme.name,
                "quote": quote.text,
                "language": quote.language,
                "our_translation": quote.translation,
            }


def _numbers(cell: Cell) -> dict[str, object]:
    return {"percent": cell.percent, "mean_place": cell.place, **_people(cell.people)}


def _people(people: int | None) -> dict[str, object]:
    return {"people": people, "note": HIDDEN if people is None else ""}


def _cells(raw: Sequence[Mapping[str, Any]]) -> tuple[Cell, ...]:
    return tuple(Cell(**one) for one in raw)


def _figure(raw: Mapping[str, Any]) -> Figure:
    tables = tuple(Table(**{**one, "cells": _cells(one["cells"])}) for one in raw["tables"])
    return Figure(**{**raw, "tables": tables})


def _theme(raw: Mapping[str, Any]) -> ThemeOutcome:
    decision = raw["decision"]
    return ThemeOutcome(
        **{
            **raw,
            "decision": Decided(**decision) if decision else None,
            "quotes": tuple(Said(**one) for one in raw["quotes"]),
        }
    )
