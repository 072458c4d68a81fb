"""Files made to keep the site busy: each is told in one line, in under 2 seconds."""

import json
from time import process_time
from typing import Any

import pytest

from consult.plan.checks.files import problems_in_document, read_document
from tests.factories import document, question

LONGEST = 2.0  # seconds of work
MANY = "too-many-entries"
A_TEST = {"question": "a", "is": "x"}
OPTIONS = [{"value": f"o{at}", "label": "O"} for at in range(200)]


def told(made: Any) -> list[tuple[str, str]]:
    """Return the place and the code of each problem, and mind the time."""
    raw = made if isinstance(made, bytes) else json.dumps(made).encode()
    before = process_time()
    _document, found = read_document(raw)
    assert process_time() - before < LONGEST
    return [(one.place, one.code) for one in found]


def changed(**fields: Any) -> dict[str, Any]:
    """Return a document whose first question has these fields."""
    return document({**question("q"), **fields})


def deep(levels: int) -> dict[str, Any]:
    """Return a document with a condition in a condition, and so on."""
    condition: dict[str, Any] = A_TEST
    for _level in range(levels):
        condition = {"all": [condition]}
    return document(question("a"), question("b", show_if=condition))


HOSTILE: list[tuple[str, Any, tuple[str, str]]] = [
    ("100,000 levels", b"[" * 100_000 + b"]" * 100_000, ("", "too-deep-at")),
    ("100,000 levels of objects", b'{"a":' * 100_000, ("", "too-deep-at")),
    ("1,000 levels of conditions", b'{"all":[' * 1000 + b"]}" * 1000, ("", "too-deep-at")),
    ("60 levels", deep(30), ("", "too-deep-at")),
    (
        "I10: 10,000 options",
        changed(type="single", options=[{"value": f"o{at}", "label": "O"} for at in range(10_000)]),
        ("questions[0].options", "too-many-entries"),
    ),
    (
        "2,000 conditions",
        changed(show_if={"any": [{"all": [A_TEST] * 10}] * 200}),
        ("questions[0].show_if.any", "schema-maxItems"),
    ),
    (
        "30,000 options of 150 questions",
        document(
            *(question(f"q{at}", "single", options=OPTIONS) for at in range(150)),
        ),
        ("", "too-many-values"),
    ),
    ("100,000 fields", document(**{f"x{at}": 1 for at in range(100_000)}), ("", MANY)),
    (
        "100,000 sources",
        document(sources={f"s{at}": "" for at in range(100_000)}),
        ("sources", MANY),
    ),
    (
        "a made-up person who says 100,000 things",
        document(test_paths=[{"name": "Ann", "answers": {"q": ["x"] * 100_000}}]),
        ("test_paths[0].answers.q", MANY),
    ),
    (
        "a number of 1,000 digits",
        changed(type="number", max=10**1000),
        ("questions[0].max", "schema-maximum"),
    ),
    (
        "a number of 100,000 digits",
        b'{"minutes": ' + b"9" * 100_000 + b"}",
        ("", "not-json-numbers"),
    ),
    ("5 MB", b'{"title": "' + b"x" * 5_000_000 + b'"}', ("", "file-too-large")),
]


@pytest.mark.parametrize(
    ("made", "expected"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_it_is_one_problem_with_its_place(made: Any, expected: tuple[str, str]) -> None:
    assert expected in told(made)


def test_the_largest_that_fits_is_looked_through_in_time() -> None:
    any_of = [{"any": [A_TEST] * 20}] * 20
    whole = {"any": [{"any": any_of}] * 7}
    assert told(document(question("a"), question("q", show_if=whole))) == []


def test_a_quote_that_is_never_closed_costs_no_time() -> None:
    before = process_time()
    assert [code for _place, code in told(b'{"a": "' + b'\\"' * 900_000)] == ["not-json"]
    assert process_time() - before < 2


def test_brackets_within_a_text_are_no_levels() -> None:
    assert told(document(summary="[" * 100)) == []


def test_what_no_file_brought_in_is_held_to_the_same_depth() -> None:
    (problem,) = problems_in_document(deep(500))
    assert problem.code == "too-deep"
    assert problem.place.startswith("questions[1].show_if.all[0].all[0]")
