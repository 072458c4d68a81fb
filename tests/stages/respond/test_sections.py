"""What a section says stands before its first question, wherever people meet the questions."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.checking_client import CheckingClient
from tests.factories import YES_NO, Resident, document, opened, question

SECTIONS = [
    {
        "id": "trees",
        "title": "Our trees today",
        "text": "We have **90 trees**.\n\n- Limes\n- Planes",
        "facts": [{"title": "What a tree costs", "text": "A tree costs £450 over [ten years]"}],
    },
    {"id": "streets", "title": "Your street"},
]
ASKED = [
    question("gate", "single", options=YES_NO),
    question("first", "single", section="trees", show_if={"question": "gate", "is": "yes"}),
    question("second", section="trees"),
    question("third", "matrix", section="streets"),
    question("last"),
]


@pytest.fixture
def slug(app: Flask) -> str:
    """Open a consultation with two sections."""
    return opened(app, document(*ASKED, sections=SECTIONS))


@pytest.fixture
def resident(client: CheckingClient, slug: str) -> Resident:
    """Begin to answer it."""
    made = Resident(client, slug)
    made.begin()
    return made


def shown(resident: Resident, *parts: str) -> str:
    """Return a page of the consultation as text."""
    return resident.client.get(resident.address(*parts)).get_data(as_text=True)


def test_its_words_stand_above_its_first_question(resident: Resident) -> None:
    resident.answer("gate", "yes")
    page = shown(resident, "answer", "first")
    assert re.search(r"<h2[^>]*>Our trees today</h2>", page)
    assert "We have <b>90 trees</b>." in page
    assert re.search(r"<h3[^>]*>What a tree costs</h3>", page)
    assert page.index("Our trees today") < page.index("What about first?", page.index("<form"))


def test_they_stand_above_the_first_question_that_is_asked(resident: Resident) -> None:
    resident.answer("gate", "no")
    assert re.search(r"<h2[^>]*>Our trees today</h2>", shown(resident, "answer", "second"))


def test_later_questions_let_people_read_them_again(resident: Resident) -> None:
    resident.answer("gate", "yes")
    page = shown(resident, "answer", "second")
    assert "<summary>Read again: Our trees today</summary>" in page
    assert not re.search(r"<h2[^>]*>Our trees today</h2>", page)
    assert "Our trees today" not in shown(resident, "answer", "last")


def test_a_section_of_a_title_alone_needs_no_reading_again(resident: Resident) -> None:
    page = shown(resident, "answer", "third", "south")
    assert "Read again" not in page
    assert '<p class="caption">Your street</p>' in page


def test_on_one_page_the_questions_stand_under_their_sections(resident: Resident) -> None:
    resident.answer("gate", "yes")
    page = shown(resident, "answer-all")
    levels = re.findall(r"<h([1-6])[^>]*>(?:<label[^>]*>)?\s*([^<]+)", page.split("<form")[-1])
    found = [(level, words.strip()) for level, words in levels]
    assert found[:8] == [
        ("2", "What about gate?"),
        ("2", "Our trees today"),
        ("3", "What a tree costs"),
        ("3", "What about first?"),
        ("3", "What about second?"),
        ("2", "Your street"),
        ("3", "What about third?"),
        ("4", "north"),
    ]


def test_the_questions_can_be_read_under_their_sections(resident: Resident) -> None:
    page = shown(resident, "questions")
    assert re.search(r"<h3[^>]*>Our trees today</h3>", page)
    assert re.search(r"<h4>2. What about first\?</h4>", page)
    assert page.count("Our trees today") == 1


def test_answers_are_checked_under_the_names_of_sections(resident: Resident) -> None:
    resident.walk({"gate": {"answer": "no"}})
    page = shown(resident, "check-your-answers")
    names = re.findall(r"<h2>(Our trees today|Your street)</h2>", page)
    assert names == ["Our trees today", "Your street"]


def test_html_in_a_section_is_letters(app: Flask, client: CheckingClient) -> None:
    bad: dict[str, Any] = {"id": "trees", "title": "<b>Hi</b>", "text": "<script>x()</script>"}
    slug = opened(app, document(question("one", section="trees"), sections=[bad]))
    page = client.get(f"/en/consultations/{slug}/questions").get_data(as_text=True)
    assert "&lt;script&gt;x()&lt;/script&gt;" in page
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page
