"""Everything that is wrong with a definition file, at once, each with its place."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError

from consult.core.letters import UNSTORABLE
from consult.core.settings import ROOT
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.problems import (
    Problem,
    problems_in_dates,
    problems_in_questions,
    problems_in_words,
)
from consult.plan.rules.routing import shown_questions
from consult.plan.rules.sections import problems_in_sections, problems_in_set_up

SCHEMA = ROOT / "docs" / "definition.schema.json"
LARGEST_FILE = 2 * 1024 * 1024  # bytes
DEEPEST = 40  # levels of lists and objects
# Far more than the schema allows of anything, and than a consultation needs in all: to hold
# more against the schema takes seconds.
MOST_ENTRIES = 300  # of one list or object
MOST_VALUES = 10_000
MOST_PROBLEMS = 200  # told at once; nobody reads more, and looking for them takes minutes
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{}]', re.DOTALL)  # outside texts
_LONGEST_PLACE = 120  # characters, of a place that is deep down
_PARTS = ("questions", "equality_questions")
_LOOKS: tuple[Callable[[Mapping[str, Any]], Iterable[Problem]], ...] = (
    problems_in_questions,
    problems_in_dates,
    problems_in_words,
    problems_in_sections,
    problems_in_set_up,
)


def read_document(raw: bytes) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Return the document in a file, or every problem that keeps us from reading it."""
    document, problem = _parsed(raw)
    if problem is not None:
        return None, (problem,)
    problems = problems_in_document(document)
    return (None, problems) if problems else (document, ())


