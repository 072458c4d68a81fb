"""Question sets with random routes between their questions, and people who answer them."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tests.factories import document, question

Raw = Mapping[str, Any]

VALUES = ("ash", "birch", "cedar")
NUMBERS = ("1", "2", "30")  # the last is over the limit
KINDS = ("single", "multiple", "number", "text")


def random_document(rng: Random, *, sizes: Sequence[int], options: int, depth: int) -> Raw:
    """Return so many questions, most with a condition on earlier ones, also on hidden ones."""
    questions: list[dict[str, Any]] = []
    for place in range(rng.choice(sizes)):
        made = _question(rng, f"q{place}", options)
        if questions and rng.random() < 0.8:
            made["show_if"] = _condition(rng, questions, depth)
        questions.append(made)
    return document(*questions)


def random_answers(rng: Random, asked: Sequence[Raw]) -> dict[str, Any]:
    """Return what a person has written who went back and forth: in hidden questions too."""
    return {one["id"]: rng.choice(answers_to(one)[1:]) for one in asked if rng.random() < 0.8}


def answers_to(one: Raw) -> list[Any]:
    """Return every answer to a question that makes a difference, first none."""
    if one["type"] == "number":
        return [None, *NUMBERS[:2], "7"]
    if one["type"] == "text":
        return [None, *VALUES, "something else"]
    values = [option["value"] for option in one["options"]]
    if one["type"] == "single":
        return [None, *values]
    several: list[list[str]] = [[]]
    for value in values:
        several += [[*some, value] for some in several]
    return [None, *several[1:]]


def _question(rng: Random, name: str, options: int) -> dict[str, Any]:
    kind = rng.choice(KINDS)
    more: dict[str, Any] = {"required": rng.random() < 0.5}
    if kind == "number":
        more |= {"min": 1, "max": 20}
    elif kind != "text":
        more["options"] = [{"value": one, "label": one.title()} for one in VALUES[:options]]
    return question(name, kind, **more)


def _condition(rng: Random, earlier: Sequence[Raw], depth: int) -> dict[str, Any]:
    if depth and rng.random() < 0.5:
        parts = [_condition(rng, earlier, depth - 1) for _ in range(rng.randint(1, 3))]
        return {rng.choice(("all", "any")): parts}
    target = rng.choice(earlier)
    values = _values(target)
    how = rng.choice(("is", "is", "is_not", "in"))
    wanted = rng.sample(values, rng.randint(1, len(values))) if how == "in" else rng.choice(values)
    return {"question": target["id"], how: wanted}


def _values(target: Raw) -> list[str]:
    if target["type"] == "number":
        return list(NUMBERS)
    if target["type"] == "text":
        return list(VALUES)
    return [option["value"] for option in target["options"]]
