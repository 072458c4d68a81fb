"""Names say what a thing is, and nothing is hidden or left for later."""

import ast
import re
from pathlib import Path

from tests.architecture.source import OURS, SOURCE, TESTS, tree_of

SAYS_NOTHING = {"utils", "helpers", "common", "misc", "base", "manager", "handler"}
# Put together here, so that this file does not hold what it looks for.
LEFT_FOR_LATER = re.compile(r"#.*\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX")) + r")\b")
FIRST_PARTY = ("accessibility", "consult")


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [path for path in OURS if SAYS_NOTHING & {path.stem, *path.parts}]

    assert named == []


def test_no_first_party_import_hides_in_a_function() -> None:
    hidden = [
        f"{path}:{node.lineno}"
        for path in SOURCE
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and _names_ours(node)
    ]

    assert hidden == []


def _names_ours(node: ast.Import | ast.ImportFrom) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
    return any((name or "").split(".")[0] in FIRST_PARTY for name in names)


def test_nothing_is_left_for_later() -> None:
    assert [str(path) for path in OURS if LEFT_FOR_LATER.search(path.read_text())] == []


def test_no_test_is_skipped_and_none_replaces_our_own_code() -> None:
    banned = re.compile(r"\b(pytest\.(skip|xfail|importorskip)|mark\.(skip|skipif|xfail)|mock)\b")
    own = Path(__file__)

    found = [str(path) for path in TESTS if path != own and banned.search(path.read_text())]

    assert found == []


def test_every_module_opens_with_what_it_is() -> None:
    silent = [
        str(path)
        for path in OURS
        if tree_of(path).body and not ast.get_docstring(tree_of(path), clean=False)
    ]

    assert silent == []
