"""A wrong file gets every problem at once, each with its place and in words."""

import json
from typing import Any

import pytest

from consult.plan.checks.files import problems_in_document, read_document
from consult.plan.forms.problems import words_for
from tests.factories import THREE, YES_NO, document, library_document, question

CAPACITIES = ("individual", "organisation", "somebody_else")


def told(made: Any) -> list[tuple[str, str]]:
    raw = made if isinstance(made, bytes) else json.dumps(made).encode()
    read, found = read_document(raw)
    assert (read is None) == bool(found)
    assert all(words_for(one) for one in found)
    return [(one.place, one.code) for one in found]


def without(field: str) -> dict[str, Any]:
    return {name: value for name, value in document().items() if name != field}


def changed(**fields: Any) -> dict[str, Any]:
    """Return a document whose first question has these fields."""
    return document({**question("q"), **fields})


def ways(**fields: Any) -> dict[str, Any]:
    return document(ways=[{"how": "meeting", "text": "Come to the hall", **fields}])


def words(**fields: Any) -> dict[str, Any]:
    return document(words=[{"term": "levy", "meaning": "A payment", **fields}])


def deep(levels: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"question": "a", "is": "yes"}
    for _level in range(levels):
        condition = {"all": [condition]}
    return document(question("a"), question("b", show_if=condition))


NO_FIELD, TOO_LARGE, TOO_SMALL = "missing-field", "schema-maximum", "schema-minimum"
SEEDED = [
    ("a list", [], ("", "must-be-object")),
    ("a number", 5, ("", "must-be-object")),
    ("nothing at all", b"", ("", "not-json")),
    ("no JSON", b"title: Trees", ("", "not-json")),
    ("half a file", b'{"title": "Tre', ("", "not-json")),
    ("no UTF-8", '{"title": "café"}'.encode("latin-1"), ("", "not-utf-8")),
    ("UTF-16", '{"title": "x"}'.encode("utf-16"), ("", "not-utf-8")),
    ("NaN", b'{"min": NaN}', ("", "not-json-numbers")),
    ("infinity", b'{"min": -Infinity}', ("", "not-json-numbers")),
    ("1e400", b'{"min": 1e400}', ("", "not-json-numbers")),
    ("5,000 digits", b'{"min": ' + b"9" * 5000 + b"}", ("", "not-json-numbers")),
    ("HTML", b"<!doctype html><title>Log in</title>", ("", "not-json")),
    ("an unknown field", document(colour="red"), ("colour", "unknown-field")),
    ("a missing field", without("owner"), ("owner", "missing-field")),
    ("text that is a number", document(title=5), ("title", "must-be-string")),
    ("an empty title", document(title=""), ("title", "schema-pattern")),
    ("a blank title", document(title=" \n"), ("title", "schema-pattern")),
    ("a long title", document(title="x" * 201), ("title", "schema-maxLength")),
    ("an address with spaces", document(slug="my trees"), ("slug", "schema-pattern")),
    ("a path as an address", document(slug="../etc"), ("slug", "schema-pattern")),
    ("no questions", document(questions=[]), ("questions", "schema-minItems")),
    (
        "201 questions",
        document(questions=[question(f"q{at}") for at in range(201)]),
        ("questions", "schema-maxItems"),
    ),
    ("questions as text", document(questions="two"), ("questions", "must-be-array")),
    ("a question as text", document(questions=["Why?"]), ("questions[0]", "must-be-object")),
    ("an unknown kind", changed(type="essay"), ("questions[0].type", "not-in-list")),
    ("an unknown id", changed(id="Q 1"), ("questions[0].id", "schema-pattern")),
    ("required as text", changed(required="yes"), ("questions[0].required", "must-be-boolean")),
    ("a limit as text", changed(max_length="5"), ("questions[0].max_length", "must-be-integer")),
    ("a limit of 0", changed(max_length=0), ("questions[0].max_length", "schema-minimum")),
    ("a huge limit", changed(max_length=10**9), ("questions[0].max_length", "schema-maximum")),
    ("min as text", changed(type="number", min="1"), ("questions[0].min", "must-be-number")),
    ("a choice of nothing", changed(type="single"), ("questions[0].options", "missing-field")),
    (
        "a choice of one",
        changed(type="single", options=YES_NO[:1]),
        ("questions[0].options", "schema-minItems"),
    ),
    (
        "a matrix of no statements",
        changed(type="matrix", options=YES_NO),
        ("questions[0].rows", "missing-field"),
    ),
    (
        "an option with a wrong value",
        changed(type="single", options=[*YES_NO, {"value": "<b>", "label": "B"}]),
        ("questions[0].options[2].value", "schema-pattern"),
    ),
    (
        "a route in a circle",
        document(
            question("a", show_if={"question": "b", "is": "x"}),
            question("b", show_if={"question": "a", "is": "x"}),
        ),
        ("questions[0].show_if", "not-an-earlier-question"),
    ),
    ("an empty route", changed(show_if={}), ("questions[0].show_if", "schema-minProperties")),
    (
        "a route of two kinds",
        changed(show_if={"question": "a", "is": "x", "in": ["y"]}),
        ("questions[0].show_if", "schema-oneOf"),
    ),
    (
        "a route to itself",
        changed(show_if={"question": "q", "is": "x"}),
        ("questions[0].show_if", "not-an-earlier-question"),
    ),
    ("a repeated id", document(question("q"), question("q")), ("questions[1].id", "repeated-id")),
    ("no such day", document(opens="2026-02-30"), ("opens", "not-a-date")),
    ("the year 9999", document(opens="9999-12-31"), ("opens", "year-out-of-range")),
    (
        "days counted wrong",
        document(closes="2026-04-05", period_days_inclusive=85),
        ("period_days_inclusive", "period-miscounted"),
    ),
    ("points as one text", document(can_change="The hours"), ("can_change", "must-be-array")),
    ("an empty point", document(cannot_change=[" "]), ("cannot_change[0]", "schema-pattern")),
    ("no minutes at all", document(minutes=0), ("minutes", "schema-minimum")),
    ("half a minute", document(minutes=0.5), ("minutes", "must-be-integer")),
    ("minutes for days", document(minutes=1000), ("minutes", "schema-maximum")),
    ("a way nobody knows", ways(how="pigeon"), ("ways[0].how", "not-in-list")),
    ("a way of no words", ways(text=""), ("ways[0].text", "schema-pattern")),
    ("a way with a price", ways(price="£5"), ("ways[0].price", "unknown-field")),
    ("a meeting on no day", ways(day="30 June"), ("ways[0].day", "not-a-date")),
    ("a meeting in 9999", ways(day="9999-12-31"), ("ways[0].day", "year-out-of-range")),
    ("a word of no meaning", document(words=[{"term": "levy"}]), ("words[0].meaning", NO_FIELD)),
    ("a meaning of 21 words", words(meaning="so " * 21), ("words[0].meaning", "meaning-too-long")),
    ("a word that is its variant", words(variants=["LEVY"]), ("words[0]", "repeated-word")),
    ("variants as text", words(variants="levies"), ("words[0].variants", "must-be-array")),
    ("a file of 11 MB", changed(type="file", max_mb=11), ("questions[0].max_mb", TOO_LARGE)),
    ("a file of nothing", changed(type="file", max_mb=0), ("questions[0].max_mb", TOO_SMALL)),
    (
        "a place of one area",
        changed(type="place", options=YES_NO[:1]),
        ("questions[0].options", "schema-minItems"),
    ),
    (
        "consent by nothing",
        changed(id="consent", type="single", options=[]),
        ("questions[0].options", "schema-minItems"),
    ),
    ("closing first", document(closes="2026-01-11"), ("closes", "closes-before-opening")),
    ("NUL", document(summary="Trees\0"), ("summary", "broken-letters")),
    ("half a letter", document(summary="\ud800"), ("summary", "broken-letters")),
    ("half a letter as a name", {**document(), "\ud800x": 1}, ("x", "unknown-field")),
    (
        "a person who sees something else",
        document(test_paths=[{"name": "Ann", "answers": {}, "hidden": ["one"]}]),
        ("test_paths[0]", "path-differs"),
    ),
]


