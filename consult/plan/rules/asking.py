"""Whom a question is asked, as an officer ticks it: options of earlier questions."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from consult.plan.rules.compiling import compile_condition
from consult.plan.rules.definition import tests_in

Raw = Mapping[str, Any]
ALL, ANY = "all", "any"


@dataclass(frozen=True)
class Ticked:
    """Options of one earlier question: people picked one of them, or none of them."""

    question: str
    values: tuple[str, ...]
    is_not: bool = False


def condition_from(
    ticked: Sequence[Ticked], kept: Sequence[Raw] = (), *, how: str
) -> dict[str, Any] | None:
    """Return the “show_if” of a document; None where nothing is in it: everybody is asked."""
    parts = [*map(dict, kept)]
    parts += [part for one in ticked if one.values for part in _parts(one, how)]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {how: parts}


def parted(condition: Raw | None, unseen: AbstractSet[str]) -> tuple[Raw | None, tuple[Raw, ...]]:
    """Return a condition without the parts that look only at questions which cannot be ticked.

    Those are the second: with what is ticked they make the whole again.
    """
    if condition is None:
        return None, ()
    how = _how(condition)
    parts = condition.get(how, [condition])
    kept = tuple(one for one in parts if _looked_at(one) <= unseen)
    return {how: [one for one in parts if one not in kept]}, kept


def ticked_in(condition: Raw | None) -> tuple[str, tuple[Ticked, ...]] | None:
    """Return how a condition can be ticked; None where it is nested too deep for that."""
    if condition is None:
        return ALL, ()
    how = _how(condition)
    parts = condition.get(how, [condition])
    found: dict[tuple[str, bool], list[str]] = {}
    for part in parts:
        read = _ticked(part)
        if read is None:
            return None
        key = (read.question, read.is_not)
        if key in found and not (read.is_not and how == ALL):
            return None
        found.setdefault(key, []).extend(read.values)
    if len({question for question, _is_not in found}) < len(found):
        return None
    return how, tuple(Ticked(one, tuple(values), no) for (one, no), values in found.items())


def _how(condition: Raw) -> str:
    return ANY if ANY in condition else ALL


def _looked_at(condition: Raw) -> set[str]:
    return {test.question for test in tests_in(compile_condition(condition))}


def _parts(ticked: Ticked, how: str) -> list[dict[str, Any]]:
    if ticked.is_not:
        nots = [{"question": ticked.question, "is_not": value} for value in ticked.values]
        # None of several options, beside other conditions of which one is enough.
        return nots if how == ALL or len(nots) == 1 else [{ALL: nots}]
    if len(ticked.values) == 1:
        return [{"question": ticked.question, "is": ticked.values[0]}]
    return [{"question": ticked.question, "in": list(ticked.values)}]


def _ticked(part: Raw) -> Ticked | None:
    if "question" in part:
        if "in" in part:
            return Ticked(part["question"], tuple(str(one) for one in part["in"]))
        is_not = "is_not" in part
        return Ticked(part["question"], (str(part["is_not" if is_not else "is"]),), is_not)
    nots = [one for one in map(_ticked, part.get(ALL, ())) if one]
    about = {one.question for one in nots}
    if len(about) != 1 or len(nots) < len(part[ALL]) or not all(one.is_not for one in nots):
        return None
    values = tuple(value for one in nots for value in one.values)
    return Ticked(nots[0].question, values, is_not=True)
