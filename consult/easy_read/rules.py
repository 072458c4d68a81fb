"""An Easy Read text as values: parts, and in each the ideas with their pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from consult.plan.models import Consultation

MOST_PARTS = 40
MOST_IDEAS = 20  # in a part
LONGEST_HEADING = 120  # characters
LONGEST_IDEA = 300  # characters: an idea is a sentence or two of at most 15 words
OWN = "own-"


@dataclass(frozen=True)
class Subject:
    """What a text tells of, a consultation or its outcome (editions.models), in a language."""

    consultation: Consultation
    about: str
    language: str


@dataclass(frozen=True)
class Idea:
    """One idea in a sentence or two; `picture` names a symbol, or “own-3” for one of ours.

    `alt` says what the picture shows, and is empty where the words say the same.
    """

    text: str
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and the ideas under it; `question` is the id of one that they explain."""

    heading: str = ""
    question: str = ""
    ideas: tuple[Idea, ...] = ()


Parts = tuple[Part, ...]


def parts_from(kept: Sequence[Mapping[str, Any]]) -> Parts:
    """Return parts as they were kept."""
    return tuple(
        Part(one["heading"], one["question"], tuple(Idea(**idea) for idea in one["ideas"]))
        for one in kept
    )


def parts_to_keep(parts: Parts) -> list[dict[str, Any]]:
    """Return parts as they are kept."""
    return [asdict(part) | {"ideas": [asdict(idea) for idea in part.ideas]} for part in parts]


def with_part(parts: Parts, at: int, part: Part) -> Parts:
    """Return parts with one in its place, or behind the last."""
    return (*parts[:at], part, *parts[at + 1 :])


def without(items: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    """Return parts or ideas without one."""
    return (*items[:at], *items[at + 1 :])


def moved(items: tuple[Any, ...], at: int, *, by: int) -> tuple[Any, ...]:
    """Return parts or ideas with one moved up (-1) or down (1), if there is room."""
    to = at + by
    if not (0 <= at < len(items) and 0 <= to < len(items)):
        return items
    order = list(items)
    order[at], order[to] = order[to], order[at]
    return tuple(order)


def with_picture(part: Part, at: int, *, picture: str, alt: str) -> Part:
    """Return a part with a picture beside one of its ideas."""
    ideas = list(part.ideas)
    ideas[at] = Idea(ideas[at].text, picture, alt)
    return Part(part.heading, part.question, tuple(ideas))


def own_number(picture: str) -> int | None:
    """Return the number of a picture of ours by its name, “own-3”."""
    found = picture.removeprefix(OWN)
    return int(found) if picture.startswith(OWN) and found.isascii() and found.isdigit() else None


def own_pictures_in(parts: Parts) -> set[int]:
    """Return the numbers of the pictures of ours that stand in a text."""
    found = (own_number(idea.picture) for part in parts for idea in part.ideas)
    return {number for number in found if number is not None}
