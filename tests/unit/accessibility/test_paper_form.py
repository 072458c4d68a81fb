"""A form on paper asks what the site asks, and each of its pages finds its way home."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PageObject, PdfReader

from accessibility.document import (
    Answer,
    Block,
    Document,
    Fact,
    Heading,
    Labels,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.large_print import MissingFont, large_print_pdf
from accessibility.paper_form import paper_form_pdf, problems_in_form

CODE = "LIB7"
NOTE = "Send this form to Freepost Example Library. Last day: 30 June 2026. Ring 020 8708 0000."
CHAPTER = Heading(2, "The questions")
HOW: dict[Answer, str] = {
    "one": "Tick one box.",
    "many": "Tick as many as you like.",
    "rank": "Write 1 in the first box, then 2.",
    "grid": "Tick one box for each.",
}
BORROW = Question("4", "How many books did you borrow?", answer="number")
LAST = Question("5", "When did you last come?", answer="date")
HOURS = Document(
    title="When should the library open?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "What this is about"),
        Paragraph("We want to change our hours. Tell us what you think."),
        WordBox((Fact("Budget", "The money we have for one year."),)),
        CHAPTER,
        Question("1", "How often?", "Think of last year.", ("Weekly", "Never"), "one"),
        Question("2", "Which days?", "", ("Saturday", "Sunday"), "many", required=True),
        Question("3", "What else should we change?", lines=5),
        BORROW,
        LAST,
        Question("6", "What matters most?", "", ("Books", "Staff", "Quiet"), "rank"),
        Question("7", "How good?", "", ("Good", "Bad"), "grid", ("The staff", "The building")),
    ),
    closing_note="You can ask for this in another format.",
    labels=Labels(
        page="Page {page} of {pages}",
        word_help="Word help",
        must_answer="You must answer this one.",
        how_to_answer=HOW,
    ),
)
URDU = Document(
    title="لائبریری کے اوقات",
    language="ur",
    direction="rtl",
    publisher="Example Council",
    blocks=(
        Heading(2, "سوالات"),
        Question("1", "آپ کتنی بار آتے ہیں؟", "", ("ہر ہفتے", "کبھی نہیں"), "one"),
        Question("2", "ہمیں کیا بدلنا چاہیے؟"),
    ),
    closing_note="ہمیں بتائیں۔",
    labels=Labels(page="صفحہ {page} از {pages}", how_to_answer={"one": "ایک چنیں۔"}),
)
URDU_NOTE = "یہ فارم Freepost Example Library پر بھیجیں۔ آخری دن: 30 جون 2026۔"


def _form(document: Document, *, code: str = CODE, note: str = NOTE) -> bytes:
    return paper_form_pdf(document, page_code=code, return_note=note)


def _pages(document: Document) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(_form(document))).pages)


def _text(*blocks: Block) -> str:
    return "\n".join(
        page.extract_text() for page in _pages(replace(HOURS, blocks=(CHAPTER, *blocks)))
    )


def _strokes(page: PageObject) -> list[tuple[float, float, float]]:
    """Return where the pen of the page goes: across and down in mm, and height on the page."""
    strokes = []

    def note(operator: bytes, operands: list[float], matrix: list[float], _text: object) -> None:
        if operator == b"l":
            across, down = (float(one) / 72 * 25.4 for one in operands)
            strokes.append((across, down, matrix[5] / 72 * 25.4 - down))

    page.extract_text(visitor_operand_before=note)
    return strokes


@pytest.mark.parametrize(
    ("document", "note"), [(HOURS, NOTE), (URDU, URDU_NOTE)], ids=["English", "Urdu"]
)
def test_another_library_finds_no_fault_with_it(document: Document, note: str) -> None:
    form = _form(document, note=note)
    assert problems_in_form(form, document, page_code=CODE, return_note=note) == ()


def test_every_page_says_where_it_goes_until_when_and_which_page_it_is() -> None:
    pages = _pages(HOURS)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert NOTE in text
        assert f"{CODE}-{number}" in text.split()
        assert f"Page {number} of {len(pages)}" in text


def test_a_person_reads_how_to_answer_right_below_the_question() -> None:
    text = _text(*HOURS.blocks)
    assert "Which days?\nTick as many as you like.\nYou must answer this one.\n" in text
    assert text.count("You must answer") == 1


def test_a_grid_asks_one_statement_after_the_other() -> None:
    words = " ".join(_text(HOURS.blocks[-1]).split())
    assert "The staff Good Bad The building Good Bad" in words


def test_a_question_stays_on_one_page_with_its_boxes() -> None:
    asked = Question("1", "How often?", "Think.", ("Weekly", "Never", "Always"), "one")
    for before in range(5, 11):
        filler = [Paragraph("Some words that fill a line or two here. " * 2)] * before
        pages = _pages(replace(HOURS, blocks=(CHAPTER, *filler, asked)))
        (page,) = [one.extract_text() for one in pages if "How often?" in one.extract_text()]
        assert "Always" in page


def test_a_question_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    options = tuple(f"Choice {number}" for number in range(40))
    document = replace(
        HOURS,
        blocks=(
            CHAPTER,
            Question("1", "Which?", "", options, "many"),
        ),
    )
    problems = problems_in_form(_form(document), document, page_code=CODE, return_note=NOTE)
    assert problems == ()


def test_lines_to_write_on_are_as_many_as_asked_for_and_12_mm_apart() -> None:
    (page,) = _pages(
        replace(
            HOURS,
            blocks=(
                CHAPTER,
                Question("1", "Why?", lines=5),
            ),
        )
    )
    heights = sorted(height for across, _, height in _strokes(page) if across > 100)
    assert [round(above - below, 1) for below, above in pairwise(heights)] == [12.0] * 4


def test_each_choice_has_a_box_with_sides_of_12_mm() -> None:
    (page,) = _pages(replace(HOURS, blocks=(CHAPTER, HOURS.blocks[-1])))
    corners = [(round(across, 1), round(down, 1)) for across, down, _ in _strokes(page)]
    assert corners.count((12.0, 12.0)) == 4


def test_an_empty_form_is_still_whole() -> None:
    document = replace(HOURS, blocks=())
    (page,) = _pages(document)
    assert f"{CODE}-1" in page.extract_text()


def test_without_a_font_for_its_letters_no_form_is_made() -> None:
    with pytest.raises(MissingFont):
        _form(replace(HOURS, title="漢字"))


def test_what_people_typed_is_printed_and_never_obeyed() -> None:
    assert '1. #strong[x] $y$ *b* "a" \\ //' in _text(Question("1", '#strong[x] $y$ *b* "a" \\ //'))


def test_the_check_finds_a_question_that_is_missing() -> None:
    less = replace(HOURS, blocks=tuple(one for one in HOURS.blocks if one != BORROW))
    problems = problems_in_form(_form(less), HOURS, page_code=CODE, return_note=NOTE)
    assert "question 4 is missing" in problems


def test_the_check_finds_a_question_with_another_number() -> None:
    moved = tuple(replace(one, number="9") if one == LAST else one for one in HOURS.blocks)
    form = _form(replace(HOURS, blocks=moved))
    assert "question 5 is missing" in problems_in_form(
        form, HOURS, page_code=CODE, return_note=NOTE
    )


def test_the_check_finds_pages_that_cannot_find_their_way_home() -> None:
    problems = problems_in_form(large_print_pdf(HOURS), HOURS, page_code=CODE, return_note=NOTE)
    assert "page 1 does not have its code" in problems
    assert "page 2 does not say where to send it, and until when" in problems


def test_the_check_finds_a_file_that_is_no_pdf() -> None:
    (problem,) = problems_in_form(b"", HOURS, page_code=CODE, return_note=NOTE)
    assert problem.startswith("cannot be read")
