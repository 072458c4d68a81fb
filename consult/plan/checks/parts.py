"""What is wrong with one part of a document, by the rules that every file meets."""

from typing import Any

from consult.plan.checks.files import problems_in_document
from consult.plan.rules.editing import ABOUT
from consult.plan.rules.problems import Problem

_AROUND = {"title": "x", "owner": "x", "summary": "x", "opens": "2026-01-01"}
_QUESTION = {"id": "new", "type": "text", "text": "x"}


def problems_in_part(place: str, part: Any) -> tuple[Problem, ...]:
    """Return what keeps a part from being kept: “about”, “words”, “ways”, or a section."""
    document: dict[str, Any] = {**_AROUND, "questions": [_QUESTION]}
    if place == ABOUT:
        document |= part
    elif place == "sections":
        document |= {"sections": [part], "questions": [{**_QUESTION, "section": part["id"]}]}
    else:
        document[place] = part
    return problems_in_document(document)
