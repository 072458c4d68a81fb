"""Easy Read that a person wrote: as a PDF with a picture beside each idea, and its rules.

A program never writes it. Rules: the government's guidance on accessible communication
(2021) and Inclusion Europe, "Information for all".
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from accessibility.document import Block, Document, Idea, document_texts
from accessibility.large_print import EASY_PRINT, Json, as_json, parts_of, say, typeset
from accessibility.pdf_check import problems_in_pdf
from accessibility.readability import (
    ReadingProblemKind,
    measure,
    problems_with_reading,
)

MOST_PAGES = 24
_TEMPLATE = Path(__file__).with_name("easy_read.typ")


class IdeaFault(StrEnum):
    """What keeps an idea from being Easy Read."""

    EMPTY = "empty"
    NO_PICTURE = "no-picture"
    SAID_TWICE = "said-twice"
    LONG_SENTENCE = "long-sentence"
    PERCENTAGE = "percentage"
    BRACKETS = "brackets"


@dataclass(frozen=True)
class IdeaProblem:
    """One thing wrong with an idea; of a long sentence, its words and how many may be."""

    fault: IdeaFault
    words: int = 0
    limit: int = 0


# Score and mean are of a whole text: they say nothing of a sentence or two.
_FAULTS = {
    ReadingProblemKind.SENTENCE_TOO_LONG: IdeaFault.LONG_SENTENCE,
    ReadingProblemKind.PERCENTAGE: IdeaFault.PERCENTAGE,
    ReadingProblemKind.BRACKETS: IdeaFault.BRACKETS,
}


def problems_in_idea(
    text: str, *, language: str, has_picture: bool, alt: str = ""
) -> tuple[IdeaProblem, ...]:
    """Return what is wrong with an idea: sentences over 15 words, brackets, no picture.

    Nor may its picture say the same again to who hears it: ``alt`` is "" then.
    """
    faults = [] if text.strip() else [IdeaProblem(IdeaFault.EMPTY)]
    if not has_picture:
        faults.append(IdeaProblem(IdeaFault.NO_PICTURE))
    if alt and _heard(alt) in _heard(text):
        faults.append(IdeaProblem(IdeaFault.SAID_TWICE))
    found = problems_with_reading(measure(text, language=language), easy_read=True)
    return (
        *faults,
        *(
            IdeaProblem(_FAULTS[one.kind], int(one.value), int(one.limit))
            for one in found
            if one.kind in _FAULTS
        ),
    )


def _heard(text: str) -> str:
    """Return the words of a text as they are read aloud, with a space around each."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def easy_read_pdf(document: Document) -> bytes:
    """Set an Easy Read document on A4 in 16 point print, tagged (PDF/UA-1).

    Raises as large_print_pdf does.
    """
    return typeset(document, as_json(document, _parts), _TEMPLATE, points=EASY_PRINT)


def problems_in_easy_read(pdf: bytes, document: Document) -> tuple[str, ...]:
    """Return, for developers and operators, each reason not to hand this PDF to people."""
    problems = problems_in_pdf(
        pdf,
        minimum_points=EASY_PRINT,
        language=document.language,
        source_text="\n".join(document_texts(document)),
    )
    if any(problem.startswith("cannot be read") for problem in problems):
        return problems
    reader = PdfReader(io.BytesIO(pdf))
    return (*problems, *_problems_with_ideas(document), *_problems_with_file(reader, document))


def _parts(block: Block) -> Iterator[Json]:
    if isinstance(block, Idea):
        picture = block.picture and {"svg": block.picture.svg, "alt": block.picture.alt}
        yield {"kind": "idea", "text": say(block.text), "picture": picture}
    else:
        yield from parts_of(block)


def _ideas(document: Document) -> list[Idea]:
    return [block for block in document.blocks if isinstance(block, Idea)]


def _problems_with_ideas(document: Document) -> Iterator[str]:
    ideas = _ideas(document)
    if not ideas:
        yield "there are no ideas with pictures: it was not written as Easy Read"
    check = partial(problems_in_idea, language=document.language)
    for number, idea in enumerate(ideas, 1):
        alt = idea.picture.alt if idea.picture else ""
        found = check(idea.text, has_picture=idea.picture is not None, alt=alt)
        for one in found:
            size = f", {one.words} words, over {one.limit}" if one.words and one.limit else ""
            yield f"idea {number}: {one.fault}{size}"


def _problems_with_file(reader: PdfReader, document: Document) -> Iterator[str]:
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        yield f"{pages} pages, over {MOST_PAGES}"
    told = [idea.picture.alt for idea in _ideas(document) if idea.picture and idea.picture.alt]
    tree = reader.root_object.get("/StructTreeRoot")
    figures = [str(one.get("/Alt", "")) for one in _elements(tree) if one.get("/S") == "/Figure"]
    if sorted(figures) != sorted(told):
        yield f"{len(figures)} pictures are told to screen readers, not {len(told)}"


def _elements(node: object) -> Iterator[DictionaryObject]:
    """Yield the elements of a tree of tags, from the top."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        found = found.get_object() if hasattr(found, "get_object") else found
        if isinstance(found, list):
            waiting.extend(found)
        elif isinstance(found, DictionaryObject):
            yield found
            waiting.append(found.get("/K"))
