"""The documentation names every setting and every command."""

import ast
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from tests.architecture.source import tree_of
from tests.support.processes import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Flask’s own commands are in Flask’s documentation.
OF_FLASK = {"db", "routes", "run", "shell"}


@pytest.fixture(scope="module")
def documentation() -> str:
    return "\n".join(page.read_text() for page in PAGES)


def settings() -> set[str]:
    """Return the name of everything that is read from the environment."""
    found = set()
    for path in (ROOT / "consult" / "core" / "settings.py", ROOT / "run.py"):
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func) == "environment.get"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def commands(group: click.Group, before: str = "flask") -> Iterator[str]:
    for name, command in group.commands.items():
        if name in OF_FLASK and before == "flask":
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def test_every_setting_is_explained(documentation: str) -> None:
    missing = {name for name in settings() if f"`{name}`" not in documentation}

    assert {"DATA", "PORT"} <= settings()
    assert missing == set()


def test_every_command_is_explained(app: Flask, documentation: str) -> None:
    missing = {command for command in commands(app.cli) if command not in documentation}

    assert missing == set()


def test_every_make_command_is_explained_by_make_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()

    for name in (
        "run",
        "test",
        "check",
        "fix",
        "migration",
        "translations",
        "screenshots",
        "bench",
    ):
        assert f"\n{name}:" in makefile
        assert "##" in makefile.split(f"\n{name}:")[1].split("\n")[0]
