"""The first mention of a word that a box explains stands out in print, in Word and in e-books."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from lxml import etree
from pypdf import PdfReader

from accessibility.audio import _pieces
from accessibility.braille import braille_brf
from accessibility.document import Document, Marked, Paragraph, parted
from accessibility.e_book import epub
from accessibility.formats import FORMATS
from accessibility.html_page import html_page
from accessibility.large_print import large_print_pdf
from accessibility.office import open_document_odt, word_docx
from accessibility.plain_text import plain_text
from tests.support.documents import MENTIONS, URDU_MENTIONS

PLAIN = replace(
    MENTIONS,
    blocks=tuple(
        Paragraph(str(one.text)) if isinstance(one, Paragraph) else one for one in MENTIONS.blocks
    ),
)
BOTH = pytest.mark.parametrize("document", [MENTIONS, URDU_MENTIONS], ids=["English", "Urdu"])


def _part(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return etree.fromstring(parts.read(name))


def test_a_text_is_parted_at_what_stands_out() -> None:
    text = Marked("A levy, a tax", [(2, 6), (10, 13)])
    assert [piece for piece, is_bold in parted(text) if is_bold] == ["levy", "tax"]
    assert "".join(piece for piece, _ in parted(text)) == text
    assert list(parted("A levy")) == [("A levy", False)]


@BOTH
@pytest.mark.parametrize("name", ["large-print", "clear-print", "word", "open-document", "e-book"])
def test_every_check_passes_with_words_that_stand_out(name: str, document: Document) -> None:
    form = FORMATS[name]
    assert list(form.problems(form.make(document), document)) == []


def test_print_is_bold_where_a_word_is_first_said_and_only_there() -> None:
    told: list[tuple[str, str]] = []

    def note(text: str, _page: Any, _text: Any, font: Any, _size: float) -> None:
        told.extend([(text.strip(), font["/BaseFont"])] if text.strip() else [])

    PdfReader(io.BytesIO(large_print_pdf(MENTIONS))).pages[0].extract_text(visitor_text=note)
    heavy = told[0][1]  # the font of the title
    assert [text for text, font in told if font == heavy] == [
        *("A levy", "What a levy is"),
        *("levy", "020 8708 0000"),
        *("Word help", "Levy"),
        "levy",
    ]


def test_word_is_bold_there() -> None:
    read = docx.Document(io.BytesIO(word_docx(MENTIONS)))
    bold = [run.text for one in read.paragraphs for run in one.runs if run.bold]
    assert bold == ["levy", "020 8708 0000", "Word help", "levy"]


def test_word_is_bold_in_urdu_by_the_sign_for_such_letters() -> None:
    body = _part(word_docx(URDU_MENTIONS), "word/document.xml")
    bold = ["".join(one.getparent().getparent().itertext()) for one in body.iter("{*}bCs")]
    assert bold == ["لیوی"]


@BOTH
def test_an_open_document_is_bold_there(document: Document) -> None:
    content = _part(open_document_odt(document), "content.xml")
    heavy = {
        style.get(f"{{{style.nsmap['style']}}}name")
        for style in content.iter("{*}style")
        for look in style.iter("{*}text-properties")
        if look.get(f"{{{look.nsmap['fo']}}}font-weight") == "bold"
        and look.get(f"{{{look.nsmap['style']}}}font-weight-complex") == "bold"
    }
    spans = content.iter("{*}span")
    bold = [
        "".join(one.itertext())
        for one in spans
        if one.get(f"{{{one.nsmap['text']}}}style-name") in heavy
    ]
    wanted = ["levy", "020 8708 0000", "Word help", "levy"] if document is MENTIONS else ["لیوی"]
    assert bold == wanted


def test_an_e_book_is_bold_there() -> None:
    chapter = _part(epub(MENTIONS), "EPUB/text/ch001.xhtml")
    bold = ["".join(one.itertext()) for one in chapter.iter("{*}strong")]
    assert bold == ["levy", "020 8708 0000", "Word help", "levy"]


def test_a_line_that_ends_in_what_stands_out_ends_there() -> None:
    broken = replace(MENTIONS, blocks=(Paragraph(Marked("\nOur opening\n hours\n", [(5, 19)])),))
    assert "<p>Our <b>opening<br/>\n hours</b></p>" in html_page(broken)


def test_formats_without_bold_say_the_same_as_before() -> None:
    assert plain_text(MENTIONS) == plain_text(PLAIN)
    assert braille_brf(MENTIONS) == braille_brf(PLAIN)
    assert _pieces(MENTIONS, "") == _pieces(PLAIN, "")
