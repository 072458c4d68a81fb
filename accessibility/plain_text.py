"""A document as plain text: for any device, any screen reader, and for Braille displays."""

from collections.abc import Iterator

from accessibility.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Labels,
    Numbered,
    Paragraph,
    WordBox,
    document_texts,
)


def plain_text(document: Document) -> str:
    """Return a document as lines: each paragraph is one, and a blank one stands before headings."""
    parts = [document.title, document.publisher]
    parts += [line for block in document.blocks for line in lines_of(block, document.labels)]
    return "\n".join([*parts, "", document.closing_note, ""])


def problems_in_text(text: str, document: Document) -> tuple[str, ...]:
    """Return, for operators, each reason not to hand this text to people."""
    lost = [one for one in document_texts(document) if " ".join(one.split()) not in text]
    odd = [sign for sign in ("\t", "\r", "\0", "\ufffd") if sign in text]
    return (*(f"lost: {one[:40]}" for one in lost), *(f"holds {sign!r}" for sign in odd))


def lines_of(block: Block, labels: Labels) -> Iterator[str]:
    """Yield the lines of one part; a blank one stands before headings and questions."""
    match block:
        case Heading(text=text):
            yield from ("", _line(text))
        case Paragraph(text=text):
            yield _line(text)
        case Bullets(items=items):
            yield from (f"- {_line(item)}" for item in items)
        case Numbered(items=items):
            yield from (f"{place}. {_line(item)}" for place, item in enumerate(items, 1))
        case Facts(items=facts):
            yield from (f"{_line(fact.label)}: {_line(fact.value)}" for fact in facts)
        case WordBox(words=words):
            yield from ("", labels.word_help) if labels.word_help else ()
            yield from (f"{_line(word.label)}: {_line(word.value)}" for word in words)
        case question:
            yield from ("", f"{question.number}. {_line(question.text)}")
            if question.hint:
                yield _line(question.hint)
            yield from (f"- {_line(option)}" for option in question.choices)


def _line(text: str) -> str:
    """Keep a paragraph on one line: the reader’s own device breaks it."""
    return " ".join(text.split())
