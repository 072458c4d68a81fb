"""The large print PDF keeps its promises, or is not made at all."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import Destination

from accessibility import large_print
from accessibility.document import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labels,
    Numbered,
    Paragraph,
    Question,
    document_texts,
)
from accessibility.large_print import (
    MissingFont,
    UnprintableText,
    large_print_pdf,
    spelled_out,
)
from accessibility.pdf_check import letters_recovered, problems_in_pdf
from tests.support.documents import URDU_HOURS

HOURS = Document(
    title="When should the library open?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "What we want to change"),
        Paragraph('We’d like #strong[longer] hours. $x$ *b* <script> "@label" \\ // €£é ŵ'),
        Heading(3, "In summer"),
        Bullets(("Open on Sunday", "Close at 6.30pm")),
        Numbered(("Tell us", "We decide")),
        Facts((Fact("Closes", "30 June 2026"), Fact("Phone", "020 8708 0000"))),
        Question("1", "How often do you come?", "Choose one.", ("Each week", "Never")),
        Question("2", "What else?"),
        Heading(2, "What we know so far"),
        *(Paragraph("Some more words that go on to fill a page. " * 12) for _ in range(5)),
    ),
    closing_note="You can tell us until 30 June.",
    labels=Labels(page="Page {page} of {pages}", contents="What is in here"),
)


def _source(document: Document) -> str:
    return "\n".join(document_texts(document))


def _text(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("document", [HOURS, URDU_HOURS], ids=["English", "Urdu"])
def test_another_library_finds_no_fault_with_it(document: Document) -> None:
    problems = problems_in_pdf(
        large_print_pdf(document),
        minimum_points=18,
        language=document.language,
        source_text=_source(document),
    )
    assert problems == ()


def test_what_people_typed_is_printed_and_never_obeyed() -> None:
    words = _text(large_print_pdf(HOURS))[0].split()
    printed = " ".join(words)
    assert '#strong[longer] hours. $x$ *b* <script> "@label" \\ // €£é ŵ' in printed


def test_each_page_says_which_of_how_many_it_is() -> None:
    pages = _text(large_print_pdf(HOURS))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_the_headings_are_bookmarks_under_the_title() -> None:
    title, below = PdfReader(io.BytesIO(large_print_pdf(HOURS))).outline
    assert isinstance(title, Destination)
    assert title.title == HOURS.title
    assert isinstance(below, list)
    chapters = [entry.title for entry in below if isinstance(entry, Destination)]
    assert chapters == ["What we want to change", "What we know so far"]


def test_chapters_are_listed_at_the_front_with_their_pages() -> None:
    front = " ".join(re.findall(r"\w+", _text(large_print_pdf(HOURS))[0]))
    assert "What is in here What we want to change 1 What we know so far 2" in front


def test_chapters_are_not_listed_without_a_heading_for_them() -> None:
    front = _text(large_print_pdf(replace(HOURS, labels=Labels(page="Page {page} of {pages}"))))[0]
    assert front.count("What we know so far") == 0


def test_lines_of_a_paragraph_stay_lines() -> None:
    document = replace(HOURS, blocks=(Paragraph("One line\nand\tanother\r\nand more"),))
    lines = _text(large_print_pdf(document))[0].splitlines()
    assert lines[2:5] == ["One line", "and another", "and more"]


def test_a_single_chapter_needs_no_list() -> None:
    assert URDU_HOURS.labels.contents not in _text(large_print_pdf(URDU_HOURS))[0]


def test_it_is_a4_with_nothing_slanted() -> None:
    pdf = large_print_pdf(HOURS)
    sides = {tuple(round(side) for side in p.mediabox) for p in PdfReader(io.BytesIO(pdf)).pages}
    assert sides == {(0, 0, 595, 842)}
    assert b"NotoSans" in pdf
    assert b"-Italic" not in pdf


@pytest.mark.parametrize(
    ("document", "package"),
    [(URDU_HOURS, "fonts-noto-core"), (replace(HOURS, title="اردو"), "fonts-noto-core")],
    ids=["its language", "a word in it"],
)
def test_without_a_font_for_its_letters_no_file_is_made(document: Document, package: str) -> None:
    only_latin = large_print.FONT_FOLDERS[:1]
    with pytest.raises(MissingFont) as caught:
        large_print_pdf(document, font_folders=(*only_latin, Path("/nowhere")))
    assert caught.value.language == document.language
    assert caught.value.needed_package == package
    assert package in str(caught.value)


def test_a_script_we_know_no_font_for_is_refused_too() -> None:
    with pytest.raises(MissingFont, match="install one by hand") as caught:
        large_print_pdf(replace(HOURS, closing_note="ประเทศไทย"))
    assert caught.value.needed_package == ""


def test_a_sign_that_no_font_has_is_refused() -> None:
    with pytest.raises(UnprintableText, match="could not be displayed"):
        large_print_pdf(replace(HOURS, title="Open 😀"))


def test_another_fault_of_the_engine_is_not_hidden() -> None:
    with pytest.raises(typst.TypstError):
        large_print_pdf(replace(HOURS, language="!"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Good 🙂 – “£5” é", "Good [slightly smiling face] – “£5” é"),
        ("👩\u200d👧 ❤\ufe0f", "[woman]\u200d[girl] [heavy black heart]"),
        ("漢字 here", "[…] here"),
        ("\U0001d407\uff49", "Hi"),  # letters for sums, and wide ones
        ("a\ue000b\u05b0c", "a[…]bc"),
        ("e\u0301 اردو हिन्दी", "e\u0301 اردو हिन्दी"),
    ],
)
def test_what_no_font_holds_is_spelled_out(typed: str, printed: str) -> None:
    assert spelled_out(typed) == printed
    assert large_print_pdf(replace(HOURS, blocks=(Paragraph(printed),)))


SMALL = b'#set document(title: "T")\n#set text(size: 18pt)\n= Head\nBig #text(size: 11pt)[small]'
BARE = b"Words"


def _made_badly(source: bytes) -> bytes:
    pdf = typst.compile(source, format="pdf", pdf_tags=False)
    assert isinstance(pdf, bytes)
    return pdf


def test_the_check_finds_small_print() -> None:
    problems = problems_in_pdf(
        _made_badly(SMALL), minimum_points=18, language="en", source_text="Head Big small"
    )
    assert "text of 11.0 points, under 18: 'small'" in problems
    assert "not tagged" in problems


def test_the_check_finds_what_a_bare_file_lacks() -> None:
    problems = problems_in_pdf(
        _made_badly(BARE), minimum_points=8, language="ur", source_text="Words missing"
    )
    assert problems == (
        "not tagged",
        "language is 'en', not 'ur'",
        "no title",
        "no bookmarks",
        "only 41.7% of the letters can be read back",
    )


def test_the_check_finds_a_file_that_is_no_pdf() -> None:
    (problem,) = problems_in_pdf(b"", minimum_points=18, language="en", source_text="")
    assert problem.startswith("cannot be read")


def test_letters_are_counted_whatever_their_shape_and_order() -> None:
    assert letters_recovered("ﬁne café", "cafe\u0301 fine") == 1
    assert letters_recovered("", "anything") == 1
    assert letters_recovered("abcd", "ab") == 0.5
