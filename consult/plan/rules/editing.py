"""Changing a document part by part. Each function returns a new document.

A part is the facts about the consultation, its words, its ways, a section or a question;
its place says which: “about”, “words”, “ways”, “sections.<id>” or “questions.<id>”.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from consult.plan.rules.naming import free_id

Raw = Mapping[str, Any]

ABOUT, WORDS, WAYS = "about", "words", "ways"
QUESTION, SECTION = "questions.", "sections."
QUESTION_LISTS = ("questions", "equality_questions")
# What a document holds that is no fact about the consultation as a whole.
_LISTS = frozenset({*QUESTION_LISTS, "sections", WORDS, WAYS, "test_paths", "sources"})


class PartGoneError(Exception):
    """Somebody else took the part out, or it was never there."""


class EditedByOthersError(Exception):
    """A part is not any more what it was when somebody began to edit it."""

    def __init__(self, theirs: Any) -> None:
        """Keep what it is now; None when it was taken out."""
        super().__init__("edited")
        self.theirs = theirs


def part_at(document: Raw, place: str) -> Any:
    """Return a part of a document, or None when it is not there."""
    if place == ABOUT:
        return {name: value for name, value in document.items() if name not in _LISTS}
    if place in (WORDS, WAYS):
        return document.get(place, [])
    lists = ("sections",) if place.startswith(SECTION) else QUESTION_LISTS
    wanted = place.partition(".")[2]
    every = (one for name in lists for one in document.get(name, ()))
    return next((one for one in every if one["id"] == wanted), None)


def mark_of(part: Any) -> str:
    """Return what a form carries to tell whether a part is still what it was."""
    text = json.dumps(part, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def require_unchanged(document: Raw, place: str, *, seen: str) -> None:
    """Raise EditedByOthersError when a part is not what somebody saw."""
    now = part_at(document, place)
    if mark_of(now) != seen:
        raise EditedByOthersError(now)


def with_part(document: Raw, place: str, part: Any) -> dict[str, Any]:
    """Return a document with a part replaced; a new question or section is put last."""
    made = copy.deepcopy(dict(document))
    if place == ABOUT:
        lists = {name: value for name, value in made.items() if name in _LISTS}
        return {**part, **lists}
    if place in (WORDS, WAYS):
        made[place] = part
        return made if part else _without(made, place)
    if place.startswith(SECTION):
        _put(made.setdefault("sections", []), place.partition(".")[2], part)
    else:
        _put(_list_of(made, place), place.partition(".")[2], part)
        _gather(made)
    return made


def without_part(document: Raw, place: str) -> dict[str, Any]:
    """Return a document without a question, or without a section: its questions stay.

    Routes that waited for the question stay too: the checks name them.
    """
    made = copy.deepcopy(dict(document))
    wanted = place.partition(".")[2]
    if part_at(made, place) is None:
        raise PartGoneError(place)
    if place.startswith(SECTION):
        made["sections"] = [one for one in made["sections"] if one["id"] != wanted]
        for question in made["questions"]:
            if question.get("section") == wanted:
                del question["section"]
        return made
    for name in QUESTION_LISTS:
        if name in made:
            made[name] = [one for one in made[name] if one["id"] != wanted]
    return made


def moved(document: Raw, place: str, *, steps: int) -> dict[str, Any]:
    """Return a document with a question one place up (-1) or down (1).

    At the edge of a section it goes into the next one first, and stays where it is.
    """
    made = copy.deepcopy(dict(document))
    questions = _list_of(made, place)
    at = _index(questions, place.partition(".")[2])
    to = at + steps
    if not 0 <= to < len(questions):
        return made
    here, there = questions[at].get("section", ""), questions[to].get("section", "")
    if here != there:
        _set_section(questions[at], there)
    else:
        questions[at], questions[to] = questions[to], questions[at]
    return made


def with_copy(
    document: Raw, place: str, *, taken: AbstractSet[str] = frozenset()
) -> tuple[dict[str, Any], str]:
    """Return a document with a copy right after a question or a section, and its place.

    The questions of a section are copied with it, and their routes among one another. No copy
    gets an id that is ``taken``.
    """
    made = copy.deepcopy(dict(document))
    part = part_at(made, place)
    if part is None:
        raise PartGoneError(place)
    taken = taken | ids_in(made)
    if place.startswith(QUESTION):
        questions = _list_of(made, place)
        copied = {**copy.deepcopy(part), "id": free_id(part["id"], taken)}
        questions.insert(_index(questions, part["id"]) + 1, copied)
        return made, QUESTION + copied["id"]
    section = {**copy.deepcopy(part), "id": free_id(part["id"], taken)}
    made["sections"].append(section)
    inside = [one for one in made["questions"] if one.get("section") == part["id"]]
    new_ids: dict[str, str] = {}
    for one in inside:
        new_ids[one["id"]] = free_id(one["id"], taken | set(new_ids.values()))
    last = _index(made["questions"], inside[-1]["id"]) + 1 if inside else len(made["questions"])
    made["questions"][last:last] = [
        _renamed_question({**copy.deepcopy(one), "section": section["id"]}, new_ids)
        for one in inside
    ]
    return made, SECTION + section["id"]


def with_questions(
    document: Raw, name: str, questions: Iterable[Raw], *, taken: AbstractSet[str]
) -> dict[str, Any]:
    """Return a document with questions put last; those whose id is ``taken`` get another."""
    made = copy.deepcopy(dict(document))
    new_ids: dict[str, str] = {}
    added = []
    for one in questions:
        new_ids[one["id"]] = free_id(one["id"], taken | set(new_ids.values()))
        added.append(_renamed_question(copy.deepcopy(dict(one)), new_ids))
    made[name] = [*made.get(name, []), *added]
    return made


def renamed(document: Raw, old: str, new: str) -> dict[str, Any]:
    """Return a document in which a question has another id, in the routes too."""
    made = copy.deepcopy(dict(document))
    for name in QUESTION_LISTS:
        if name in made:
            made[name] = [_renamed_question(one, {old: new}) for one in made[name]]
    return made


def ids_in(document: Raw) -> set[str]:
    """Return the ids of all questions and sections."""
    lists = (*QUESTION_LISTS, "sections")
    return {one["id"] for name in lists for one in document.get(name, ())}


def _renamed_question(question: dict[str, Any], new_ids: Mapping[str, str]) -> dict[str, Any]:
    made = {**question, "id": new_ids.get(question["id"], question["id"])}
    if "show_if" in made:
        made["show_if"] = _renamed_condition(made["show_if"], new_ids)
    return made


def _renamed_condition(condition: Raw, new_ids: Mapping[str, str]) -> dict[str, Any]:
    for how in ("all", "any"):
        if how in condition:
            return {how: [_renamed_condition(part, new_ids) for part in condition[how]]}
    return {**condition, "question": new_ids.get(condition["question"], condition["question"])}


def _gather(document: dict[str, Any]) -> None:
    """Keep the questions of a section together: one that joins it goes to its end."""
    order: dict[str, list[Any]] = {}
    loose = 0
    for question in document["questions"]:
        section = question.get("section", "")
        # Questions of no section stay where they are, between the others.
        loose += not section
        order.setdefault(section or f" {loose}", []).append(question)
    document["questions"] = [one for group in order.values() for one in group]


def _set_section(question: dict[str, Any], section: str) -> None:
    question.pop("section", None)
    if section:
        question["section"] = section


def _put(parts: list[Any], wanted: str, part: Any) -> None:
    for at, one in enumerate(parts):
        if one["id"] == wanted:
            parts[at] = part
            return
    parts.append(part)


def _list_of(document: dict[str, Any], place: str) -> list[Any]:
    wanted = place.partition(".")[2]
    for name in QUESTION_LISTS:
        if any(one["id"] == wanted for one in document.get(name, ())):
            break
    else:
        name = "questions"
    found: list[Any] = document.setdefault(name, [])
    return found


def _index(questions: Sequence[Raw], wanted: str) -> int:
    for at, one in enumerate(questions):
        if one["id"] == wanted:
            return at
    raise PartGoneError(wanted)


def _without(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != name}
