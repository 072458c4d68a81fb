"""Files and functions stay small enough to be read in one go."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import MIGRATIONS, OURS, SOURCE, tree_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_longer_than_300_lines() -> None:
    assert {
        str(path): lines(path) for path in (*OURS, *MIGRATIONS) if lines(path) > LONGEST_FILE
    } == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{path}:{function.name}": length(function)
        for path in OURS
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_files_are_short_as_a_rule() -> None:
    sizes = sorted(lines(path) for path in SOURCE if lines(path) > 1)

    assert statistics.median(sizes) <= 90
    assert sizes[int(len(sizes) * 0.9)] <= 220


def test_functions_are_short_as_a_rule() -> None:
    sizes = [length(function) for path in SOURCE for function in functions(path)]

    assert statistics.median(sizes) <= 8
