"""The import contracts hold, and each of them catches what it is there to catch."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT

# For each contract: a file of our own, and a line that must not be in it.
BREACHES = {
    "1. A stage reads a later one": ("consult/plan/models.py", "import consult.respond.models"),
    "1. A folder that is no stage": ("consult/utils/__init__.py", ""),
    "2. A query changes something": (
        "consult/plan/queries/listing.py",
        "import consult.plan.actions.dates",
    ),
    "2. A file that is no layer": ("consult/plan/helpers.py", ""),
    "3. The library knows Flask": ("accessibility/markup.py", "import flask"),
    "3. The library knows Consult": ("accessibility/markup.py", "import consult.core.clock"),
    "4. A rule asks the database": ("consult/compact/rules.py", "import sqlalchemy"),
    "4. A rule asks the clock": ("consult/compact/rules.py", "import consult.core.clock"),
    "5. A view asks the database": ("consult/home/views.py", "import sqlalchemy"),
    "6. A form holds the session": ("consult/plan/forms/dates.py", "import consult.core.database"),
    "7. An answer is graded": (
        "consult/respond/actions/sending.py",
        "import accessibility.readability",
    ),
    "8. The front door changes something": (
        "consult/home/views.py",
        "import consult.plan.actions.dates",
    ),
    "9. A job knows RQ": ("consult/report/jobs.py", "import rq"),
    "10. A preview can send": (
        "consult/preview/actions.py",
        "import consult.respond.actions.sending",
    ),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("accessibility", "consult"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "static", "versions"),
        )
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_caught(tree: Path, breach: str) -> None:
    file, line = BREACHES[breach]
    path = tree / file
    assert not path.with_suffix("").is_dir(), "a folder of its name hides it"
    path.parent.mkdir(exist_ok=True)
    old = path.read_text() if path.exists() else ""
    path.write_text(f"{old}\n{line}\n")

    result = lint(tree)

    broken = [said for said in result.stdout.splitlines() if " BROKEN" in said]
    assert result.returncode == 1, result.stdout + result.stderr
    assert any(said.startswith(breach.partition(" ")[0]) for said in broken), result.stdout


def test_every_stage_keeps_the_order_inside() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    named = settings["importlinter:contract:inside"]["containers"].split()
    not_stages = {"core", "examples", "migrations"}
    stages = {
        f"consult.{path.parent.name}"
        for path in (ROOT / "consult").glob("*/__init__.py")
        if path.parent.name not in not_stages
    }

    assert set(named) == stages
