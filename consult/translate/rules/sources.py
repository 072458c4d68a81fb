"""Every text of a consultation that can be translated, and the document with them replaced."""

import copy
import re
from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consult.core.languages import Translated
from consult.plan.rules.definition import plain_form

Raw = Mapping[str, Any]

ABOUT, WAYS, WORDS, SECTIONS, OUTCOME = "about", "ways", "words", "sections", "outcome"
# Without these nobody can understand what is asked; the others may follow.
_ESSENTIAL = ("title", "summary", "why", "who_is_affected")
_LATER = (
    *("what_happens_next", "decision_maker", "privacy"),
    *("equality_impact", "equality_impact_not_needed"),
)
_POINTS = ("can_change", "cannot_change")
_COMMAS = re.compile(r"\s*[,،、]\s*")


@dataclass(frozen=True)
class Source:
    """A text in English; `part` is what stands together on a translator’s page."""

    key: str
    part: str
    text: str
    is_essential: bool = True

    @property
    def is_asked(self) -> bool:
        """Say whether it is of a question: answers wait until such a text is right."""
        return self.key.startswith("questions.")

    @property
    def is_of_outcome(self) -> bool:
        """Say whether it is of the outcome: what is asked does not wait for it."""
        return self.part == OUTCOME

    @property
    def unit(self) -> str:
        """Return what is in one language or the other: a question, a word and its meaning."""
        if self.part == WORDS:
            return self.key.rpartition(".")[0]
        return self.part if self.is_asked else self.key


@dataclass(frozen=True)
class _Place:
    """Where a text stands in a document."""

    key: str
    part: str
    holder: Any  # the mapping or list it is in
    name: str | int
    is_essential: bool = True

    @cached_property
    def text(self) -> str:
        """Return the text; a list of forms is written with commas."""
        found = self.holder[self.name]
        return ", ".join(found) if isinstance(found, list) else str(found)

    def put(self, text: str) -> None:
        """Put a translation in its place."""
        if isinstance(self.holder[self.name], list):
            self.holder[self.name] = [Translated(one) for one in _COMMAS.split(text) if one]
        else:
            self.holder[self.name] = Translated(text)


def sources_of(document: Raw) -> tuple[Source, ...]:
    """Return the texts of a document in the order of its pages, empty ones left out."""
    return tuple(
        Source(place.key, place.part, place.text, place.is_essential)
        for place in _places(document)
        if place.text.strip()
    )


def in_language(document: Raw, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a document with translations in their places, by key; the rest stays English.

    Forms of a word are its own in each language: those of the English one say nothing.
    """
    made = copy.deepcopy(dict(document))
    for place in list(_places(made)):
        if place.key in texts:
            place.put(texts[place.key])
        elif place.name == "variants":
            place.holder[place.name] = []
    return made


def wholly_translated(
    document: Raw, texts: Mapping[str, str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return the translations that people see, and the ids of the questions left in English.

    A question is all in one language: half of it would be asked in neither.
    """
    sources = sources_of(document)
    left = {one.unit for one in sources if one.key not in texts and not _may_lack(one)}
    seen = {one.key: texts[one.key] for one in sources if one.key in texts and one.unit not in left}
    return seen, frozenset(one.part for one in sources if one.is_asked and one.unit in left)


def _may_lack(source: Source) -> bool:
    """Say whether a text has no need of a translation: a word may have no other forms."""
    return source.key.endswith(".variants")


def _places(document: Raw) -> Iterator[_Place]:
    yield from _places_about(document)
    for word in document.get("words", ()):
        key = f"words.{plain_form(word['term'])}"
        for name in ("term", "meaning", "variants"):
            if name in word:
                yield _Place(f"{key}.{name}", WORDS, word, name, is_essential=False)
    for section in document.get("sections", ()):
        yield from _places_of_section(section)
    for question in (*document["questions"], *document.get("equality_questions", ())):
        yield from _places_of_question(question)
    for one in document.get("outcome", ()):
        yield _Place(one["key"], OUTCOME, one, "text", is_essential=False)


def _places_about(document: Raw) -> Iterator[_Place]:
    for name in (*_ESSENTIAL, *_LATER):
        if name in document:
            yield _Place(name, ABOUT, document, name, name in _ESSENTIAL)
    for name in _POINTS:
        points: MutableSequence[str] = document.get(name, [])
        for at in range(len(points)):
            yield _Place(f"{name}.{at}", ABOUT, points, at, is_essential=False)
    for at, way in enumerate(document.get("ways", ())):
        yield _Place(f"ways.{at}", WAYS, way, "text")


def _places_of_section(section: MutableMapping[str, Any]) -> Iterator[_Place]:
    key = f"sections.{section['id']}"
    for name in ("title", "text"):
        if name in section:
            yield _Place(f"{key}.{name}", SECTIONS, section, name)
    for at, fact in enumerate(section.get("facts", ())):
        for name in ("title", "text"):
            if name in fact:
                yield _Place(f"{key}.facts.{at}.{name}", SECTIONS, fact, name)


def _places_of_question(question: MutableMapping[str, Any]) -> Iterator[_Place]:
    part, key = question["id"], f"questions.{question['id']}"
    for name in ("text", "hint", "other_label"):
        if name in question:
            yield _Place(f"{key}.{name}", part, question, name)
    for kind in ("rows", "options"):
        for one in question.get(kind, ()):
            for name in ("label", "hint"):
                if name in one:
                    yield _Place(f"{key}.{kind}.{one['value']}.{name}", part, one, name)
