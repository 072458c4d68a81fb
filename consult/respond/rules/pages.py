"""The pages a person goes through: one question each, and one statement of a matrix."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from accessibility.markdown import markdown_texts
from consult.plan.rules.definition import Definition, Kind, Option, Question, Section, Word
from consult.plan.rules.routing import shown_questions
from consult.plan.rules.words import explained
from consult.respond.rules.answers import is_blank


class Part(StrEnum):
    """The two parts of answering. The second comes when the first has been checked."""

    MAIN = "main"
    ABOUT_YOU = "about-you"


def part_of(question: Question) -> Part:
    """Return the part in which a question is asked."""
    return Part.ABOUT_YOU if question.is_equality else Part.MAIN


@dataclass(frozen=True)
class Page:
    """One page: a question, and for a matrix the statement that is asked about."""

    question: Question
    row: Option | None = None

    @property
    def address(self) -> dict[str, str]:
        """Return the parts of its address."""
        parts = {"question": self.question.id}
        return parts if self.row is None else {**parts, "row": self.row.value}

    @property
    def key(self) -> str:
        """Return the name of its answer among the answers of a draft."""
        return self.question.id if self.row is None else f"{self.question.id}/{self.row.value}"


def pages_of(question: Question) -> tuple[Page, ...]:
    """Return the pages of one question."""
    if question.kind is Kind.MATRIX:
        return tuple(Page(question, row) for row in question.rows)
    return (Page(question),)


def pages_for(definition: Definition, answers: Mapping[str, Any], part: Part) -> tuple[Page, ...]:
    """Return the pages of a part that a person with these answers goes through, in order."""
    questions = shown_questions(definition, answers)
    return tuple(
        page for question in questions if part_of(question) is part for page in pages_of(question)
    )


def sections_begun(definition: Definition, pages: Iterable[Page]) -> dict[str, Section]:
    """Return each section by the key of the page it begins on, of those that are asked."""
    found: dict[str, Section] = {}
    before = ""
    for page in pages:
        section = definition.section_of(page.question)
        if section and section.id != before:
            found[page.key] = section
        before = page.question.section
    return found


def saved_on(page: Page, answers: Mapping[str, Any]) -> Any:
    """Return what was answered on a page."""
    value = answers.get(page.question.id)
    if page.row is None:
        return value
    return value.get(page.row.value) if isinstance(value, dict) else None


def mark_of(value: Any, other: Mapping[str, str]) -> str:
    """Return a short mark by which a page knows whether its answer has changed since.

    All that is blank has the same mark.
    """
    blank = not other and is_blank(value)
    said = json.dumps([None if blank else value, dict(other)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def page_at(definition: Definition, question: str, row: str | None) -> Page | None:
    """Return the page at an address, whether or not this person is asked it."""
    if question not in definition.by_id:
        return None
    found = pages_of(definition.by_id[question])
    return next((page for page in found if (page.row.value if page.row else None) == row), None)


def was_seen(page: Page, answers: Mapping[str, Any]) -> bool:
    """Say whether the person has already pressed Continue on a page."""
    given = answers.get(page.question.id)
    if page.row is None:
        return page.question.id in answers
    return isinstance(given, dict) and page.row.value in given


def all_seen(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return these answers as those of somebody who was on every page of the first part."""
    seen = dict(answers)
    for page in pages_for(definition, answers, Part.MAIN):
        if page.row is None:
            seen.setdefault(page.question.id, None)
        else:
            statements = seen.get(page.question.id) or {}
            seen[page.question.id] = {page.row.value: None, **statements}
    return seen


def next_page(
    definition: Definition, answers: Mapping[str, Any], *, after: Page | None, part: Part
) -> Page | None:
    """Return the page that follows in a part, or None at its end.

    Without a page to go on from, it is the first one not seen yet: that is how a person
    who changed an answer is asked only the questions it opened up.
    """
    pages = pages_for(definition, answers, part)
    if after is None:
        return next((page for page in pages if not was_seen(page, answers)), None)
    keys = [page.key for page in pages]
    if after.key not in keys:
        return None
    place = keys.index(after.key) + 1
    return pages[place] if place < len(pages) else None


def page_before(definition: Definition, answers: Mapping[str, Any], page: Page) -> Page | None:
    """Return the page a person came from, or None for the first of its part."""
    pages = pages_for(definition, answers, part_of(page.question))
    keys = [one.key for one in pages]
    place = keys.index(page.key) if page.key in keys else 0
    return pages[place - 1] if place else None


# Neither a question nor the word list of its version ever changes.
@lru_cache(maxsize=4096)
def words_on(
    pages: tuple[Page, ...],
    words: tuple[Word, ...],
    begun: tuple[tuple[str, Section], ...] = (),
) -> Mapping[str, tuple[Word, ...]]:
    """Return for each page, by its key, the words to explain there: where each comes first.

    `begun` is what sections say on the pages they begin on.
    """
    if not words:
        return {}
    sections = dict(begun)
    texts = {
        page.key: (*_texts_of_section(sections.get(page.key)), *_texts(page)) for page in pages
    }
    return {key: found.words for key, found in explained(texts, words).items()}


def _texts_of_section(section: Section | None) -> Iterator[str]:
    if section:
        for text in (section.text, *(fact.text for fact in section.facts)):
            yield from markdown_texts(text)


def _texts(page: Page) -> Iterator[str]:
    question = page.question
    yield from (question.text, question.hint)
    yield from (option.label for option in question.options)
    if page.row:
        yield page.row.label
