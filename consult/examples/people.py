"""Four hundred made-up people who answer the park example: the same ones every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from consult.plan.rules.definition import Definition
from consult.plan.rules.routing import shown_questions

PEOPLE = 400
ON_PAPER = 0.1  # of all people
SEED = 1984

# What people raise in their own words, how often in a hundred, and how they say it.
THEMES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Toilets": (
        21,
        (
            "There is no toilet, so we never stay long.",
            "Please open the toilets again. My father cannot go out without one.",
            "A clean toilet would help more than anything else on your list.",
            "With two small children we always end up going home early.",
            "I have a bladder condition. Without a toilet the park is closed to me.",
            "The café lets people in, but only if you buy something.",
        ),
    ),
    "Paths for wheels": (
        17,
        (
            "My wheelchair gets stuck by the pond after rain.",
            "The path by the gate is too narrow for a double pram.",
            "Flat paths please. I fell there last winter.",
            "Roots have lifted the path near the benches. My walker tips over.",
            "A ramp at the school gate would save us a long way round.",
        ),
    ),
    "Feeling safe after dark": (
        14,
        (
            "I take the long way home because the park is dark.",
            "Lights would help, but keep them low so they do not shine into bedrooms.",
            "I stop going in October. It is too dark after work.",
            "My daughter walks home through the park. I worry every evening.",
        ),
    ),
    "Bats and birds": (
        8,
        (
            "The bats hunt along the lime trees. Please keep that side dark.",
            "Do not cut the hedge down. Sparrows live in it.",
            "Leave some grass long for the birds.",
        ),
    ),
    "Older children": (
        6,
        (
            "There is nothing for teenagers. They sit on the swings because they have no place.",
            "A table tennis table costs little and all ages use it.",
            "My son is 14. A net to kick a ball at would be enough.",
        ),
    ),
    "Dogs": (
        3,
        (
            "Please keep dogs out of the play area.",
            "Somewhere for dogs to run free would be good.",
        ),
    ),
}

WEIGHTS: dict[str, dict[str, int]] = {
    "visits": {"daily": 18, "weekly": 34, "monthly": 24, "rarely": 17, "never": 7},
    "publish": {"with_name": 12, "without_name": 66, "no": 22},
    "plans/paths": {"yes": 74, "unsure": 17, "no": 9},
    "plans/lights": {"yes": 52, "unsure": 20, "no": 28},
    "plans/play": {"yes": 61, "unsure": 28, "no": 11},
}


@dataclass(frozen=True)
class MadeUp:
    """One made-up person’s answers, and what they raise."""

    number: int
    answers: dict[str, Any]
    themes: tuple[str, ...]
    answered_at: datetime
    on_paper: bool


def made_up_people(definition: Definition, *, first_day: datetime) -> Iterator[MadeUp]:
    """Yield the people; each answers only the questions that their answers open."""
    chance = Random(SEED)  # noqa: S311 - nothing secret: everybody gets the same examples
    for number in range(1, PEOPLE + 1):
        themes = _themes(chance)
        wanted = _answers(chance, themes)
        shown = {question.id for question in shown_questions(definition, wanted)}
        yield MadeUp(
            number=number,
            answers={name: value for name, value in wanted.items() if name in shown},
            themes=themes if "ideas" in shown else (),
            answered_at=first_day + timedelta(hours=chance.randrange(10, 1900)),
            on_paper=chance.random() < ON_PAPER,
        )


def _themes(chance: Random) -> tuple[str, ...]:
    raised = [name for name, (share, _said) in THEMES.items() if chance.randrange(100) < share]
    return tuple(raised[:2])


def _answers(chance: Random, themes: tuple[str, ...]) -> dict[str, Any]:
    order = ["paths", "lights", "play", "toilets"]
    chance.shuffle(order)
    if "Toilets" in themes:
        order.sort(key=lambda one: one != "toilets")
    answers: dict[str, Any] = {
        "visits": _pick(chance, "visits"),
        "why_never": chance.sample(["access", "safety", "far", "nothing"], chance.randint(1, 2)),
        "use": chance.sample(["walk", "dog", "play", "sport", "sit", "meet"], chance.randint(1, 3)),
        "plans": {row: _pick(chance, f"plans/{row}") for row in ("paths", "lights", "play")},
        "publish": _pick(chance, "publish"),
    }
    if chance.random() < 0.8:  # noqa: PLR2004 - some leave the order out
        answers["order"] = order
    if chance.random() < 0.7:  # noqa: PLR2004 - and some the number
        answers["people"] = chance.choice([1, 1, 2, 2, 2, 3, 4, 5])
    if themes:
        answers["ideas"] = " ".join(chance.choice(THEMES[theme][1]) for theme in themes)
    return answers


def _pick(chance: Random, question: str) -> str:
    weights = WEIGHTS[question]
    return chance.choices(list(weights), weights=list(weights.values()))[0]
