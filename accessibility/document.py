"""A document as values: what it says, in order, with no layout."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

Direction = Literal["ltr", "rtl"]
# How a question is answered; of a grid, each statement has one answer.
Answer = Literal["one", "many", "text", "number", "date", "rank", "grid"]


class Marked(str):
    """A text with words that stand out, because a box after it explains them.

    `bold` says from where to where each stands, in order. Formats without bold read on.
    """

    __slots__ = ("bold",)
    bold: tuple[tuple[int, int], ...]

    def __new__(cls, text: str, bold: Iterable[tuple[int, int]]) -> Self:
        """Mark places in a text."""
        made = super().__new__(cls, text)
        made.bold = tuple(bold)
        return made


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text piece by piece, each with whether it is bold."""
    end = 0
    for start, stop in text.bold if isinstance(text, Marked) else ():
        yield text[end:start], False
        yield text[start:stop], True
        end = stop
    yield text[end:], False


@dataclass(frozen=True)
class Heading:
    """A heading; level 2 is a chapter, level 3 a part of one. The title is level 1."""

    level: Literal[2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text.

    `language` is only named where it is another than the document’s, as that of a quote;
    `instead` then stands in its place where one voice or one Braille code reads it all.
    """

    text: str
    language: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as SVG text; `alt` is "" where the words beside it say the same."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Idea(Paragraph):
    """A paragraph of Easy Read: one idea in short sentences, with a picture beside it.

    Formats without pictures take it as the paragraph that it is.
    """

    picture: Picture | None = None


@dataclass(frozen=True)
class Bullets:
    """A list whose order means nothing."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Numbered:
    """A list whose order matters."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A name and its value, such as a closing date."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """Facts one below the other, never side by side."""

    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Question:
    """A question as people will be asked it; the number is as shown, such as "3".

    `rows` are the statements of a grid; `lines` is how much room a form leaves to write.
    """

    number: str
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    answer: Answer = "text"
    rows: tuple[str, ...] = ()
    lines: int = 4
    required: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, as one list: of a grid, each statement with its answers."""
        if self.answer != "grid":
            return self.options
        return tuple(f"{row}: {', '.join(self.options)}" for row in self.rows)


@dataclass(frozen=True)
class WordBox:
    """Words explained right after the text that uses them first."""

    words: tuple[Fact, ...]


Block = Heading | Paragraph | Bullets | Numbered | Facts | Question | WordBox


@dataclass(frozen=True)
class Labels:
    """What a format itself says, in the language of the document.

    `page` words the page number and holds "{page}" and "{pages}"; `question` does so for
    a question that is read aloud and holds "{number}" and "{questions}"; `contents` heads
    the list of chapters, which is left out without it; `word_help` heads a box of words.
    `length` says how long the sound is, holds "{minutes}", and reads well with any number.
    `how_to_answer` says on a form what to do with the boxes and lines of a question;
    `how_to_note` tells somebody who asks on the phone what to write down.
    """

    page: str
    contents: str = ""
    word_help: str = ""
    question: str = ""
    made_on: str = ""  # says of which day the words are, before they are read aloud
    length: str = ""
    computer_voice: str = ""  # says that no person reads this aloud
    not_proofread: str = ""  # says that nobody has checked the Braille
    send_to: str = ""  # says on each page of a form where it goes, and until when
    must_answer: str = ""  # says that a question may not be left out
    phone_opening: str = ""  # what to say first on the phone, a line for each breath
    how_to_answer: Mapping[Answer, str] = field(default_factory=dict, hash=False)
    how_to_note: Mapping[Answer, str] = field(default_factory=dict, hash=False)
    accessibility_summary: str = ""  # says how an e-book can be read; with it, it claims WCAG AA


@dataclass(frozen=True)
class Document:
    """A whole document in one language."""

    title: str
    language: str
    direction: Direction
    publisher: str
    blocks: tuple[Block, ...]
    closing_note: str
    labels: Labels
    reference: str = ""  # by which a form on paper is known again


def in_one_language(document: Document) -> Document:
    """Return a document without paragraphs in other languages, each with what stands instead."""
    blocks = tuple(
        Paragraph(block.instead) if isinstance(block, Paragraph) and block.language else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def document_texts(document: Document) -> tuple[str, ...]:
    """Return every text a reader meets, in reading order."""
    inside = (text for block in document.blocks for text in _texts(block))
    return (document.title, document.publisher, *inside, document.closing_note)


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return (text,)
        case Bullets(items=items) | Numbered(items=items):
            return items
        case Facts(items=facts):
            return tuple(text for fact in facts for text in (fact.label, fact.value))
        case WordBox(words=words):
            return tuple(text for word in words for text in (word.label, word.value))
        case question:
            said = (question.number, question.text, question.hint)
            return (*said, *question.rows, *question.options)
