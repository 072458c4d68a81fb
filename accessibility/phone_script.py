"""A document as a script for somebody who asks its questions on the phone."""

from collections.abc import Iterator
from dataclasses import replace

from accessibility.document import (
    Block,
    Document,
    Heading,
    Labels,
    Question,
    WordBox,
    document_texts,
)
from accessibility.plain_text import lines_of


def phone_script_text(document: Document) -> str:
    """Return what to say first, then each question with its answers by number, and how to note it.

    Numbers are said, not letters: B, D, P and T sound alike on the phone.
    """
    blocks = _said(document)
    questions = sum(isinstance(block, Question) for block in blocks)
    lines = [document.title, document.publisher, "", *document.labels.phone_opening.splitlines()]
    for block in blocks:
        if isinstance(block, Question):
            lines += ["", *_asked(block, questions, document.labels)]
        else:
            lines += lines_of(block, document.labels)
    return "\n".join([*lines, "", document.closing_note, ""])


def problems_in_script(script: str, document: Document) -> tuple[str, ...]:
    """Return, for operators, each reason not to hand this script to people."""
    said = document_texts(replace(document, blocks=_said(document)))
    return tuple(f"lost: {text[:40]}" for text in said if " ".join(text.split()) not in script)


def _said(document: Document) -> tuple[Block, ...]:
    """Return the questions, and what their chapter says among them; no word help."""
    blocks = document.blocks
    asked = [at for at, block in enumerate(blocks) if isinstance(block, Question)]
    if not asked:
        return ()
    chapters = [at for at in range(asked[0]) if _is_chapter(blocks[at])]
    first = chapters[-1] + 1 if chapters else asked[0]
    among = blocks[first : asked[-1] + 1]
    return tuple(block for block in among if not isinstance(block, WordBox))


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 2  # noqa: PLR2004 (as in document)


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
