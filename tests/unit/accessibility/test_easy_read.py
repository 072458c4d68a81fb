"""Easy Read as a document: the rules of its ideas, and the PDF that another library reads."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from accessibility.document import (
    Block,
    Document,
    Fact,
    Heading,
    Idea,
    Labels,
    Picture,
    WordBox,
)
from accessibility.document_json import DocumentProblem, document_from_json
from accessibility.easy_read import (
    IdeaFault,
    IdeaProblem,
    easy_read_pdf,
    problems_in_easy_read,
    problems_in_idea,
)
from accessibility.pictures import SYMBOLS, UnknownSymbolError, picture_as_svg, symbol
from accessibility.plain_text import plain_text

SUN = Picture(symbol("sun"), "")
TREE = Picture(symbol("tree"), "A tree")
TREES = Document(
    title="Trees",
    language="en",
    direction="ltr",
    publisher="Example Borough Council",
    blocks=(
        Heading(2, "What this is about"),
        Idea("Our streets are hot.", picture=SUN),
        Idea("We want to plant trees. A levy pays for them.", picture=TREE),
        WordBox((Fact("levy", "Money that you pay."),)),
        Heading(2, "How to reach us"),
        Idea("You can call us: 020 8555 0100.", picture=SUN),
    ),
    closing_note="You can ask us for this in another format.",
    labels=Labels(page="Page {page} of {pages}", contents="Contents", word_help="Word help"),
)


def with_blocks(*blocks: Block) -> Document:
    return replace(TREES, blocks=(*TREES.blocks, *blocks))


@pytest.mark.parametrize(
    ("alt", "is_said_twice"),
    [
        ("", False),
        ("A tree", False),
        ("plant trees", True),
        ("Plant  TREES!", True),
        ("ant", False),
    ],
)
def test_a_picture_does_not_say_again_what_the_words_say(*, alt: str, is_said_twice: bool) -> None:
    found = problems_in_idea("We plant trees.", language="en", has_picture=True, alt=alt)
    assert (IdeaProblem(IdeaFault.SAID_TWICE) in found) is is_said_twice


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Our streets are hot.", []),
        ("One two three four five. " * 3, []),
        ("one " * 15, []),
        ("one " * 16, [IdeaProblem(IdeaFault.LONG_SENTENCE, 16, 15)]),
        ("Half of us (50%) agree.", [IdeaFault.PERCENTAGE, IdeaFault.BRACKETS]),
        ("  ", [IdeaFault.EMPTY]),
    ],
)
def test_an_idea_is_short_and_has_no_brackets_or_percentages(
    text: str, faults: list[object]
) -> None:
    found = problems_in_idea(text, language="en", has_picture=True)
    assert {one if one.words > 1 else one.fault for one in found} == set(faults)


def test_an_idea_without_a_picture_is_not_easy_read() -> None:
    found = problems_in_idea("Our streets are hot.", language="en", has_picture=False)
    assert [one.fault for one in found] == [IdeaFault.NO_PICTURE]


def test_in_urdu_too_a_sentence_has_at_most_15_words() -> None:
    short, long = "لفظ " * 15, "لفظ " * 16
    assert not problems_in_idea(f"{short}۔ {short}۔", language="ur", has_picture=True)
    assert problems_in_idea(long, language="ur", has_picture=True)


def test_the_pdf_passes_the_second_reader_and_tells_what_pictures_add() -> None:
    pdf = easy_read_pdf(TREES)
    assert problems_in_easy_read(pdf, TREES) == ()
    silent = replace(TREES, blocks=(*TREES.blocks[:2], *TREES.blocks[3:]))
    assert problems_in_easy_read(pdf, silent) != ()


def test_a_row_never_breaks_over_two_pages() -> None:
    ideas = [
        Idea(f"This is idea number {at}. It has a second sentence.", picture=SUN)
        for at in range(30)
    ]
    reader = PdfReader(io.BytesIO(easy_read_pdf(with_blocks(*ideas))))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    for idea in ideas:
        assert sum(idea.text in page for page in pages) == 1


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Idea("Our streets are hot.", picture=None), "idea 4: no-picture"),
        (Idea("one " * 16, picture=SUN), "idea 4: long-sentence, 16 words, over 15"),
        (Idea("Fifty (50) of us.", picture=SUN), "idea 4: brackets"),
    ],
)
def test_a_document_that_breaks_a_rule_is_not_handed_out(block: Block, words: str) -> None:
    document = with_blocks(block)
    assert words in problems_in_easy_read(easy_read_pdf(document), document)


def test_more_than_24_pages_are_too_many() -> None:
    document = with_blocks(*[Idea(f"This is idea {at}.", picture=SUN) for at in range(170)])
    problems = problems_in_easy_read(easy_read_pdf(document), document)
    assert any("pages, over 24" in one for one in problems)


def test_an_ordinary_document_is_not_easy_read() -> None:
    plain = replace(TREES, blocks=(Heading(2, "About"),))
    problems = problems_in_easy_read(easy_read_pdf(plain), plain)
    assert "there are no ideas with pictures: it was not written as Easy Read" in problems


def test_a_picture_that_nobody_hears_of_is_found() -> None:
    pdf = easy_read_pdf(TREES)
    telling = with_blocks(Idea("We say so.", picture=Picture(symbol("comment"), "People talk")))
    assert any("told to screen readers" in one for one in problems_in_easy_read(pdf, telling))


def test_from_the_right_the_picture_is_at_the_right() -> None:
    urdu = replace(
        TREES,
        language="ur",
        direction="rtl",
        blocks=(Heading(2, "درخت"), Idea("ہم درخت لگانا چاہتے ہیں۔", picture=TREE)),
        closing_note="",
        title="درخت",
    )
    assert problems_in_easy_read(easy_read_pdf(urdu), urdu) == ()


def test_other_formats_take_an_idea_as_a_paragraph() -> None:
    assert "Our streets are hot.\n" in plain_text(TREES)


def test_our_symbols_are_there_and_unknown_ones_are_not() -> None:
    assert all(symbol(name).startswith("<svg") for name in SYMBOLS)
    with pytest.raises(UnknownSymbolError):
        symbol("../secret")


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGBA", "PNG"), ("P", "PNG")])
def test_an_own_picture_can_be_printed(mode: str, kind: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (900, 450)).save(out, kind)
    svg = picture_as_svg(out.getvalue())
    assert 'viewBox="0 0 600 300"' in svg
    document = with_blocks(Idea("This is our park.", picture=Picture(svg, "")))
    assert problems_in_easy_read(easy_read_pdf(document), document) == ()


@pytest.mark.parametrize(
    ("idea", "place"),
    [
        ({"symbol": "sun", "alt": ""}, "blocks[0].text"),
        ({"text": "Hot.", "alt": ""}, "blocks[0].symbol"),
        ({"text": "Hot.", "symbol": "no-such", "alt": ""}, "blocks[0].symbol"),
        ({"text": "Hot.", "symbol": "sun"}, "blocks[0].alt"),
    ],
)
def test_a_file_with_a_picture_has_to_say_what_it_shows(idea: dict[str, str], place: str) -> None:
    with pytest.raises(DocumentProblem) as refused:
        document_from_json(_file(idea))
    assert refused.value.place == place


def test_a_file_can_hold_ideas() -> None:
    made = document_from_json(_file({"text": "Hot.", "symbol": "sun", "alt": ""}))
    assert made.blocks == (Idea("Hot.", picture=SUN),)


def _file(idea: dict[str, str]) -> str:
    return json.dumps(
        {
            "title": "Trees",
            "language": "en",
            "publisher": "Example Borough Council",
            "closing_note": "Ask us.",
            "labels": {"page": "Page {page} of {pages}"},
            "blocks": [{"kind": "idea", **idea}],
        }
    )
