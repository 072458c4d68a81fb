"""The schema knows every kind of question, says what each field is for, and has words."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accessibility.formats import EASY_READ, FORMATS
from consult.core.languages import LANGUAGES
from consult.core.settings import ROOT
from consult.plan.checks import files
from consult.plan.forms.problems import PROBLEM_WORDS
from consult.plan.rules import problems, sections
from consult.plan.rules.compiling import DEFAULT_MEGABYTES
from consult.plan.rules.definition import How, Kind
from tests.factories import every_kind

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "definition.schema.json").read_text("utf-8"))


def _codes_in(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(Path(path).read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
            code = node.args[1]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def _rules_in(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for name, value in schema.items():
            yield name, value
            yield from _rules_in(value)
    elif isinstance(schema, list):
        for part in schema:
            yield from _rules_in(part)


def _is_whole(name: str, value: Any) -> bool:
    return name == "pattern" and isinstance(value, str) and value.startswith("^")


def test_every_problem_a_check_can_find_has_words() -> None:
    looks = (files, problems, sections)
    codes = {code for look in looks for code in _codes_in(str(look.__file__))}
    assert {"repeated-id", "not-json", "unknown-field", "path-differs"} <= codes
    limits = {"minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"}
    used = {name for name, value in _rules_in(SCHEMA) if not isinstance(value, dict)}
    codes |= {f"schema-{name}" for name in (limits | {"oneOf", "minProperties"}) & used}
    kinds = [value for name, value in _rules_in(SCHEMA) if name == "type"]
    for kind in kinds:
        if isinstance(kind, str):
            codes.add(f"must-be-{kind}")
    assert codes - set(PROBLEM_WORDS) == set()


def test_the_schema_is_one_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "pattern", sorted({value for name, value in _rules_in(SCHEMA) if _is_whole(name, value)})
)
def test_no_pattern_of_a_whole_text_lets_a_line_end_pass(pattern: str) -> None:
    samples = ("trees", "020 7946 0000", "ask@example.org")
    sample = next(one for one in samples if re.search(pattern, one))
    assert not re.search(pattern, sample + "\n")


def _fields(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    yield from schema["$defs"].values()
    yield schema["properties"]["test_paths"]["items"]


def test_the_schema_says_what_every_field_is_for() -> None:
    silent = [
        name
        for part in _fields(SCHEMA)
        for name, field in part["properties"].items()
        if not field.get("description", "").strip()
    ]
    assert silent == []


def test_the_schema_knows_every_kind_of_question() -> None:
    kinds = SCHEMA["$defs"]["question"]["properties"]["type"]["enum"]
    assert set(kinds) == set(Kind) >= {one["type"] for one in every_kind()}


def test_the_schema_knows_every_kind_of_way_to_take_part() -> None:
    assert set(SCHEMA["$defs"]["way"]["properties"]["how"]["enum"]) == set(How)


def test_a_file_is_as_large_as_the_schema_says() -> None:
    said = SCHEMA["$defs"]["question"]["properties"]["max_mb"]["description"]
    assert said.endswith(f"Without it: {DEFAULT_MEGABYTES[Kind.FILE]}.")


def test_every_language_of_the_site_can_be_promised_and_sign_language() -> None:
    known = SCHEMA["properties"]["languages_promised"]["items"]["enum"]
    assert known == [*LANGUAGES, "bfi"]


def test_every_format_for_people_can_be_promised() -> None:
    for_people = [one.name for one in FORMATS.values() if not one.for_officers]
    known = SCHEMA["properties"]["formats_promised"]["items"]["enum"]
    assert set(known) == {*for_people, EASY_READ.name}
