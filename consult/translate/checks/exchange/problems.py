"""Whether a sheet fits the consultation it should be for."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.translate.checks.exchange.sheet import Sheet


@dataclass(frozen=True)
class SheetProblem:
    """Why a text of a file cannot be taken; `key` is empty for the file as a whole."""

    code: str
    key: str = ""
    words: str = ""


def problems_in_sheet(
    sheet: Sheet, *, slug: str, language: str, english: Mapping[str, str]
) -> tuple[SheetProblem, ...]:
    """Compare a file with the consultation it should be for. One problem keeps it all out."""
    if sheet.slug != slug:
        return (SheetProblem("other-consultation"),)
    if sheet.language != language:
        return (SheetProblem("other-language"),)
    problems, seen = [], set()
    for line in sheet.lines:
        if line.key in seen:
            problems.append(SheetProblem("twice", line.key))
        elif line.key not in english:
            problems.append(SheetProblem("no-such-text", line.key))
        elif _plain(line.source) != _plain(english[line.key]):
            problems.append(SheetProblem("english-changed", line.key))
        seen.add(line.key)
    return tuple(problems)


def _plain(text: str) -> str:
    return " ".join(text.split())
