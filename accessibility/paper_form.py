"""A document as a form on paper: 18 point print, boxes of 12 mm, lines 12 mm apart (PDF/UA-1)."""

import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

from accessibility.document import Block, Document, Labels, Question, document_texts
from accessibility.large_print import LARGE_PRINT, Json, as_json, parts_of, say, typeset
from accessibility.pdf_check import LEAST_LETTERS_RECOVERED, letters_recovered, problems_in_pdf

_TEMPLATE = Path(__file__).with_name("paper_form.typ")


def paper_form_pdf(document: Document, *, page_code: str, return_note: str) -> bytes:
    """Set a document as a form to fill in by hand.

    Each page says `return_note` (where to send the form, and until when) and its code:
    `page_code` of the form, a hyphen and the number of the page. Raises as large_print_pdf does.
    """
    data = as_json(document, partial(_parts, labels=document.labels))
    data |= {"page_code": page_code, "return_note": say(return_note)}
    return typeset(document, data, _TEMPLATE)


def problems_in_form(
    pdf: bytes, document: Document, *, page_code: str, return_note: str
) -> tuple[str, ...]:
    """Return, for developers and operators, each reason not to hand this form to people."""
    problems = problems_in_pdf(
        pdf,
        minimum_points=LARGE_PRINT,
        language=document.language,
        source_text="\n".join(document_texts(document)),
    )
    if any(problem.startswith("cannot be read") for problem in problems):
        return problems
    reader = PdfReader(io.BytesIO(pdf))
    return (
        *problems,
        *_problems_with_pages(reader, page_code, return_note),
        *_problems_with_questions(reader, document),
    )


def _parts(block: Block, *, labels: Labels) -> Iterator[Json]:
    if isinstance(block, Question):
        yield _question(block, labels)
    else:
        yield from parts_of(block)


def _question(question: Question, labels: Labels) -> Json:
    must = labels.must_answer if question.required else ""
    advice = (question.hint, labels.how_to_answer.get(question.answer, ""), must)
    return {
        "kind": "question",
        "text": say(_numbered(question)),
        "advice": [say(one) for one in advice if one],
        "answer": question.answer,
        "options": [say(option) for option in question.options],
        "rows": [say(row) for row in question.rows],
        "lines": question.lines,
    }


def _numbered(question: Question) -> str:
    return f"{question.number}. {question.text}"


def _problems_with_pages(reader: PdfReader, page_code: str, return_note: str) -> Iterator[str]:
    if reader.get_fields():
        yield "has fields to type in, which PDF/UA cannot vouch for"
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        if f"{page_code}-{number}" not in text.split():
            yield f"page {number} does not have its code"
        if letters_recovered(return_note, text) < LEAST_LETTERS_RECOVERED:
            yield f"page {number} does not say where to send it, and until when"


def _problems_with_questions(reader: PdfReader, document: Document) -> Iterator[str]:
    # Bookmarks keep the order of letters, whatever the direction of the print.
    kept = {"".join(title.split()) for title in _bookmarks(reader.outline)}
    for block in document.blocks:
        if isinstance(block, Question) and "".join(_numbered(block).split()) not in kept:
            yield f"question {block.number} is missing"


def _bookmarks(outline: Iterable[object]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(entry)
        elif isinstance(entry, Destination):
            yield str(entry.title or "")
