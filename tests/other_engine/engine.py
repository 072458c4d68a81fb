"""survey-core, an engine that others wrote, shows the questions of our definitions.

It has words of its own for the same conditions. Where a word of its own would mean
something else, ``as_words`` says why it takes another.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from consult.plan.rules.definition import Condition, Definition, Group, Kind, Question

HERE = Path(__file__).parent
TYPES = {Kind.SINGLE: "radiogroup", Kind.MULTIPLE: "checkbox"}


def shown_by_others(asked: Sequence[tuple[Definition, Mapping[str, Any]]]) -> list[list[str]]:
    """Return the ids of the questions that survey-core shows, for each set with its answers."""
    if not (HERE / "node_modules").exists():
        pytest.fail("This test needs survey-core. Install it: make install-tests")
    given = [[as_survey(definition), answers] for definition, answers in asked]
    done = subprocess.run(
        ["node", HERE / "shown.cjs"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=250,
        check=True,
    )
    shown: list[list[str]] = json.loads(done.stdout)
    return shown


def as_survey(definition: Definition) -> dict[str, Any]:
    """Return a definition in the form of survey-core."""
    return {"questions": [_as_question(definition, one) for one in definition.questions]}


def _as_question(definition: Definition, question: Question) -> dict[str, Any]:
    made: dict[str, Any] = {"name": question.id, "type": TYPES.get(question.kind, "text")}
    if question.options:
        made["choices"] = list(question.labels)
    if question.show_if is not None:
        made["visibleIf"] = as_words(definition, question.show_if)
    return made


def as_words(definition: Definition, condition: Condition) -> str:
    """Return a condition in the language of survey-core."""
    if isinstance(condition, Group):
        how = {"all": " and ", "any": " or "}[condition.how]
        return how.join(f"({as_words(definition, part)})" for part in condition.parts)
    target = definition.by_id[condition.question]
    if condition.how == "in":
        return f"{{{target.id}}} anyof {json.dumps(condition.values)}"
    several = target.kind is Kind.MULTIPLE
    # To survey-core “=” on several options means these and no others; ours means “among them”.
    word = {"is": "contains", "is_not": "notcontains"} if several else {"is": "=", "is_not": "<>"}
    return f"{{{target.id}}} {word[condition.how]} {json.dumps(condition.values[0])}"
