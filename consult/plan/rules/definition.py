"""A question set as the rest of the code sees it: compiled once, never changed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

# A question with this id asks how a response may be published; its options are fixed.
PUBLISH = "publish"
PUBLISH_CHOICES = frozenset({"with_name", "without_name", "no"})

# A question with this id asks who is answering; these options are always among its own.
CAPACITY = "capacity"
INDIVIDUAL, ORGANISATION, SOMEBODY_ELSE = "individual", "organisation", "somebody_else"
# What an organisation is asked: its name, how many it speaks for, how it asked them.
ORG_NAME, ORG_MEMBERS, ORG_ASKED = "org_name", "org_members", "org_asked"
# Asked of a person who answers for somebody else; its one option says that they agreed.
CONSENT, AGREED = "consent", "yes"
# The name under which a response may be published.
YOUR_NAME = "your_name"

# Options that stand for no answer: nobody who picks one of them picks another beside it.
DONT_KNOW, RATHER_NOT = "dont_know", "prefer_not_to_say"
ALONE = frozenset({DONT_KNOW, RATHER_NOT})

# What a consultation can promise besides the languages of the site and the formats made of it.
SIGNED, EASY_READ = "bfi", "easy-read"

_NO_LETTERS = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MATRIX = "matrix"
    RANKING = "ranking"
    DATE = "date"
    PLACE = "place"
    FILE = "file"
    EMAIL = "email"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Option:
    """One answer a person can pick, one statement of a matrix, or one area of a place."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Test:
    """A condition on one earlier question: one of “is”, “is_not”, “in”."""

    question: str
    how: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Several conditions: “all” of them, or “any”."""

    how: str
    parts: tuple["Condition", ...]


Condition = Test | Group


@dataclass(frozen=True)
class Question:
    """One question. Limits that do not apply are None."""

    id: str
    kind: Kind
    text: str
    hint: str = ""
    # The id of its section; most question sets have none.
    section: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    other_on: frozenset[str] = frozenset()
    other_label: str = ""
    longest: int | None = None
    lowest: float | None = None
    highest: float | None = None
    megabytes: int | None = None
    show_if: Condition | None = None
    is_equality: bool = False
    # Not wholly in the language it should be asked in, so it takes no answers there.
    waits: bool = False

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Return the words of each option by its value."""
        return {option.value: option.label for option in self.options}


@dataclass(frozen=True)
class FactBox:
    """Facts that people need in order to answer; the text is Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the questions, and what people read before it; the text is Markdown."""

    id: str
    title: str
    text: str = ""
    facts: tuple[FactBox, ...] = ()


class How(StrEnum):
    """The kind of a way to take part."""

    PHONE = "phone"
    PAPER = "paper"
    LETTER = "letter"
    EMAIL = "email"
    MEETING = "meeting"
    VIDEO = "video"
    HELPER = "helper"


@dataclass(frozen=True)
class Way:
    """A way to take part that this consultation offers beyond those of the site."""

    how: How
    text: str
    day: date | None = None


@dataclass(frozen=True)
class Word:
    """A word of the word list and its one meaning; variants are other forms of it."""

    term: str
    meaning: str
    variants: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the id of its meaning on a page."""
        return f"word-{plain_form(self.term)}"


@dataclass(frozen=True)
class Contact:
    """Whom people can ask about a consultation; what is not known is empty."""

    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class SetUp:
    """What else people are told before they answer. Nothing has to be known of it in a draft."""

    decision_maker: str = ""
    decision_day: date | None = None
    contact: Contact = Contact()
    privacy: str = ""
    keep_months: int | None = None
    equality_impact: str = ""
    equality_impact_not_needed: str = ""
    languages_promised: tuple[str, ...] = ()
    formats_promised: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A whole consultation document, compiled."""

    title: str
    owner: str
    summary: str
    why: str
    what_happens_next: str
    who_is_affected: str
    can_change: tuple[str, ...]
    cannot_change: tuple[str, ...]
    minutes: int | None
    ways: tuple[Way, ...]
    words: tuple[Word, ...]
    questions: tuple[Question, ...]
    # In the order of their questions; those without one come last.
    sections: tuple[Section, ...]
    set_up: SetUp

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Return the questions by their id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def sections_by_id(self) -> Mapping[str, Section]:
        """Return the sections by their id."""
        return {section.id: section for section in self.sections}

    def section_of(self, question: Question) -> Section | None:
        """Return the section that a question stands in, if it stands in one."""
        return self.sections_by_id.get(question.section)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number each question carries in every format."""
        return {question.id: place for place, question in enumerate(self.questions, start=1)}


def plain_form(word: str) -> str:
    """Return what is the same in “E-mail”, “e mail” and “e-mail”."""
    return _NO_LETTERS.sub("-", word.casefold()).strip("-")


def tests_in(condition: Condition) -> Iterator[Test]:
    """Yield every condition on a single question, however deep it lies."""
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Test):
            yield one
        else:
            waiting.extend(reversed(one.parts))
