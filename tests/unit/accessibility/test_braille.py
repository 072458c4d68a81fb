"""Braille can be read back into what was said, page by page, or is not made at all."""

import json
import random
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from accessibility.braille import UntranslatableText, braille_brf
from accessibility.braille_check import problems_in_braille
from accessibility.document import (
    Block,
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
from accessibility.liblouis import (
    _TABLES,
    BRAILLE_LANGUAGES,
    Grade,
    MissingProgram,
    NoBrailleTable,
    from_braille,
    grades_of,
    in_braille,
    table_of,
)

UNPROVED = "A computer wrote this Braille. Nobody has checked it."
HOURS = Document(
    title="When should the library open?",
    language="en-GB",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "What we want to change"),
        Paragraph("We’d like longer hours. That costs £1.2 million, 20% more: café\u00a0too."),
        WordBox((Fact("Budget", "The money we have for one year."),)),
        Heading(3, "In summer"),
        Bullets(("Open on Sunday", "Close at 6.30pm")),
        Numbered(("Tell us", "We decide")),
        Facts((Fact("Closes", "30 June 2026"), Fact("Phone", "020 8708 0000"))),
        Question("1", "How often do you come?", "Choose one.", ("Each week", "Never")),
        Question("2", "What else?"),
        Paragraph("Write to hours@example.org, please."),
    ),
    closing_note="You can tell us until 30 June.",
    labels=Labels(page="Page {page}", word_help="Word help", not_proofread=UNPROVED),
)
GRADES: tuple[Grade, ...] = (1, 2)
SENTENCES = {
    "ar": "نريد تغيير ساعات المكتبة. ماذا تعتقد؟ أخبرنا قبل 30 يونيو.",
    "cy": "Rydym eisiau newid oriau’r llyfrgell. Beth yw eich barn chi am y tŷ? 85%",
    "en": "We want to change the hours of the library. What do you think? £5, 20%",
    "lt": "Norime pakeisti bibliotekos darbo laiką. Ką manote, ąžuolas? 85%",
    "pa": "ਅਸੀਂ ਲਾਇਬ੍ਰੇਰੀ ਦਾ ਸਮਾਂ ਬਦਲਣਾ ਚਾਹੁੰਦੇ ਹਾਂ। ਸ਼ਹਿਰ 020 8708 0000",
    "pl": "Chcemy zmienić godziny otwarcia biblioteki. Co o tym myślisz, źdźbło? £5",
    "ur": "ہم لائبریری کے اوقات بدلنا چاہتے ہیں۔ آپ کیا سوچتے ہیں؟",
}


def _with(*blocks: Block) -> Document:
    return replace(HOURS, blocks=blocks)


def _pages(document: Document, grade: Grade = 2) -> list[list[str]]:
    *pages, _rest = braille_brf(document, grade=grade).decode("ascii").split("\f")
    return [page.split("\r\n")[:-1] for page in pages]


def _read(document: Document) -> str:
    lines = [line.strip() for page in _pages(document) for line in page[:-1]]
    return " ".join(" ".join(from_braille(lines, "en-ueb-g2.ctb")).split())


@pytest.mark.parametrize("grade", GRADES)
def test_each_text_can_be_read_back_from_either_grade(grade: Grade) -> None:
    assert problems_in_braille(braille_brf(HOURS, grade=grade), HOURS, grade=grade) == ()


@pytest.mark.parametrize(
    ("language", "grade"), [(one, g) for one in SENTENCES for g in grades_of(one)]
)
def test_each_language_on_offer_can_be_read_back(language: str, grade: Grade) -> None:
    text = SENTENCES[language]
    document = Document(text, language, "ltr", "", (Paragraph(text),), text, Labels(page=""))
    assert problems_in_braille(braille_brf(document, grade=grade), document, grade=grade) == ()