def _parsed(raw: bytes) -> tuple[Any, Problem | None]:
    """Return what a file holds, or the one problem that hides all others."""
    if len(raw) > LARGEST_FILE:
        return None, Problem("", "file-too-large", {"limit": LARGEST_FILE // 2**20})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, Problem("", "not-utf-8")
    if (at := _deepest_at(text)) is not None:
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        return None, Problem("", "too-deep-at", {"line": line, "column": column})
    return _decoded(text)


def _decoded(text: str) -> tuple[Any, Problem | None]:
    try:
        return _DECODER.decode(text), None
    except json.JSONDecodeError as error:
        return None, Problem("", "not-json", {"line": error.lineno, "column": error.colno})
    except _RepeatedFieldError as error:
        return None, Problem("", "repeated-field", {"field": _shown(str(error))})
    except ValueError:
        return None, Problem("", "not-json-numbers")


def _deepest_at(text: str) -> int | None:
    """Return where a text is nested deeper than we look, if it is. JSON itself has no limit."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            return found.start()
    return None


def problems_in_document(document: Any) -> tuple[Problem, ...]:
    """Return every problem of a definition at once, each with its place in the file."""
    if too_much := _too_much(document):
        return (too_much,)
    misfits = list(islice(_misfits(document), MOST_PROBLEMS + 1))
    sound = _sound_parts(document, misfits) if misfits else document
    found = _first((*misfits, *(one for look in _LOOKS for one in look(sound))))
    return found or _first(_path_problems(document))


def _misfits(document: Any) -> Iterator[Problem]:
    yield from _schema_problems(document)
    yield from _text_problems("", document)


def _sound_parts(document: Any, misfits: Iterable[Problem]) -> dict[str, Any]:
    """Return what of a document fits the schema, so that the other checks can look at it too.

    A question with a fault of its own stays as its id alone: a route may lead to it. Where
    even an id is missing nobody can tell where routes lead, so none is looked at; and no
    section, where the sections have a fault. Of other fields nothing stays that holds one.
    """
    bad = {problem.place.split(".")[0] for problem in misfits}
    bad |= {place.split("[")[0] for place in bad} - set(_PARTS)
    whole = document if isinstance(document, dict) else {}
    sound = {name: value for name, value in whole.items() if name not in bad}
    for part in _PARTS:
        sound[part] = [
            {"id": _id_of(question)} if f"{part}[{place}]" in bad else question
            for place, question in enumerate(sound.get(part, ()))
        ]
    lost = {"section"} if "sections" in bad else set()
    if any(one["id"] is None for part in _PARTS for one in sound[part]):
        lost.add("show_if")
    for part in _PARTS:
        sound[part] = [
            {name: value for name, value in one.items() if name not in lost}
            for one in sound[part]
            if one["id"] is not None
        ]
    return sound


def _id_of(question: Any) -> str | None:
    found = question.get("id") if isinstance(question, dict) else None
    return found if isinstance(found, str) else None


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by their place. A file that is nothing but problems has an end."""
    found = list(islice(problems, MOST_PROBLEMS + 1))
    has_more = len(found) > MOST_PROBLEMS
    more = (Problem("", "more-problems", {"limit": MOST_PROBLEMS}),) if has_more else ()
    return (*sorted(found[:MOST_PROBLEMS], key=_reading_order), *more)


def _reading_order(problem: Problem) -> list[str | int]:
    """Put questions[2] before questions[10]."""
    parts = re.split(r"(\d+)", problem.place)
    return [int(part) if part.isdecimal() else part for part in parts]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _schema_problems(document: Any) -> Iterator[Problem]:
    for error in _validator().iter_errors(document):
        yield from _as_problems(error)


def _as_problems(error: ValidationError) -> Iterator[Problem]:
    place = _place(error)
    rule, limit = str(error.validator), cast("Any", error.validator_value)
    if rule == "additionalProperties":
        known = cast("dict[str, Any]", error.schema).get("properties", {})
        for name in (name for name in cast("Any", error.instance) if name not in known):
            yield Problem(_below(place, name), "unknown-field", {"field": _shown(name)})
    elif rule == "required":
        # One error for each missing field; only its message names which.
        missing = error.message.split("'")[1]
        yield Problem(_below(place, missing), "missing-field", {"field": missing})
    elif rule == "type":
        wanted = limit if isinstance(limit, str) else limit[0]
        yield Problem(place, f"must-be-{wanted}")
    elif rule == "enum":
        yield Problem(place, "not-in-list", {"choices": ", ".join(map(str, limit))})
    else:
        limit = limit if isinstance(limit, int | float) else ""
        yield Problem(place, f"schema-{rule}", {"limit": limit})


def _place(error: ValidationError) -> str:
    place = ""
    for step in error.absolute_path:
        place = f"{place}[{step}]" if isinstance(step, int) else _below(place, str(step))
    return place


def _below(place: str, name: str) -> str:
    return f"{place}.{_shown(name)}" if place else _shown(name)


def _shown(name: str) -> str:
    """Return a field’s name as a page or a terminal can show it: a file can call it anything."""
    return name[:80].translate(UNSTORABLE)


def _text_problems(place: str, value: Any) -> Iterator[Problem]:
    """Find characters that no database or file can hold: NUL, and halves of letters."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _text_problems(place, name)
            yield from _text_problems(_below(place, name), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _text_problems(f"{place}[{at}]", inner)
    elif isinstance(value, str) and any(
        letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value
    ):
        yield Problem(place, "broken-letters")


def _path_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Walk the made-up people of the file and compare what they see with what they should."""
    definition = compile_definition(document)
    for at, path in enumerate(document.get("test_paths", ())):
        shown = {question.id for question in shown_questions(definition, path["answers"])}
        wrong = shown ^ set(path["visible"]) if "visible" in path else set()
        wrong |= shown & set(path.get("hidden", ()))
        if wrong:
            facts = {"name": path["name"], "ids": ", ".join(sorted(wrong))}
            yield Problem(f"test_paths[{at}]", "path-differs", facts)


def _too_much(document: Any) -> Problem | None:
    """Return the part that nobody needs to look into, if a document has one, level by level."""
    count, level = 0, [("", document)]
    for _ in range(DEEPEST):
        holders = [(place, one) for place, one in level if isinstance(one, dict | list)]
        for place, holder in holders:
            count += len(holder)
            if len(holder) > MOST_ENTRIES:
                return Problem(place, "too-many-entries", {"limit": MOST_ENTRIES})
        if count > MOST_VALUES:
            return Problem("", "too-many-values", {"limit": MOST_VALUES})
        level = [inside for place, holder in holders for inside in _inside(place, holder)]
    return Problem(level[0][0][:_LONGEST_PLACE], "too-deep") if level else None


def _inside(place: str, holder: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(holder, dict):
        yield from ((_below(place, name), value) for name, value in holder.items())
    else:
        yield from ((f"{place}[{at}]", value) for at, value in enumerate(holder))


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


class _RepeatedFieldError(Exception):
    """A field that stands twice: nobody can tell which one was meant."""


def _each_field_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _RepeatedFieldError(name)
        made[name] = value
    return made


def _finite(digits: str) -> float:
    """Refuse 1e400: Python reads it as infinity, which JSON and PostgreSQL do not know."""
    number = float(digits)
    return number if math.isfinite(number) else _refuse_constant(digits)


_DECODER = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_each_field_once
)
