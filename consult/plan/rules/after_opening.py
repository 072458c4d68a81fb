"""Changing what people have answered already, so that no answer comes under other words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from consult.plan.rules.definition import (
    CAPACITY,
    CONSENT,
    ORG_ASKED,
    ORG_MEMBERS,
    ORG_NAME,
    PUBLISH,
    YOUR_NAME,
)
from consult.plan.rules.naming import free_id

Raw = Mapping[str, Any]

# What people choose among, each with a value and a label.
_CHOSEN = ("options", "rows")
# The site itself knows these by their id, whatever their words.
_FIXED = frozenset({CAPACITY, CONSENT, ORG_ASKED, ORG_MEMBERS, ORG_NAME, PUBLISH, YOUR_NAME})


def known_by(
    question: Raw, asked: Mapping[str, Raw], *, taken: Collection[str] = (), is_same_meaning: bool
) -> str:
    """Return the id a question must have, where people may have answered others.

    ``asked`` holds, by id, every question that people could see so far. A question that
    means something else than what was asked under its id gets another, none that is
    ``taken``: the answers to both are then kept and counted apart.
    """
    before = asked.get(question["id"])
    if before is None or is_same_meaning or question["id"] in _FIXED:
        return str(question["id"])
    if not is_reworded(before, question):
        return str(question["id"])
    return free_id(question["id"], {*asked, *taken})


def with_own_values(question: Raw, *, before: Raw, asked: Raw | None) -> Raw:
    """Return a question in which no new option or row is known as one that was taken out.

    ``before`` is the question as it is now, ``asked`` with all that people could choose.
    """
    made = dict(question)
    for part in _CHOSEN:
        known, here = _labels(asked or {}, part), _labels(before, part)
        taken = {*known, *_labels(question, part)}
        kept = []
        for one in question.get(part, ()):
            is_new = one["value"] not in here
            is_other = known.get(one["value"], one["label"]) != one["label"]
            value = free_id(one["value"], taken) if is_new and is_other else one["value"]
            taken.add(value)
            kept.append({**one, "value": value})
        if kept:
            made[part] = kept
    return made


def is_reworded(before: Raw, now: Raw) -> bool:
    """Say whether an answer to a question could mean something else now."""
    if before["type"] != now["type"] or _words(before) != _words(now):
        return True
    return any(
        labels.get(value, label) != label
        for part in _CHOSEN
        for labels in [_labels(before, part)]
        for value, label in _labels(now, part).items()
    )


def _words(question: Raw) -> str:
    return " ".join(question["text"].split())


def _labels(question: Raw, part: str) -> dict[str, str]:
    return {one["value"]: one["label"] for one in question.get(part, ())}


def questions_of(document: Raw) -> Iterator[Raw]:
    """Yield every question of a document, those about the person last."""
    for name in ("questions", "equality_questions"):
        yield from document.get(name, ())


def all_asked(documents: Sequence[Raw]) -> Raw:
    """Return the newest of several documents with all that only older ones asked put last.

    So answers to a question or an option that is gone keep their words and are counted, and
    the numbers of the others stay. The documents are in order, the newest last.
    """
    newest = documents[-1]
    if len(documents) == 1:
        return newest
    made = {**newest}
    for name in ("questions", "equality_questions"):
        found = {one["id"]: one for one in newest.get(name, ())}
        for older in reversed(documents[:-1]):
            for one in older.get(name, ()):
                now = found.get(one["id"])
                found[one["id"]] = with_gone(now, one) if now else one
        made[name] = [_without_section(one, newest) for one in found.values()]
    return made


def with_gone(now: Raw, before: Raw) -> Raw:
    """Return a question with the options and rows put last that only an older one had."""
    made = dict(now)
    for part in _CHOSEN:
        known = _labels(now, part)
        gone = [one for one in before.get(part, ()) if one["value"] not in known]
        if gone and known:
            made[part] = [*now[part], *gone]
    return made


def _without_section(question: Raw, document: Raw) -> Raw:
    """Return a question without a section that is gone."""
    there = {one["id"] for one in document.get("sections", ())}
    if question.get("section", "") in ("", *there):
        return question
    return {name: value for name, value in question.items() if name != "section"}
