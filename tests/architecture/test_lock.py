"""The lock file pins every package with its hash, and names no address."""

import re

import pytest

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
