"""Where our source is, read once."""

import ast
from functools import cache
from pathlib import Path

from tests.support.processes import ROOT


def _python_below(name: str) -> list[Path]:
    found = sorted((ROOT / name).rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


# What runs, and with it what shows that it runs.
SOURCE = [*_python_below("accessibility"), *_python_below("consult"), ROOT / "run.py"]
SOURCE += [ROOT / "worker.py"]
MIGRATIONS = sorted((ROOT / "consult" / "migrations").rglob("*.py"))
TESTS = _python_below("tests")
OURS = [*SOURCE, *TESTS, *_python_below("bench"), *_python_below("docs")]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text())
