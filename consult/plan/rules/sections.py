"""What a JSON Schema cannot see of sections, and of what else people are told."""

from collections.abc import Iterator

from consult.plan.rules.problems import Problem, Raw


def problems_in_sections(document: Raw) -> Iterator[Problem]:
    """Yield what keeps questions from standing in sections.

    A section without a question is no problem: officers make it before its first question.
    """
    known: set[str] = set()
    for at, section in enumerate(document.get("sections", ())):
        if section["id"] in known:
            yield Problem(f"sections[{at}].id", "repeated-section", {"id": section["id"]})
        known.add(section["id"])
    yield from _problems_in_order(document, known)
    for at, question in enumerate(document.get("equality_questions", ())):
        if "section" in question:
            yield Problem(f"equality_questions[{at}].section", "section-of-equality")


def problems_in_set_up(document: Raw) -> Iterator[Problem]:
    """Yield what is said in two ways that do not go together."""
    if document.get("equality_impact") and document.get("equality_impact_not_needed"):
        yield Problem("equality_impact_not_needed", "equality-impact-twice")


def _problems_in_order(document: Raw, known: set[str]) -> Iterator[Problem]:
    """Look at each question beside the one before; one that does not fit the schema is left out."""
    over: set[str] = set()
    current = ""
    for at, question in enumerate(document.get("questions", ())):
        if "type" not in question:
            continue
        place, name = f"questions[{at}].section", question.get("section", "")
        if name != current:
            over.add(current)
        if name and name not in known:
            yield Problem(place, "no-such-section", {"id": name})
        elif name and name != current and name in over:
            yield Problem(place, "section-torn", {"id": name})
        current = name
