"""A promise is one small file: its words, its place, when it is looked at and how."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consult.accounts.permissions import ANYONE, ROLES, is_allowed
from consult.compact import commitments
from consult.compact.commitments import COMMITMENTS, broken_by, gathered
from consult.compact.rules import Facts, Step
from consult.core.settings import ROOT

FIRST, LAST = date(2026, 1, 12), date(2026, 4, 5)
HOW_TO = ROOT / "docs" / "how-to" / "add-a-commitment.md"


def codes(facts: Facts) -> list[str]:
    return [one.code for one in broken_by(facts)]


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Have the promise that the how-to shows beside the others, as a file of its own."""
    (code,) = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    (tmp_path / "not_in_august.py").write_text(code)
    monkeypatch.setattr(commitments, "__path__", [*commitments.__path__, str(tmp_path)])
    monkeypatch.setattr(commitments, "COMMITMENTS", gathered())
    yield "not-in-august"
    del sys.modules["consult.compact.commitments.not_in_august"]


def test_every_promise_is_a_file_of_its_name() -> None:
    files = Path(commitments.__file__).parent.glob("[a-z]*.py")
    assert {one.stem.replace("_", "-") for one in files} == set(COMMITMENTS)


@pytest.mark.parametrize("code", COMMITMENTS)
def test_a_promise_says_all_there_is_to_know(code: str) -> None:
    one = COMMITMENTS[code]
    assert (one.code, bool(one.steps)) == (code, True)
    assert re.fullmatch(r"[1-9](\.[12])?", one.part), "a part of the Compact"
    assert len({one.promise, one.asks, one.question}) == 3
    assert not is_allowed(one.may_depart, [ANYONE]), "nobody departs without an account"
    assert any(is_allowed(one.may_depart, [role]) for role in ROLES)


def test_a_promise_is_added_by_a_file_and_nothing_else(one_more: str) -> None:
    august = date(2026, 8, 3)
    facts = Facts(Step.OPEN, august, LAST, approved=august)
    assert codes(facts) == [one_more]
    assert one_more not in COMMITMENTS, "the others know nothing of it"


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        (Facts(Step.OPEN, FIRST, LAST, approved=FIRST, is_easy=False), ["plain-words"]),
        (Facts(Step.OPEN, FIRST, LAST, approved=FIRST, is_easy=True), []),
        (Facts(Step.OFFER, FIRST, LAST, days_late=0), []),
        (Facts(Step.OFFER, FIRST, LAST, days_late=1), ["same-time"]),
        (Facts(Step.STOP, FIRST, LAST, stopped="ur"), ["languages-kept"]),
        (Facts(Step.STOP, FIRST, LAST), []),
    ],
)
def test_a_promise_is_looked_at_in_its_step(facts: Facts, broken: list[str]) -> None:
    assert codes(facts) == broken


def test_what_a_departure_says_are_facts_that_can_be_stored() -> None:
    facts = Facts(Step.OPEN, FIRST, LAST, score=41.5, longest=33, stopped="ur")
    said = {code: dict(one.said(facts)) for code, one in COMMITMENTS.items()}
    assert said["twelve-weeks"] == said["dates-kept"] == {"days": 84}
    assert said["plain-words"] == {"score": 41.5, "longest": 33}
    assert said["languages-kept"] == {"language": "ur"}
    assert said["same-time"] == {}
