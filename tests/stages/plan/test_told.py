"""What people are told beside the questions stands on the consultation’s page and in its copies."""

from collections.abc import Iterator

import pytest
from flask import Flask

from accessibility.document import Block, Bullets, Fact, Facts, Heading, Paragraph, Question
from accessibility.formats import FORMATS
from tests.checking_client import CheckingClient
from tests.factories import document, opened, question
from tests.support.editions import document_at
from tests.support.older import unsaid

TOLD = {
    "decision_maker": "The Cabinet of the council",
    "decision_day": "2027-06-30",
    "contact": {"phone": "020 7946 0999", "email": "trees@example.org"},
    "privacy": "Two officers read every answer.",
    "keep_months": 24,
    "equality_impact": "Roots lift paving stones. Wheelchairs get stuck.",
}
SECTION = {
    "id": "trees",
    "title": "Our trees today",
    "text": "We have **90 trees** on each verge.",
    "facts": [
        {"title": "What they cost", "text": "- £450 each\n- More [later](https://a.example)"}
    ],
}
WORDS = [{"term": "verge", "meaning": "The grass beside a road."}]
ASKED = [question("one"), question("two", section="trees"), question("three", section="trees")]


@pytest.fixture
def blocks(app: Flask) -> tuple[Block, ...]:
    """Return the parts of a copy of a consultation that says everything."""
    made = document(*ASKED, sections=[SECTION], words=WORDS, **TOLD)
    with app.app_context():
        return document_at(opened(app, made)).blocks


def under(heading: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield what follows a heading until the next."""
    place = next(at for at, one in enumerate(blocks) if getattr(one, "text", "") == heading)
    for one in blocks[place + 1 :]:
        if isinstance(one, Heading):
            return
        yield one


def test_the_page_tells_who_decides_whom_to_ask_and_what_is_kept(
    app: Flask, client: CheckingClient
) -> None:
    slug = opened(app, document(**TOLD))
    page = client.get(f"/en/consultations/{slug}").get_data(as_text=True)
    for text in (
        "The Cabinet of the council",
        "30 June 2027",
        "020 7946 0999",
        "trees@example.org",
    ):
        assert text in page
    assert "Two officers read every answer." in page
    assert "for 24 months after the last day" in page.replace('<bdi dir="ltr">24</bdi>', "24")
    assert "Wheelchairs get stuck." in page


def test_the_page_says_why_nobody_looked_into_groups(app: Flask, client: CheckingClient) -> None:
    slug = opened(app, document(equality_impact_not_needed="It touches nobody."))
    page = client.get(f"/en/consultations/{slug}").get_data(as_text=True)
    assert "This is why:" in page
    assert "It touches nobody." in page


def test_a_page_without_them_is_as_it_was(app: Flask, client: CheckingClient) -> None:
    page = client.get(f"/en/consultations/{unsaid(app, opened(app))}").get_data(as_text=True)
    for heading in ("What happens to your answers", "Different groups of people", "Who decides"):
        assert heading not in page


def test_copies_tell_the_same(blocks: tuple[Block, ...]) -> None:
    (ask,) = under("Whom you can ask", blocks)
    assert ask == Facts((Fact("Phone", "020 7946 0999"), Fact("E-mail", "trees@example.org")))
    _due, deciding = under("What happens next", blocks)
    who = Fact("Who decides", "The Cabinet of the council")
    assert deciding == Facts((who, Fact("When they decide", "Wednesday 30 June 2027")))
    assert [one.text for one in under("What happens to your answers", blocks)] == [  # type: ignore[union-attr]  # since: paragraphs
        "Two officers read every answer.",
        "We keep them for 24 months after the last day.",
    ]


def test_a_section_stands_before_its_first_question_in_copies(blocks: tuple[Block, ...]) -> None:
    place = blocks.index(Heading(3, "Our trees today"))
    before, text = blocks[place - 1], blocks[place + 1]
    assert isinstance(before, Question)
    assert before.number == "1"
    assert isinstance(text, Paragraph)
    assert text.text == "We have 90 trees on each verge."
    found = list(under("Our trees today", blocks))
    assert [word.label for one in found for word in getattr(one, "words", ())] == ["verge"]
    assert Bullets(("£450 each", "More later (https://a.example)")) in found
    assert [one.number for one in found if isinstance(one, Question)] == ["2", "3"]


def test_what_stands_out_and_a_word_of_the_list_are_both_bold(blocks: tuple[Block, ...]) -> None:
    text = next(one.text for one in under("Our trees today", blocks) if isinstance(one, Paragraph))
    assert [text[start:end] for start, end in text.bold] == ["90 trees", "verge"]  # type: ignore[attr-defined]  # since: it is marked


@pytest.mark.parametrize("name", ["plain-text", "large-print", "paper-form", "e-book", "word"])
def test_every_kind_of_copy_can_be_made_of_it(app: Flask, name: str) -> None:
    with app.app_context():
        whole = document_at(opened(app, document(*ASKED, sections=[SECTION], words=WORDS, **TOLD)))
    made = FORMATS[name].make(whole)
    assert list(FORMATS[name].problems(made, whole)) == []


def test_the_phone_script_says_what_a_section_says(app: Flask) -> None:
    with app.app_context():
        whole = document_at(opened(app, document(*ASKED, sections=[SECTION], **TOLD)))
    made = FORMATS["phone-script"].make(whole)
    script = made.decode()
    assert script.index("What about one?") < script.index("Our trees today")
    assert script.index("- £450 each") < script.index("What about two?")
    assert "Two officers" not in script
    assert list(FORMATS["phone-script"].problems(made, whole)) == []
