"""What a JSON Schema cannot see: ids, options and routes that do not fit together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.compact.rules import days_open
from consult.plan.rules.compiling import compile_condition
from consult.plan.rules.definition import (
    AGREED,
    CAPACITY,
    CONSENT,
    INDIVIDUAL,
    ORG_ASKED,
    ORG_MEMBERS,
    ORG_NAME,
    ORGANISATION,
    PUBLISH,
    PUBLISH_CHOICES,
    SOMEBODY_ELSE,
    YOUR_NAME,
    plain_form,
    tests_in,
)

Raw = Mapping[str, Any]

# A year outside is a slip of the keyboard, and the last days of the calendar have no
# day after them on which to close.
YEARS = range(1990, 2200)

LONGEST_MEANING = 20  # words; more is a text, not a meaning

# Questions whose answers the site itself makes use of, and how they are answered.
_TYPES = {
    CAPACITY: ("single",),
    ORG_NAME: ("text",),
    ORG_MEMBERS: ("number",),
    ORG_ASKED: ("text", "long_text"),
    CONSENT: ("single",),
    YOUR_NAME: ("text",),
}


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
    return (*found, *_problems_in_publish(document), *_problems_in_capacity(document))


def problems_in_words(document: Raw) -> Iterator[Problem]:
    """Yield what is wrong with the word list: long meanings, and a word with two of them."""
    known: set[str] = set()
    for at, word in enumerate(document.get("words", ())):
        if (count := len(word["meaning"].split())) > LONGEST_MEANING:
            facts = {"count": count, "limit": LONGEST_MEANING}
            yield Problem(f"words[{at}].meaning", "meaning-too-long", facts)
        for form in (word["term"], *word.get("variants", ())):
            if plain_form(form) in known:
                yield Problem(f"words[{at}]", "repeated-word", {"word": form})
            known.add(plain_form(form))


def problems_in_dates(document: Raw) -> tuple[Problem, ...]:
    """Return what is wrong with the dates of a document that fits the schema."""
    said = {name: document[name] for name in ("opens", "closes") if name in document}
    found = [one for name, day in said.items() for one in _problems_in_day(name, day)]
    if len(said) == 2 and not found:  # noqa: PLR2004 - both dates are there
        days = {name: date.fromisoformat(day) for name, day in said.items()}
        found.extend(_problems_in_order(days["opens"], days["closes"]))
        found.extend(_problems_in_count(days["opens"], days["closes"], document))
    for at, way in enumerate(document.get("ways", ())):
        if "day" in way:
            found.extend(_problems_in_day(f"ways[{at}].day", way["day"]))
    if "decision_day" in document:
        found.extend(_problems_in_day("decision_day", document["decision_day"]))
    return tuple(found)


def problems_in_period(opens: date, closes: date) -> tuple[Problem, ...]:
    """Return what keeps two days from being the first and the last of a consultation."""
    return (
        *_problems_in_year("opens", opens),
        *_problems_in_year("closes", closes),
        *_problems_in_order(opens, closes),
    )


def _problems_in_day(place: str, said: str) -> Iterator[Problem]:
    try:
        yield from _problems_in_year(place, date.fromisoformat(said))
    except ValueError:
        yield Problem(place, "not-a-date", {"value": said[:80]})


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
    known = _values(question)
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
        known = _values(target)
        for value in test.values:
            if known and value not in known:
                facts = {"id": test.question, "value": value}
                yield Problem(f"{place}.show_if", "route-to-no-option", facts)


def _problems_in_publish(document: Raw) -> Iterator[Problem]:
    for place, question in _placed_questions(document):
        if question["id"] == PUBLISH and "type" in question:
            if question["type"] == "single" and _values(question) == PUBLISH_CHOICES:
                continue
            yield Problem(place, "publish-question-changed")


def _problems_in_capacity(document: Raw) -> Iterator[Problem]:
    """Find what would keep the site from knowing for whom somebody speaks."""
    known = {one["id"] for _place, one in _placed_questions(document)}
    for place, question in _placed_questions(document):
        kinds, values = _TYPES.get(question["id"]), _values(question)
        if kinds is None or "type" not in question:
            continue
        if question["type"] not in kinds:
            facts = {"id": question["id"], "kinds": ", ".join(kinds)}
            yield Problem(f"{place}.type", "known-question-changed", facts)
        elif question["id"] == CAPACITY and not {INDIVIDUAL, ORGANISATION} <= values:
            yield Problem(place, "capacity-question-changed")
        elif question["id"] == CAPACITY and SOMEBODY_ELSE in values and CONSENT not in known:
            yield Problem(place, "consent-not-asked")
        elif question["id"] == CONSENT and values != {AGREED}:
            yield Problem(place, "consent-question-changed")


def _values(question: Raw) -> set[str]:
    return {option["value"] for option in question.get("options", ())}
