"""A document in a small JSON form, for programs and people outside the site.

``docs/how-to/make-documents.md`` describes the form.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, cast, get_args

from accessibility.document import (
    Answer,
    Block,
    Bullets,
    Direction,
    Document,
    Fact,
    Facts,
    Heading,
    Idea,
    Labels,
    Numbered,
    Paragraph,
    Picture,
    Question,
    WordBox,
)
from accessibility.pictures import SYMBOLS, symbol
from accessibility.scripts import direction_of

_CONTROLS_KEPT = "\n\t"
_TAG = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_HOLD = {
    "page": ("{page}", "{pages}"),
    "question": ("{number}", "{questions}"),
    "length": ("{minutes}",),
}


class DocumentProblem(ValueError):  # noqa: N818 (it says what is wrong with what came in)
    """Why a JSON text is no document; `place` says where, such as "blocks[3].level"."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)
        self.place = place


def document_from_json(text: str) -> Document:
    """Read a document; raise DocumentProblem for the first thing that is wrong in it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentProblem("", f"this is not JSON: {error}") from error
    names = [field.name for field in fields(Document)]
    part = _part(value, "", names)
    language = _tag(part, part.text("language"))
    return Document(
        title=part.text("title"),
        language=language,
        direction=_direction(part, language),
        publisher=part.text("publisher"),
        blocks=tuple(_block(one, place) for one, place in part.listed("blocks")),
        closing_note=part.text("closing_note"),
        labels=_labels(part),
        reference=part.text("reference", ""),
    )


@dataclass(frozen=True)
class _Part:
    """One object in the JSON, and where it stands."""

    value: dict[str, Any]
    place: str

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def text(self, name: str, default: str | None = None) -> str:
        if name not in self.value and default is not None:
            return default
        found = _text(self.value.get(name), self.at(name))
        if not found.strip() and default is None:
            raise DocumentProblem(self.at(name), "write something here")
        return found

    def listed(self, name: str) -> list[tuple[Any, str]]:
        """Return what a list holds, each with its place; it holds at least one thing."""
        found = self.value.get(name)
        if not isinstance(found, list) or not found:
            raise DocumentProblem(self.at(name), "give a list with at least one thing in it")
        return [(one, f"{self.at(name)}[{place}]") for place, one in enumerate(found)]

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(_text(one, place) for one, place in self.listed(name))

    def facts(self, name: str) -> tuple[Fact, ...]:
        parts = [_part(one, place, ["label", "value"]) for one, place in self.listed(name)]
        return tuple(Fact(part.text("label"), part.text("value")) for part in parts)


def _part(value: Any, place: str, names: list[str]) -> _Part:
    if not isinstance(value, dict):
        raise DocumentProblem(place, "give an object, in { and }")
    part = _Part(value, place)
    for name in value:
        if name not in names:
            raise DocumentProblem(part.at(name), f"no such name; there are: {', '.join(names)}")
    return part


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise DocumentProblem(place, "give a text, in quotes")
    for sign in value:
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _CONTROLS_KEPT:
            raise DocumentProblem(place, f"take out the sign {sign!a}, which is no letter")
    return value


def _tag(part: _Part, language: str) -> str:
    if not _TAG.fullmatch(language):
        raise DocumentProblem(part.at("language"), "write a tag such as en, cy or pa-Guru")
    return language


def _paragraph(part: _Part) -> Paragraph:
    language = part.text("language", "")
    tag = _tag(part, language) if language else ""
    return Paragraph(part.text("text"), tag, part.text("instead", ""))


def _direction(part: _Part, language: str) -> Direction:
    direction = part.text("direction", direction_of(language))
    if direction not in {"ltr", "rtl"}:
        raise DocumentProblem(part.at("direction"), "write ltr or rtl, or leave it out")
    return cast(Direction, direction)


def _labels(part: _Part) -> Labels:
    # What a form says about each way to answer is no text, and is left out here.
    names = [field.name for field in fields(Labels) if field.type is str]
    given = _part(part.value.get("labels"), part.at("labels"), names)
    said: Any = {name: given.text(name, "") for name in names if name != "page"}
    labels = Labels(page=given.text("page"), **said)
    for name, needed in _HOLD.items():
        words = getattr(labels, name)
        if words and not all(one in words for one in needed):
            raise DocumentProblem(given.at(name), f"it must hold {' and '.join(needed)}")
    return labels


def _block(value: Any, place: str) -> Block:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _BLOCKS:
        raise DocumentProblem(place, f"give an object with a kind: {', '.join(_BLOCKS)}")
    names, make = _BLOCKS[kind]
    return make(_part(value, place, ["kind", *names]))


def _heading(part: _Part) -> Heading:
    level = part.value.get("level")
    if level == 2:  # noqa: PLR2004 - a chapter
        return Heading(2, part.text("text"))
    if level == 3:  # noqa: PLR2004 - a part of one
        return Heading(3, part.text("text"))
    raise DocumentProblem(part.at("level"), "write 2 for a chapter, or 3 for a part of one")


def _idea(part: _Part) -> Idea:
    name = part.text("symbol")
    if name not in SYMBOLS:
        raise DocumentProblem(part.at("symbol"), f"write one of: {', '.join(SYMBOLS)}")
    if "alt" not in part.value:
        what = 'say what the picture shows, or write "" where the words say the same'
        raise DocumentProblem(part.at("alt"), what)
    return Idea(part.text("text"), picture=Picture(symbol(name), part.text("alt", "")))


def _question(part: _Part) -> Question:
    answer = part.text("answer", "one" if part.value.get("options") else "text")
    if answer not in get_args(Answer):
        raise DocumentProblem(part.at("answer"), f"write one of: {', '.join(get_args(Answer))}")
    return Question(
        part.text("number"),
        part.text("text"),
        part.text("hint", ""),
        options=part.texts("options") if part.value.get("options") else (),
        answer=cast(Answer, answer),
        rows=part.texts("rows") if part.value.get("rows") else (),
    )


_BLOCKS: dict[str, tuple[tuple[str, ...], Callable[[_Part], Block]]] = {
    "heading": (("level", "text"), _heading),
    "paragraph": (("text", "language", "instead"), _paragraph),
    "bullets": (("items",), lambda part: Bullets(part.texts("items"))),
    "numbered": (("items",), lambda part: Numbered(part.texts("items"))),
    "idea": (("text", "symbol", "alt"), _idea),
    "facts": (("items",), lambda part: Facts(part.facts("items"))),
    "question": (("number", "text", "hint", "options", "answer", "rows"), _question),
    "words": (("words",), lambda part: WordBox(part.facts("words"))),
}
