"""What people say about themselves is opened in one function, for the report and for one role."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import SOURCE, tree_of
from tests.support.processes import ROOT

Place = tuple[str, str]


def places_of(name: str) -> set[Place]:
    """Return each file and function of ours that names something; “-” is outside any."""
    return {
        (path.relative_to(ROOT / "consult").as_posix(), function)
        for path in SOURCE
        if path.is_relative_to(ROOT / "consult")
        for function in _functions_that_name(path, name)
    }


def _functions_that_name(path: Path, name: str) -> Iterator[str]:
    for node in tree_of(path).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue  # named again where it is used
        if any(_is(part, name) for part in ast.walk(node)):
            yield getattr(node, "name", "-")


def _is(node: ast.AST, name: str) -> bool:
    return (
        (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.Constant) and node.value == name)
        or (isinstance(node, ast.alias) and name in (node.name, node.asname))
    )


def imports_of(name: str) -> list[str]:
    """Return each place where something is imported, and under which name."""
    return sorted(
        f"{path.relative_to(ROOT / 'consult').as_posix()}: {alias.asname or alias.name}"
        for path in SOURCE
        if path.is_relative_to(ROOT / "consult")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == name
    )


def test_only_the_counts_of_the_report_and_of_the_equality_role_open_equality_answers() -> None:
    assert places_of("equality_answers") == {
        ("analyse/queries/__init__.py", "counts"),
        ("analyse/queries/__init__.py", "about_people"),
        # The name of the table itself.
        ("respond/models.py", "EqualityAnswers"),
    }
    assert imports_of("equality_answers") == ["analyse/queries/__init__.py: equality_answers"]


def test_only_the_report_job_and_the_page_of_the_equality_role_ask_for_these_counts() -> None:
    assert places_of("counts") >= {("report/jobs.py", "build")}
    assert imports_of("counts") == ["report/jobs.py: counts"]
    assert places_of("about_people") - {("analyse/views.py", "about_people")} == {
        ("analyse/actions/__init__.py", "read_about_people")
    }
    assert places_of("read_about_people") == {("analyse/views.py", "show_about_people")}


def test_no_other_code_touches_the_sealed_table_or_its_key() -> None:
    assert places_of("EqualityAnswers") == {
        ("respond/queries/__init__.py", "equality_answers"),
        ("respond/actions/sending.py", "_keep_apart"),
        ("respond/actions/sending.py", "forget_about"),
    }
    assert places_of("equality") == {
        ("respond/queries/__init__.py", "equality_answers"),
        ("respond/queries/__init__.py", "equality_name"),
        ("respond/actions/sending.py", "_keep_apart"),
        # The name of a part of a download.
        ("report/rules/__init__.py", "_rows"),
        # What an event and a set of saved questions begin with.
        ("oversight/forms.py", "-"),
        ("plan/forms/bank.py", "-"),
    }


def test_a_use_under_another_name_is_found() -> None:
    node = ast.parse("from consult.respond.queries import equality_answers as nothing_special")
    assert any(_is(part, "equality_answers") for part in ast.walk(node))