@pytest.mark.parametrize(
    ("made", "expected"), [case[1:] for case in SEEDED], ids=[case[0] for case in SEEDED]
)
def test_a_seeded_fault_is_found_with_its_place(made: Any, expected: tuple[str, str]) -> None:
    assert expected in told(made)


WITH_EVERY_PART = document(
    question("capacity", "single", options=[{"value": v, "label": v} for v in CAPACITIES]),
    question("consent", "single", options=YES_NO[:1]),
    question("where", "place"),
    question("where_listed", "place", options=THREE),
    question("plan", "file", max_mb=10),
    who_is_affected="Everybody who walks.",
    can_change=["Where the trees stand"],
    cannot_change=["That there will be trees"],
    minutes=5,
    ways=[{"how": "meeting", "text": "Come to the hall", "day": "2026-02-01"}],
    words=[
        {"term": "levy", "meaning": "A payment", "variants": ["levies"]},
        {"term": "verge", "meaning": "so " * 20},
    ],
)


@pytest.mark.parametrize("made", [document(), library_document(), deep(15), WITH_EVERY_PART])
def test_a_right_file_has_no_problem(made: dict[str, Any]) -> None:
    assert told(made) == []


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert told(b"\xef\xbb\xbf" + json.dumps(document()).encode()) == []


def test_I24_markup_and_templates_are_only_text() -> None:
    hostile = "<script>alert(1)</script> {{7*7}} {% raw %} ${7*7}"
    read, found = read_document(json.dumps(document(summary=hostile)).encode())
    assert found == ()
    assert read is not None
    assert read["summary"] == hostile


def test_every_fault_of_a_file_is_told_at_once() -> None:
    made = document(
        {**question("q"), "colour": "red"}, {"id": "r", "type": "text"}, title="", closes=5
    )
    assert told(made) == [
        ("closes", "must-be-string"),
        ("questions[0].colour", "unknown-field"),
        ("questions[1].text", "missing-field"),
        ("title", "schema-pattern"),
    ]


def test_problems_stand_in_the_order_of_the_file() -> None:
    made = document(*(question(f"q{at}", colour="red") for at in range(12)))
    places = [place for place, _code in told(made)]
    assert places == [f"questions[{at}].colour" for at in range(12)]


def test_a_file_of_nothing_but_problems_has_an_end() -> None:
    codes = [code for _place, code in told({"questions": [1] * 300})]
    assert len(codes) == 201
    assert codes.count("more-problems") == 1


def test_the_words_of_a_problem_begin_with_its_place() -> None:
    (problem,) = problems_in_document(document(colour="red"))
    assert words_for(problem) == (
        "colour: “colour” is not a field we know. Check its spelling or remove it."
    )
    _nothing, (whole,) = read_document(b"")
    assert words_for(whole).startswith("This is not a JSON file")


def test_a_person_who_sees_something_else_is_told_with_the_questions() -> None:
    paths = [{"name": "Ann", "answers": {}, "visible": ["one"], "hidden": ["many"]}]
    (problem,) = problems_in_document(document(test_paths=paths))
    assert problem.facts["name"] == "Ann"
    assert problem.facts["ids"] == "born, count, essay, grid, line, many, order"
