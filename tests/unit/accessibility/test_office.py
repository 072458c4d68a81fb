"""Word and OpenDocument files keep every word, its order and its direction."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import docx
import pytest
from docx.document import Document as WordFile
from lxml import etree

from accessibility import pandoc
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
from accessibility.html_page import UntitledDocument
from accessibility.office import open_document_odt, word_docx
from accessibility.office_check import problems_in_docx, problems_in_odt
from accessibility.pandoc import NotMade

POOL = Document(
    title="Should the pool open on Sunday?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "Why we ask"),
        Paragraph("It is shut on Sunday.\nMany of you told us."),
        WordBox((Fact("Pool", "A place to swim"),)),
        Bullets(("Warm water", "No steps")),
        Heading(3, "What it costs"),
        Numbered(("Heat it", "Open it")),
        Facts((Fact("Cost", "£1.2m"), Fact("Phone", "020 8708 0000"))),
        Question("1", "Do you swim?", "Choose one.", ("Yes", "No")),
    ),
    closing_note="Tell us by 30 June.",
    labels=Labels(page="", word_help="Word help"),
)
URDU_POOL = Document(
    title="کیا پول اتوار کو کھلے؟",
    language="ur",
    direction="rtl",
    publisher="Example & Council",
    blocks=(
        Heading(2, "کیوں"),
        Paragraph("فون 020 8708 0000 پر، بچت £1.2m، شرح 15–20%، تاریخ 30/06/2026۔"),
        Question("1", "آپ تیرتے ہیں؟", "ایک چنیں۔", ("ہاں", "نہیں")),
    ),
    closing_note="شکریہ",
    labels=Labels(page=""),
)
BOTH = pytest.mark.parametrize("document", [POOL, URDU_POOL], ids=["English", "Urdu"])
# Made once for the tests that only look.
_docx, _odt = cache(word_docx), cache(open_document_odt)
FORMATS = pytest.mark.parametrize(
    ("make", "problems"),
    [(_docx, problems_in_docx), (_odt, problems_in_odt)],
    ids=["Word", "OpenDocument"],
)
Make = Callable[[Document], bytes]
Problems = Callable[[bytes, Document], tuple[str, ...]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _word(document: Document) -> WordFile:
    return docx.Document(io.BytesIO(_docx(document)))


def _part(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name).decode()


def _changed(package: bytes, name: str, right: str, wrong: str) -> bytes:
    assert right in _part(package, name)
    return pandoc.mended(package, {name: lambda text: text.replace(right, wrong)})


@BOTH
@FORMATS
def test_a_second_reader_finds_no_fault_with_it(
    make: Make, problems: Problems, document: Document
) -> None:
    assert problems(make(document), document) == ()


def test_another_word_reader_finds_real_headings_lists_and_terms() -> None:
    styles = [(one.style and one.style.name, one.text) for one in _word(POOL).paragraphs]
    assert styles[0] == ("Heading 1", "Should the pool open on Sunday?")
    assert [text for style, text in styles if style == "Heading 2"] == ["Why we ask"]
    assert [text for style, text in styles if style == "Heading 3"] == [
        "What it costs",
        "1. Do you swim?",
    ]
    terms = [text for style, text in styles if style == "Definition Term"]
    assert terms == ["Pool", "Cost", "Phone"]
    items = [
        one.text for one in _word(POOL).paragraphs if one._p.find(f"{W}pPr/{W}numPr") is not None
    ]
    assert items == ["Warm water", "No steps", "Heat it", "Open it", "Yes", "No"]


def test_another_word_reader_finds_the_title_once_and_the_language() -> None:
    word = _word(POOL)
    texts = [one.text for one in word.paragraphs]
    assert texts.count(POOL.title) == 1
    assert "It is shut on Sunday.\nMany of you told us." in texts
    facts = word.core_properties
    assert (facts.title, facts.language, facts.author) == (POOL.title, "en-GB", "Example Council")


def test_word_finds_urdu_from_pakistan_that_runs_right_to_left() -> None:
    word = _word(URDU_POOL)
    (language,) = word.styles.element.iter(f"{W}lang")
    assert dict(language.items()) == {f"{W}val": "ur-PK", f"{W}bidi": "ur-PK"}
    assert all(one._p.find(f"{W}pPr/{W}bidi") is not None for one in word.paragraphs)
    kept = {
        run.text.strip("\u2066\u2069")
        for one in word.paragraphs
        for run in one.runs
        if run._r.find(f"{W}rPr/{W}rtl") is None
    }
    assert {"020 8708 0000", "15–20%", "30/06/2026", "Example & Council"} <= kept


def test_an_urdu_word_in_an_english_file_runs_its_own_way() -> None:
    document = replace(POOL, closing_note="Say سوال اور جواب here.")
    turned = [
        run.text
        for run in _word(document).paragraphs[-1].runs
        if run._r.find(f"{W}rPr/{W}rtl") is not None
    ]
    assert "".join(turned).split() == ["سوال", "اور", "جواب"]


@BOTH
def test_an_odt_parses_and_says_its_language_and_direction(document: Document) -> None:
    odt = _odt(document)
    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        etree.fromstring(_part(odt, name).encode())
    text = " ".join(etree.fromstring(_part(odt, "content.xml").encode()).itertext())
    assert text.replace("\u2066", "").split()[: len(document.title.split())] == (
        document.title.split()
    )
    told = _part(odt, "styles.xml")
    mode = {"ltr": "lr-tb", "rtl": "rl-tb"}[document.direction]
    assert told.count(f'style:writing-mode="{mode}"') == 2
    country = {"en-GB": "GB", "ur": "PK"}[document.language]
    assert f'style:country-complex="{country}"' in told


def test_an_odt_keeps_numbers_in_order_in_urdu() -> None:
    assert "\u2066020 8708 0000\u2069" in _part(_odt(URDU_POOL), "content.xml")


TYPED = (
    "<script>x()</script> $x$ $$y$$ [link](http://x) \\input{/etc/passwd} &amp; ::: {.a} "
    '*b* # h `c` @d [^1] | e | ]]> </w:t> text-align="right" $language'
)


@FORMATS
def test_nothing_that_people_typed_is_obeyed(make: Make, problems: Problems) -> None:
    blocks = (Heading(2, TYPED), Paragraph(TYPED), Question("1", TYPED, TYPED, (TYPED,)))
    document = replace(POOL, title=TYPED, publisher=TYPED, blocks=blocks)
    assert problems(make(document), document) == ()


ODD = {
    "nothing but a title": replace(POOL, publisher="", blocks=(), closing_note=""),
    "marks upon marks": replace(POOL, title="Z\u0351\u036b\u0343\u036aa\u0348l\u0321g\u0322o"),
    "a long word": replace(POOL, title="w" * 2_000, closing_note="ش" * 2_000),
    "no real signs": replace(POOL, title="A\0\x1b\ud800\ufffe\x85 pool", closing_note="\0"),
    "both directions": replace(
        URDU_POOL, closing_note="Say “سوال (one 1) हिन्दी” 😀 \u202e עברית c\u2066d \u00ad"
    ),
    "both directions in English": replace(POOL, closing_note="عربی 5 עברית (हिन्दी) 20 عربی c"),
    "a language with no country": replace(POOL, language="zh-Hant"),
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD.keys())
@FORMATS
def test_odd_documents_are_made_whole(make: Make, problems: Problems, document: Document) -> None:
    assert problems(make(document), document) == ()


@pytest.mark.parametrize("make", [word_docx, open_document_odt])
def test_the_same_document_gives_the_same_bytes(make: Make) -> None:
    assert make(POOL) == make(POOL)


@pytest.mark.parametrize("make", [word_docx, open_document_odt])
def test_a_document_without_a_title_is_refused(make: Make) -> None:
    with pytest.raises(UntitledDocument):
        make(replace(POOL, title=""))


def test_what_pandoc_cannot_do_is_told() -> None:
    with pytest.raises(NotMade, match="nonsense"):
        pandoc.packed("nonsense", "<p>x</p>")


def test_pandoc_is_given_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_MOST_SECONDS", 0.000_1)
    with pytest.raises(NotMade, match="seconds"):
        word_docx(POOL)


CONTENT, STYLES = "content.xml", "styles.xml"
BODY, WORD_STYLES = "word/document.xml", "word/styles.xml"
PICTURE = '<wp:inline><wp:docPr id="1" name="a"/></wp:inline></w:p>'


@pytest.mark.parametrize(
    ("part", "right", "wrong", "problem"),
    [
        (BODY, ">شکریہ<", "><", "lost, or out of order: 'شکریہ'"),
        (BODY, ">کیوں<", "><", "an empty heading of level 2"),
        (BODY, "Heading2", "Heading3", "from heading level 1 to 3: 'کیوں'"),
        (BODY, "Heading1", "Heading2", "the title is not the one heading of level 1"),
        (BODY, "<w:bidi />", "", "direction is ['ltr'], not 'rtl'"),
        (BODY, "<w:rtl />", "", "a run in the wrong direction: 'کیا پول اتوار کو کھلے؟'"),
        (BODY, "<w:r><w:t", "<w:r><w:rPr><w:rtl /></w:rPr><w:t", "a run in the wrong direction: "),
        (BODY, "\u2066", "", "not kept left to right: '020 8708 0000'"),
        (BODY, "</w:p>", PICTURE, "a picture without words"),
        (BODY, "</w:p>", "<w:txbxContent/></w:p>", "a text box"),
        (WORD_STYLES, "ur-PK", "ar-SA", "language is ['ar-SA', 'ur'], not 'ur'"),
        (WORD_STYLES, 'w:szCs w:val="28"', 'w:szCs w:val="24"', "text of 12 points, under 14"),
        (WORD_STYLES, "<w:keepNext/>", '<w:jc w:val="left"/>', "aligned ['left'], not at the "),
        ("docProps/core.xml", "کیا پول", "", "title is [' اتوار کو کھلے؟']"),
        (BODY, "</w:body>", "", "a part cannot be read: mismatched tag"),
    ],
)
def test_the_second_reader_finds_each_fault_in_a_word_file(
    part: str, right: str, wrong: str, problem: str
) -> None:
    broken = _changed(_docx(URDU_POOL), part, right, wrong)
    assert any(one.startswith(problem) for one in problems_in_docx(broken, URDU_POOL))


@pytest.mark.parametrize(
    ("part", "right", "wrong", "problem"),
    [
        (CONTENT, ">شکریہ<", "><", "lost, or out of order: 'شکریہ'"),
        (CONTENT, "کیوں", "", "an empty heading of level 2"),
        (CONTENT, 'level="2"', 'level="3"', "from heading level 1 to 3: 'کیوں'"),
        (CONTENT, "\u2066", "", "not kept left to right: '020 8708 0000'"),
        (CONTENT, "</office:text>", "<draw:frame/></office:text>", "a picture without words"),
        (CONTENT, "</office:text>", "<draw:text-box/></office:text>", "a text box"),
        (STYLES, "rl-tb", "lr-tb", "direction is ['ltr'], not 'rtl'"),
        (STYLES, 'complex="ur"', 'complex="ar"', "language is ['ar', 'ur'], not 'ur'"),
        (STYLES, '"14pt"', '"12pt"', "text of 12 points, under 14"),
        (STYLES, '"start"', '"left"', "aligned ['left'], not at the start"),
        ("meta.xml", "کیا پول", "", "title is [' اتوار کو کھلے؟']"),
    ],
)
def test_the_second_reader_finds_each_fault_in_an_odt(
    part: str, right: str, wrong: str, problem: str
) -> None:
    broken = _changed(_odt(URDU_POOL), part, right, wrong)
    assert problem in problems_in_odt(broken, URDU_POOL)


@FORMATS
def test_the_second_reader_finds_a_file_that_was_cut(make: Make, problems: Problems) -> None:
    whole = make(POOL)
    for cut in (b"", b"words", whole[: len(whole) // 2], whole[:-30]):
        (problem,) = problems(cut, POOL)
        assert problem.startswith("cannot be opened")
    damaged = whole[:60] + b"\0\0\0\0" + whole[64:]
    assert problems(damaged, POOL)[0].startswith("cannot be opened")


def test_the_second_reader_unpacks_nothing_huge() -> None:
    swollen = io.BytesIO(_docx(POOL))
    with zipfile.ZipFile(swollen, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("huge", bytes(50_000_001))
    assert problems_in_docx(swollen.getvalue(), POOL) == ("cannot be opened: huge is too large",)


def test_the_second_reader_misses_a_part() -> None:
    odt = _odt(POOL)
    assert problems_in_docx(odt, POOL) == (
        "a part is missing: \"There is no item named 'word/styles.xml' in the archive\"",
    )
