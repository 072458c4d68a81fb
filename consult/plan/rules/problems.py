"""What a JSON Schema cannot see: ids, options and routes that do not fit together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.compact.rules import days_open
from consult.plan.rules.definition import PUBLISH, PUBLISH_CHOICES, compile_condition, tests_in

Raw = Mapping[str, Any]

# A year outside is a slip of the keyboard, and the last days of the calendar have no
# day after them on which to close.
YEARS = range(1990, 2200)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where, which (the words are in plan.forms), and details."""

    place: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def problems_in_questions(document: Raw) -> tuple[Problem, ...]:
    """Return every problem between the questions of a document.

    A question that does not fit the schema is there as its id alone.
    """
    found: list[Problem] = []
    earlier: dict[str, Raw] = {}
    for place, question in _placed_questions(document):
        if question["id"] in earlier:
            found.append(Problem(f"{place}.id", "repeated-id", {"id": question["id"]}))
        found.extend(_problems_in_options(place, question))
        found.extend(_problems_in_limits(place, question))
        found.extend(_problems_in_route(place, question, earlier))
        earlier.setdefault(question["id"], question)
    return (*found, *_problems_in_publish(document))


def problems_in_dates(document: Raw) -> tuple[Problem, ...]:
    """Return what is wrong with the dates of a document that fits the schema."""
    days: dict[str, date] = {}
    found: list[Problem] = []
    for name in ("opens", "closes"):
        if name in document:
            try:
                days[name] = date.fromisoformat(document[name])
            except ValueError:
                found.append(Problem(name, "not-a-date", {"value": document[name][:80]}))
    for name, day in days.items():
        found.extend(_problems_in_year(name, day))
    if len(days) == 2 and not found:  # noqa: PLR2004 - both dates are there
        found.extend(_problems_in_order(days["opens"], days["closes"]))
        found.extend(_problems_in_count(days["opens"], days["closes"], document))
    return tuple(found)


def problems_in_period(opens: date, closes: date) -> tuple[Problem, ...]:
    """Return what keeps two days from being the first and the last of a consultation."""
    return (
        *_problems_in_year("opens", opens),
        *_problems_in_year("closes", closes),
        *_problems_in_order(opens, closes),
    )


def _problems_in_year(name: str, day: date) -> Iterator[Problem]:
    if day.year not in YEARS:
        facts = {"year": day.year, "first": YEARS[0], "last": YEARS[-1]}
        yield Problem(name, "year-out-of-range", facts)


def _problems_in_order(opens: date, closes: date) -> Iterator[Problem]:
    if closes < opens:
        yield Problem("closes", "closes-before-opening")


def _problems_in_count(opens: date, closes: date, document: Raw) -> Iterator[Problem]:
    days, said = days_open(opens, closes), document.get("period_days_inclusive")
    if closes >= opens and said not in (None, days):
        yield Problem("period_days_inclusive", "period-miscounted", {"said": said, "days": days})


def _placed_questions(document: Raw) -> Iterator[tuple[str, Raw]]:
    for part in ("questions", "equality_questions"):
        for place, question in enumerate(document.get(part, ())):
            yield f"{part}[{place}]", question


def _problems_in_options(place: str, question: Raw) -> Iterator[Problem]:
    for part in ("options", "rows"):
        values = [one["value"] for one in question.get(part, ())]
        for at, value in enumerate(values):
            if value in values[:at]:
                yield Problem(f"{place}.{part}[{at}].value", "repeated-value", {"value": value})
    known = {one["value"] for one in question.get("options", ())}
    for at, value in enumerate(question.get("other_text_on", ())):
        if value not in known:
            yield Problem(f"{place}.other_text_on[{at}]", "no-such-option", {"value": value})


def _problems_in_limits(place: str, question: Raw) -> Iterator[Problem]:
    lowest, highest = question.get("min"), question.get("max")
    if lowest is not None and highest is not None and lowest > highest:
        yield Problem(f"{place}.min", "limits-crossed", {"low": lowest, "high": highest})


def _problems_in_route(place: str, question: Raw, earlier: Mapping[str, Raw]) -> Iterator[Problem]:
    if "show_if" not in question:
        return
    for test in tests_in(compile_condition(question["show_if"])):
        target = earlier.get(test.question)
        if target is None:
            yield Problem(f"{place}.show_if", "not-an-earlier-question", {"id": test.question})
            continue
        known = {option["value"] for option in target.get("options", ())}
        for value in test.values:
            if known and value not in known:
                facts = {"id": test.question, "value": value}
                yield Problem(f"{place}.show_if", "route-to-no-option", facts)


def _problems_in_publish(document: Raw) -> Iterator[Problem]:
    for place, question in _placed_questions(document):
        if question["id"] == PUBLISH and "type" in question:
            values = {option["value"] for option in question.get("options", ())}
            if question["type"] != "single" or values != PUBLISH_CHOICES:
                yield Problem(place, "publish-question-changed")