def test_each_language_on_offer_has_a_sound_table_here() -> None:
    assert set(SENTENCES) == BRAILLE_LANGUAGES
    for table in (name for grades in _TABLES.values() for name in grades.values()):
        subprocess.run(["lou_checktable", "--quiet", table], check=True, timeout=60)


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["eng", "cym", "lit", "pol", "urd"])
def test_a_long_real_text_can_be_read_back(name: str, shared_data: Path) -> None:
    file = shared_data / "i18n" / "udhr" / "udhr-redbridge-languages.json"
    rights = json.loads(file.read_text())[name]
    texts = [one for part in rights["sections"] for one in (part["heading"], *part["text"])]
    blocks = tuple(map(Paragraph, texts))
    document = replace(HOURS, title=rights["title"], publisher="", closing_note="", blocks=blocks)
    document = replace(document, language=rights["lang"], labels=Labels(page=""))
    for grade in grades_of(document.language):
        problems = problems_in_braille(braille_brf(document, grade=grade), document, grade=grade)
        assert problems == ()


def test_contractions_come_from_the_standard_and_make_it_shorter() -> None:
    assert any("LIBR>Y" in line for line in _pages(HOURS)[0])
    assert any("LIBRARY" in line for line in _pages(HOURS, grade=1)[0])


def test_a_reader_first_learns_that_nobody_has_checked_it() -> None:
    front = " ".join(from_braille([line.strip() for line in _pages(HOURS)[0]], "en-ueb-g2.ctb"))
    assert re.fullmatch(
        rf"{re.escape(HOURS.title)} +{HOURS.publisher} +{re.escape(UNPROVED)} +1",
        " ".join(front.split()),
    )


def test_layout_tells_paragraphs_headings_lists_and_questions_apart() -> None:
    body = _pages(HOURS, grade=1)[1]
    starts = {line.strip()[:9]: len(line) - len(line.lstrip()) for line in body}
    assert starts[",WHAT WE "] == (40 - len(",WHAT WE WANT TO CHANGE")) // 2
    assert starts[",WE'D LIK"] == 2
    assert starts[",WORD HEL"] == starts[",BUDGET3 "] == 6
    assert starts[",IN SUMME"] == 4
    assert starts[",OPEN ON "] == starts["#A4 ,TELL"] == starts["#A4 ,HOW "] == 0
    assert starts[",EACH WEE"] == 2


def test_no_page_ends_with_a_heading_or_a_question_without_its_answers() -> None:
    for before in range(15, 30):
        lines = tuple(Bullets((f"Line {number}",)) for number in range(before))
        asked = Question("1", "How often?", "Choose.", ("Weekly",))
        pages = _pages(_with(*lines, Heading(2, "Chapter"), Heading(3, "Part"), asked), grade=1)
        for page in pages:
            last = [line for line in page[:-1] if line][-1]
            assert not re.search("CHAPTER|PART|OFTEN|CHOOSE", last)


def test_a_heading_longer_than_a_page_still_ends() -> None:
    document = _with(Heading(2, "A very long heading " * 80))
    assert problems_in_braille(braille_brf(document), document, grade=2) == ()


def test_signs_become_words_that_can_be_felt() -> None:
    document = _with(Paragraph("☐ yes 🙂 \u2067no\u2069 → 1\u20112 • “a” ‘b’ – £5 20% ½ a\u202fb"))
    assert "(blank box) yes (slightly smiling face) no → 1-2 •" in _read(document)
    assert problems_in_braille(braille_brf(document), document, grade=2) == ()


def test_what_people_typed_cannot_act_as_a_code() -> None:
    typed = r"\x263a \n \\ a\b"
    assert typed in _read(_with(Paragraph(typed)))


def test_a_word_of_2000_letters_is_broken_with_hyphens() -> None:
    word = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=2000))
    for grade in GRADES:
        document = _with(Paragraph(f"See {word} here."))
        brf = braille_brf(document, grade=grade)
        assert problems_in_braille(brf, document, grade=grade) == ()
        assert brf.count(b"-\r\n") > 20


def test_a_long_paragraph_reaches_the_program_in_pieces_and_comes_back_whole() -> None:
    text = "It is the same with all of us, and nothing here is lost. " * 100
    assert from_braille(in_braille([text, "End"], "en-ueb-g2.ctb"), "en-ueb-g2.ctb") == [
        text,
        "End",
    ]


def test_an_empty_document_has_a_title_page_and_an_end() -> None:
    for document in (_with(), Document("", "en", "ltr", "", (), "", Labels(page=""))):
        assert problems_in_braille(braille_brf(document), document, grade=2) == ()


