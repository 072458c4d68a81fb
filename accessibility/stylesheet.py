"""Does a stylesheet keep the house rules? Checks on its text, which need no browser."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from accessibility.markup import Problem

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border)-(?:left|right|top|bottom)(?:-\w+)?"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)"
    r"|border-(?:top|bottom)-(?:left|right)-radius)"
)
_SIDE = re.compile(r"\b(?:left|right)\b")
_SIDED = frozenset({"text-align", "float", "clear"})
_FOUR_SIDES = frozenset({"margin", "padding", "inset"})
# One side of such a list: a word, or a function with what is in its brackets.
_PART = re.compile(r"(?:[a-z]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\S)+")
_SIZES = frozenset({"font", "font-size", "line-height"})
_PIXELS = re.compile(r"\dpx")
_SLANTED_OR_CAPITALS = re.compile(r"\b(?:italic|oblique|uppercase|all-small-caps|small-caps)\b")
_OUTLINE = frozenset({"outline", "outline-style", "outline-width"})
_NO_OUTLINE = re.compile(r"(?:0|none)\b")
_SHOWS = frozenset({"content", "display", "opacity", "visibility"})


class _Declaration(NamedTuple):
    selector: str
    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.selector} {{ {self.name}: {self.value} }}"


def problems_in_stylesheet(css: str) -> tuple[Problem, ...]:
    """Return each house rule that a stylesheet breaks, in the order it is written in.

    Conditions such as “@media” are looked into; names of tokens (“--ink”) may be anything.
    """
    return tuple(
        Problem(rule, message, str(declaration))
        for declaration in _declarations(css)
        for rule, message in _faults(declaration)
    )


def _declarations(css: str) -> Iterator[_Declaration]:
    for selector, body in _RULE.findall(_COMMENT.sub("", css)):
        for name, value in _DECLARATION.findall(body):
            yield _Declaration(" ".join(selector.split()), name, value.strip())


def _faults(one: _Declaration) -> Iterator[tuple[str, str]]:
    yield from _hard_to_read(one)
    yield from _one_sided(one)
    if one.name in _OUTLINE and _NO_OUTLINE.match(one.value):
        yield "H5", "focus is taken away"
    if ":hover" in one.selector and ":focus" not in one.selector and one.name in _SHOWS:
        yield "H8", "shown only to those who point"


def _hard_to_read(one: _Declaration) -> Iterator[tuple[str, str]]:
    if one.name == "text-align" and one.value.startswith("justify"):
        yield "H12", "justified text"
    if one.name.startswith(("font", "text-transform")) and _SLANTED_OR_CAPITALS.search(one.value):
        yield "H12", "slanted text or capitals"
    if one.name in _SIZES and _PIXELS.search(one.value):
        yield "H12", "text in pixels, which ignores the size a person chose"


def _one_sided(one: _Declaration) -> Iterator[tuple[str, str]]:
    """Find what is right in one direction of writing only."""
    sides = _PART.findall(one.value) if one.name in _FOUR_SIDES else []
    if (
        _PHYSICAL.fullmatch(one.name)
        or (one.name in _SIDED and _SIDE.search(one.value))
        or (len(sides) == 4 and sides[1] != sides[3])  # noqa: PLR2004 - the four sides of a box
    ):
        yield "H12", "left or right, where start or end is meant"
