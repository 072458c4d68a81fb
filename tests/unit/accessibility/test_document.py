"""A document says the same in every format."""

import io

from pypdf import PdfReader

from accessibility.braille import braille_brf
from accessibility.braille_check import problems_in_braille
from accessibility.document import Document, Heading, Labels, Question, document_texts
from accessibility.large_print import large_print_pdf
from accessibility.plain_text import plain_text, problems_in_text

ROWS, ANSWERS = ("The staff", "The building"), ("Good", "Bad")
GRID = Question("1", "How good are these?", "", ANSWERS, "grid", ROWS)
HOURS = Document(
    "The library", "en", "ltr", "Council", (Heading(2, "Questions"), GRID), "", Labels(page="")
)


def test_each_statement_of_a_grid_is_read_with_its_answers() -> None:
    assert GRID.choices == ("The staff: Good, Bad", "The building: Good, Bad")
    assert Question("2", "Which?", options=ANSWERS).choices == ANSWERS


def test_no_format_loses_a_statement_of_a_grid() -> None:
    assert set(document_texts(HOURS)) >= {*ROWS, *ANSWERS}
    text = plain_text(HOURS)
    assert "- The staff: Good, Bad\n- The building: Good, Bad\n" in text
    assert problems_in_text(text, HOURS) == ()
    printed = PdfReader(io.BytesIO(large_print_pdf(HOURS))).pages[0].extract_text()
    assert "The building: Good, Bad" in printed
    assert problems_in_braille(braille_brf(HOURS), HOURS, grade=2) == ()