def test_letters_buried_in_marks_come_out_bare() -> None:
    document = _with(Paragraph("H\u0337\u031be\u0362\u0489l\u0334l\u0321o\u0360 all of you"))
    assert "Hello all of you" in _read(document)
    assert problems_in_braille(braille_brf(document), document, grade=2) == ()


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [("en", "Ring اردو", "ا"), ("en", "漢字", "漢"), ("ur", "فون Consult", "C"), ("pa", "£5", "£")],
)
def test_what_a_code_has_no_cells_for_is_refused_by_name(
    language: str, text: str, named: str
) -> None:
    document = Document(text, language, "ltr", "", (), "", Labels(page=""))
    with pytest.raises(UntranslatableText, match=named):
        braille_brf(document, grade=1)


@pytest.mark.parametrize(("language", "grade"), [("ro", 1), ("so", 2), ("pl", 2), ("ur", 2)])
def test_a_code_we_cannot_vouch_for_is_not_on_offer(language: str, grade: Grade) -> None:
    assert grade not in grades_of(language)
    with pytest.raises(NoBrailleTable, match=language):
        braille_brf(replace(HOURS, language=language), grade=grade)


def test_without_the_program_the_error_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgram, match="install liblouis-bin") as caught:
        braille_brf(HOURS)
    assert caught.value.needed_package == "liblouis-bin"


def test_a_region_does_not_change_the_table() -> None:
    assert table_of("en-GB", 2) == table_of("en", 2) == "en-ueb-g2.ctb"


def _spoilt(old: bytes, new: bytes, *, times: int = 1) -> tuple[str, ...]:
    brf = braille_brf(HOURS)
    assert old in brf
    return problems_in_braille(brf.replace(old, new, times), HOURS, grade=2)


def test_the_check_finds_a_lost_paragraph() -> None:
    for number, block in enumerate(HOURS.blocks):
        less = _with(*HOURS.blocks[:number], *HOURS.blocks[number + 1 :])
        problems = problems_in_braille(braille_brf(less), HOURS, grade=2)
        assert any(problem.startswith("lost: ") for problem in problems), block


def test_the_check_finds_one_of_five_paragraphs_that_say_the_same() -> None:
    said = (Paragraph("Some more words that go on to fill the page."),) * 5
    problems = problems_in_braille(braille_brf(_with(*said[:4])), _with(*said), grade=2)
    assert "lost: Some more words that go on to fill the p" in problems


def test_the_check_finds_faults_of_layout() -> None:
    long = _spoilt(b"  ,WE'D", b"  ,WE'D LIKE ONE VERY LONG LINE OF IT")
    assert any("page 2 has a line of" in problem for problem in long)
    assert "page 1 has 26 lines, not 25" in _spoilt(b"\r\n\r\n", b"\r\n\r\n\r\n")
    assert "page 2 has 24 lines, not 25" in _spoilt(b"\f    ", b"\f", times=9) + _spoilt(
        b"\r\n  ,WE'D", b"  ,WE'D"
    )
    assert _spoilt(b"#A\r\n\f", b"#A\r\n")
    assert _spoilt(b"\r\n", b"\n")


@pytest.mark.parametrize("number", [b" #C", b"#B ", b"   "])
def test_the_check_finds_a_page_without_its_own_number(number: bytes) -> None:
    assert _spoilt(b" #B\r\n", number + b"\r\n") == (
        "page 2 does not have its number at the end of its last line",
    )


def test_the_check_finds_codes_and_bytes_that_are_no_braille() -> None:
    assert r"holds a code: '\X2610'" in _spoilt(b"SUMM]", rb"'\X2610'")
    assert r"holds a code: '/XBFAJ'" in _spoilt(b"SUMM]", b"'/XBFAJ'")
    assert _spoilt(b"SUMM]", "☐".encode()) == ("holds signs that are not ASCII Braille",)


def test_the_check_finds_letters_that_do_not_come_back() -> None:
    assert any("of the letters" in one for one in _spoilt(b",EXAMPLE ,C\\NCIL", b"Q" * 16))
