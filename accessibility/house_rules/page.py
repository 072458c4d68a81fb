"""A page as the house rules see it: elements, and texts that know where they stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST_EXCERPT = 160
_NOT_SHOWN = frozenset({"script", "style", "template", "noscript"})
_NOT_PROSE = frozenset({"code", "kbd", "pre", "samp", "textarea"})
_SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder")
_BUTTON_TYPES = frozenset({"submit", "button", "reset"})


class Found(NamedTuple):
    """One fault: a message for developers and the piece of the page it is about."""

    message: str
    excerpt: str = ""


Rule = Callable[["Page"], Iterator[Found]]


class NamedRule(NamedTuple):
    """A rule and the id it is known by in the handbook."""

    id: str
    find: Rule


@dataclass(frozen=True)
class Place:
    """What the elements around a text say about it."""

    language: str
    direction: str
    direction_marked: bool = False
    in_main: bool = False
    own_words: bool = False
    prose: bool = True


@dataclass(frozen=True)
class Text:
    """A text a person sees or hears; `attribute` is set when it stands in one."""

    content: str
    place: Place
    attribute: str = ""

    @property
    def is_ours(self) -> bool:
        """Tell whether we wrote it: not code, and not somebody’s own words."""
        return self.place.prose and not self.place.own_words


@dataclass(frozen=True)
class Page:
    """A rendered page with what the server meant it to be.

    An element with `dir="auto"` holds a person’s own words: their direction is
    unknown, and their wording is never judged.
    """

    html: str
    language: str
    direction: str
    error_prefix: str
    allowed_words: frozenset[str]

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """Parse the page as a browser would."""
        return LexborHTMLParser(self.html)

    @cached_property
    def root(self) -> LexborNode:
        """Return the html element, which the parser always makes."""
        return self.tree.css("html")[0]

    @cached_property
    def title(self) -> str:
        """Return the text of the title element."""
        return " ".join(words_of(node) for node in self.tree.css("head > title"))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return every text of the body in order, attributes that are read aloud included."""
        start = Place(self.language, self.direction)
        return tuple(text for body in self.tree.css("body") for text in _texts(body, start))

    @cached_property
    def by_id(self) -> dict[str, LexborNode]:
        """Return the elements that have an id."""
        return {node.attributes["id"] or "": node for node in self.all("[id]")}

    def all(self, selector: str) -> list[LexborNode]:
        """Return the elements a CSS selector finds, in order, each once."""
        return list(dict.fromkeys(self.tree.css(selector)))

    def words_of_ids(self, ids: str | None) -> str:
        """Return the words of the elements that a list of ids names."""
        nodes = (self.by_id.get(name) for name in (ids or "").split())
        return " ".join(words_of(node) for node in nodes if node)


def words_of(node: LexborNode) -> str:
    """Return an element’s text with its white space made single."""
    return " ".join(node.text(deep=True).split())


def excerpt(node: LexborNode) -> str:
    """Return the beginning of an element’s HTML on one line."""
    return shortened(node.html or "")


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    return re.sub(r"\s+", " ", text).strip()[:_LONGEST_EXCERPT]


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute’s value, or "" when it is absent or empty."""
    return (node.attributes.get(name) or "").strip()


def ancestor(node: LexborNode, tag: str) -> LexborNode | None:
    """Return the nearest element of a kind around this one."""
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent


def _texts(node: LexborNode, outside: Place) -> Iterator[Text]:
    place = _place(node, outside)
    yield from _spoken(node, place)
    for child in node.iter(include_text=True):
        if child.is_text_node:
            if content := (child.text_content or "").strip():
                yield Text(content, place)
        elif child.is_element_node and child.tag not in _NOT_SHOWN:
            yield from _texts(child, place)


def _place(node: LexborNode, outside: Place) -> Place:
    own = node.attributes
    # Drawings say “direction” where HTML says “dir”.
    direction = own.get("dir") or own.get("direction") or ("auto" if node.tag == "bdi" else "")
    return Place(
        language=(own["lang"] or "") if "lang" in own else outside.language,
        direction=direction or outside.direction,
        direction_marked=outside.direction_marked or bool(direction),
        in_main=outside.in_main or node.tag == "main",
        own_words=outside.own_words or own.get("dir") == "auto",
        prose=outside.prose and node.tag not in _NOT_PROSE,
    )


def _spoken(node: LexborNode, place: Place) -> Iterator[Text]:
    own = node.attributes
    for name in _SPOKEN_ATTRIBUTES:
        if value := (own.get(name) or "").strip():
            yield Text(value, place, name)
    if node.tag == "input" and own.get("type") in _BUTTON_TYPES and own.get("value"):
        yield Text(own["value"] or "", place, "value")
