"""What a section says before its first question, as parts of a document."""

from collections.abc import Iterable, Iterator

from accessibility.document import Block, Bullets, Heading, Marked, Numbered, Paragraph, Question
from accessibility.markdown import markdown_blocks
from consult.plan.rules.definition import Section


def section_blocks(section: Section) -> Iterator[Block]:
    """Yield its title, its text, and each box of facts under a title in bold."""
    yield Heading(3, section.title)
    yield from markdown_blocks(section.text)
    for fact in section.facts:
        if fact.title:
            yield Paragraph(Marked(fact.title, [(0, len(fact.title))]))
        yield from markdown_blocks(fact.text)


def texts_in(block: Block) -> tuple[str, ...]:
    """Return the texts of a part in which words may be explained; in a heading none is."""
    match block:
        case Paragraph(text=text):
            return (text,)
        case Bullets(items=items) | Numbered(items=items):
            return items
        case Question(text=text, hint=hint, options=options):
            return (text, hint, *options)
    return ()


def bolder(text: str, places: Iterable[tuple[int, int]]) -> Marked:
    """Return a text with more places in bold; of two that overlap the first stands."""
    own = text.bold if isinstance(text, Marked) else ()
    apart: list[tuple[int, int]] = []
    for start, end in sorted((*own, *places)):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return Marked(text, apart)
