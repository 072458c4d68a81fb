"""The formats a consultation is made in, each with its check. Adding one is adding a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from accessibility.document import Document, document_texts
from accessibility.large_print import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT, large_print_pdf
from accessibility.pdf_check import problems_in_pdf
from accessibility.plain_text import plain_text, problems_in_text


@dataclass(frozen=True)
class Format:
    """How a document is made in one format, and how it is checked before it is offered."""

    name: str
    ending: str
    kind: str  # as the web names it
    make: Callable[[Document], bytes]
    problems: Callable[[bytes, Document], Sequence[str]]


def _problems_in_print(body: bytes, document: Document, *, points: int) -> Sequence[str]:
    return problems_in_pdf(
        body,
        minimum_points=points,
        language=document.language,
        source_text="\n".join(document_texts(document)),
    )


def _print(name: str, points: int) -> Format:
    return Format(
        name,
        "pdf",
        "application/pdf",
        make=partial(large_print_pdf, points=points),
        problems=partial(_problems_in_print, points=points),
    )


FORMATS = {
    one.name: one
    for one in (
        _print("large-print", LARGE_PRINT),
        _print("giant-print", GIANT_PRINT),
        _print("clear-print", CLEAR_PRINT),
        Format(
            "plain-text",
            "txt",
            "text/plain; charset=utf-8",
            make=lambda document: plain_text(document).encode(),
            problems=lambda body, document: problems_in_text(body.decode(), document),
        ),
    )
}
