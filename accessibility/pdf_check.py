"""A second reader's opinion of a PDF, by another library than the one that made it."""

import io
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PdfReadError

from accessibility.scripts import primary_language

LEAST_LETTERS_RECOVERED = 0.99
# Sizes are sums of decimals: a hair under the bar is the bar.
_HAIR = 0.05

Span = tuple[str, float]


def problems_in_pdf(
    pdf: bytes, *, minimum_points: float, language: str, source_text: str
) -> tuple[str, ...]:
    """Return, for developers and operators, each reason not to hand this PDF to people."""
    try:
        reader = PdfReader(io.BytesIO(pdf))
        spans = [span for page in reader.pages for span in _spans(page)]
    except PdfReadError as error:
        return (f"cannot be read: {error}",)
    return (
        *_problems_with_size(spans, minimum_points),
        *_problems_with_structure(reader, language),
        *_problems_with_letters(spans, source_text),
    )


def letters_recovered(source_text: str, extracted_text: str) -> float:
    """Return the share (0 to 1) of a source's letters, marks and digits that came back."""
    wanted, back = _letters(source_text), _letters(extracted_text)
    return (wanted & back).total() / wanted.total() if wanted else 1.0


def _spans(page: PageObject) -> list[Span]:
    """Return each piece of text with its size in points as it lands on the paper."""
    spans: list[Span] = []

    def note(text: str, page_matrix: Any, text_matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            spans.append((text, size * _scale(page_matrix) * _scale(text_matrix)))

    page.extract_text(visitor_text=note)
    return spans


def _scale(matrix: list[float]) -> float:
    a, b, c, d = matrix[:4]
    return math.sqrt(abs(a * d - b * c))


def _problems_with_size(spans: list[Span], minimum_points: float) -> Iterator[str]:
    small = [span for span in spans if span[1] < minimum_points - _HAIR]
    if small:
        text, size = min(small, key=lambda span: span[1])
        yield f"text of {size:.1f} points, under {minimum_points:g}: {text.strip()[:40]!r}"


def _problems_with_structure(reader: PdfReader, language: str) -> Iterator[str]:
    root = reader.root_object
    marked = root.get("/MarkInfo", {}).get("/Marked", False)
    if not (marked and "/StructTreeRoot" in root):
        yield "not tagged"
    told = str(root.get("/Lang", ""))
    if primary_language(told) != primary_language(language):
        yield f"language is {told!r}, not {language!r}"
    if not (reader.metadata and reader.metadata.title):
        yield "no title"
    if not reader.outline:
        yield "no bookmarks"


def _problems_with_letters(spans: list[Span], source_text: str) -> Iterator[str]:
    share = letters_recovered(source_text, "".join(text for text, _ in spans))
    if share < LEAST_LETTERS_RECOVERED:
        yield f"only {share:.1%} of the letters can be read back"


def _letters(text: str) -> Counter[str]:
    normal = unicodedata.normalize("NFKC", text)
    return Counter(sign for sign in normal if unicodedata.category(sign)[0] in "LMN")
