"""A document as a script for somebody who asks its questions on the phone."""

from collections.abc import Iterator
from dataclasses import replace

from accessibility.document import Document, Labels, Question, document_texts


def phone_script_text(document: Document) -> str:
    """Return what to say first, then each question with its answers by number, and how to note it.

    Numbers are said, not letters: B, D, P and T sound alike on the phone.
    """
    asked = [block for block in document.blocks if isinstance(block, Question)]
    lines = [document.title, document.publisher, "", *document.labels.phone_opening.splitlines()]
    for question in asked:
        lines += ["", *_asked(question, len(asked), document.labels)]
    return "\n".join([*lines, "", document.closing_note, ""])


def problems_in_script(script: str, document: Document) -> tuple[str, ...]:
    """Return, for operators, each reason not to hand this script to people."""
    asked = tuple(block for block in document.blocks if isinstance(block, Question))
    said = document_texts(replace(document, blocks=asked))
    return tuple(f"lost: {text[:40]}" for text in said if " ".join(text.split()) not in script)


def _asked(question: Question, questions: int, labels: Labels) -> Iterator[str]:
    if labels.question:
        yield labels.question.format(number=question.number, questions=questions)
    yield _line(question.text)
    if question.required and labels.must_answer:
        yield labels.must_answer
    if question.hint:
        yield _line(question.hint)
    yield from (f"  {number}. {_line(one)}" for number, one in enumerate(question.options, 1))
    room = f"{labels.how_to_note.get(question.answer, '')} ____".strip()
    if question.answer == "grid":
        yield from (line for row in question.rows for line in ("", _line(row), room))
    else:
        yield room


def _line(text: str) -> str:
    return " ".join(text.split())
