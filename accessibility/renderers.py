"""Each format that a document can be made in, by its name, with the check it must pass."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from accessibility.document import Document, document_texts
from accessibility.large_print import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT, large_print_pdf
from accessibility.pdf_check import problems_in_pdf
from accessibility.plain_text import plain_text, problems_in_text


@dataclass(frozen=True)
class Renderer:
    """How to make a format, and how to find what is wrong with what was made."""

    make: Callable[[Document], bytes]
    problems: Callable[[bytes, Document], tuple[str, ...]]


def _text_bytes(document: Document) -> bytes:
    return plain_text(document).encode()


def _text_problems(made: bytes, document: Document) -> tuple[str, ...]:
    return problems_in_text(made.decode(), document)


def _print_problems(points: int, made: bytes, document: Document) -> tuple[str, ...]:
    words = "".join(document_texts(document))
    return problems_in_pdf(
        made, minimum_points=points, language=document.language, source_text=words
    )


def _print(points: int) -> Renderer:
    return Renderer(partial(large_print_pdf, points=points), partial(_print_problems, points))


RENDERERS = {
    "text": Renderer(_text_bytes, _text_problems),
    "clear-print": _print(CLEAR_PRINT),
    "large-print": _print(LARGE_PRINT),
    "giant-print": _print(GIANT_PRINT),
}
