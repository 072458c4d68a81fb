"""A document as a page: whole, in order, and nothing that people typed is obeyed."""

from dataclasses import replace

import lxml.html
import pytest

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
    WordBox,
)
from accessibility.html_page import UntitledDocument, html_page
from accessibility.page_check import problems_in_html

PARK = Document(
    title="A new gate for the park?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "Why we ask"),
        Paragraph("The old gate is shut at 6pm.\nMany of you told us."),
        WordBox((Fact("Gate", "A door in a fence"),)),
        Bullets(("A wide path", "No steps")),
        Heading(3, "What it costs"),
        Numbered(("Plan it", "Build it")),
        Facts((Fact("Cost", "£1.2m"), Fact("Phone", "020 8708 0000"))),
        Question("1", "Do you want a new gate?", "Choose one.", ("Yes", "No")),
        Question("2", "What else?"),
    ),
    closing_note="Tell us by 30 June.",
    labels=Labels(page="Page {page} of {pages}", word_help="Word help"),
)
URDU_PARK = Document(
    title="پارک کا نیا دروازہ",
    language="ur",
    direction="rtl",
    publisher="Example Council",
    blocks=(Heading(2, "کیوں"), Paragraph("فون 020 8708 0000 پر، 9am–5pm")),
    closing_note="شکریہ",
    labels=Labels(page="صفحہ {page} از {pages}"),
)


def _page(document: Document) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html_page(document).encode())


def _said(document: Document, tag: str) -> list[str]:
    return [one.text_content() for one in _page(document).iter(tag)]


def test_the_page_names_its_title_language_and_direction() -> None:
    page = _page(URDU_PARK)
    assert (page.get("lang"), page.get("dir")) == ("ur", "rtl")
    assert page.findtext("head/title") == "پارک کا نیا دروازہ"


def test_headings_are_a_tree_under_the_title() -> None:
    headings = [(h.tag, h.text_content()) for h in _page(PARK).xpath("//h1 | //h2 | //h3")]
    assert headings == [
        ("h1", "A new gate for the park?"),
        ("h2", "Why we ask"),
        ("h3", "What it costs"),
        ("h3", "1. Do you want a new gate?"),
        ("h3", "2. What else?"),
    ]


def test_a_part_or_a_question_with_no_chapter_above_leaves_no_gap() -> None:
    document = replace(PARK, blocks=(Heading(3, "Part"), Question("1", "Why?")))
    assert _said(document, "h2") == ["Part", "1. Why?"]
    assert problems_in_html(html_page(document), document) == ()


def test_lists_facts_and_questions_are_marked_as_what_they_are() -> None:
    page = _page(PARK)
    lists = [[item.text_content() for item in one] for one in page.xpath("//ul | //ol")]
    assert lists == [["A wide path", "No steps"], ["Plan it", "Build it"], ["Yes", "No"]]
    assert _said(PARK, "dt") == ["Gate", "Cost", "Phone"]
    assert [s.find("h3") is not None for s in page.iter("section")] == [True, True]


def test_a_box_of_words_is_named_to_everyone() -> None:
    (box,) = _page(PARK).iter("aside")
    assert box.get("aria-label") == "Word help"
    assert box.text_content().split() == ["Word", "help", "Gate", "A", "door", "in", "a", "fence"]


def test_a_box_of_words_without_a_label_says_nothing_in_another_language() -> None:
    (box,) = _page(replace(PARK, labels=Labels(page=""))).iter("aside")
    assert box.get("aria-label") is None
    assert box.text_content().split() == ["Gate", "A", "door", "in", "a", "fence"]


def test_the_lines_of_a_paragraph_stay_lines() -> None:
    assert "shut at 6pm.<br/>\nMany" in html_page(PARK)


def test_a_phone_number_is_kept_in_order_in_urdu() -> None:
    kept = [one.text_content() for one in _page(URDU_PARK).xpath("//bdi[@dir='ltr']")]
    assert kept == ["020 8708 0000", "9am–5pm"]


def test_nothing_that_people_typed_is_markup() -> None:
    typed = '<script>x()</script> & &amp; " \' <b onclick="x()"> ]]> {title}'
    document = replace(PARK, title=typed, publisher=typed, blocks=(Question("1", typed),))
    assert _said(document, "h1") == [typed]
    assert _said(document, "h2") == [f"1. {typed}"]
    assert _said(document, "script") == []
    assert problems_in_html(html_page(document), document) == ()


def test_signs_that_nobody_can_see_are_left_out() -> None:
    document = replace(PARK, title="A\0 gate\x1b\ud800\ufffe\x85", blocks=())
    assert _said(document, "h1") == ["A gate"]


def test_nothing_empty_is_shown() -> None:
    empty = (Paragraph(" "), Bullets(()), Numbered(()), Facts(()))
    page = _page(replace(PARK, publisher="", blocks=empty, closing_note=""))
    (main,) = page.iter("main")
    assert [part.tag for part in main] == ["h1"]


@pytest.mark.parametrize("title", ["", " \n", "\0"])
def test_a_document_without_a_title_is_refused(title: str) -> None:
    with pytest.raises(UntitledDocument):
        html_page(replace(PARK, title=title))


@pytest.mark.parametrize("document", [PARK, URDU_PARK], ids=["English", "Urdu"])
def test_a_second_reader_finds_no_fault_with_it(document: Document) -> None:
    assert problems_in_html(html_page(document), document) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("<p>شکریہ</p>", "", "lost, or out of order: 'شکریہ'"),
        ('lang="ur"', 'lang="en"', "language is ['en'], not 'ur'"),
        (' dir="rtl"', ' dir="ltr"', "direction is ['ltr'], not 'rtl'"),
        ("کیوں</h2>", "</h2>", "an empty heading of level 2"),
        ("h2", "h3", "from heading level 1 to 3: 'کیوں'"),
        ('<h1 id="title">', '<h1 id="title">x ', "the title is not the one heading of level 1"),
        ("<title>", "<title>x ", "title is ['x پارک کا نیا دروازہ']"),
        ('<bdi dir="ltr">020', "<bdi>020", "not kept left to right: '020 8708 0000'"),
        ("</main>", '<img src="a.png"/></main>', "a picture without words"),
        ("</main>", "<script>x()</script></main>", "a script"),
        ("<main>", '<main onclick="x()">', "a script"),
        ("</main>", "", "a part cannot be read: mismatched tag: line 26, column 2"),
    ],
)
def test_the_second_reader_finds_each_fault(right: str, wrong: str, problem: str) -> None:
    page = html_page(URDU_PARK)
    assert right in page
    assert problem in problems_in_html(page.replace(right, wrong), URDU_PARK)


def test_a_text_said_twice_must_be_there_twice_and_in_order() -> None:
    document = replace(PARK, blocks=(Paragraph("Once more."), Paragraph("Once more.")))
    page = html_page(document)
    lost = "lost, or out of order: 'Once more.'"
    assert problems_in_html(page.replace("<p>Once more.</p>", "", 1), document) == (lost,)
