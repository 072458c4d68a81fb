"""Sections hold questions that stand together; a fault in them is told with its place."""

from datetime import date
from typing import Any

import pytest

from consult.plan.checks.files import problems_in_document
from consult.plan.rules.definition import Contact, FactBox, Section
from tests.factories import defined, document, question

TREES = {"id": "trees", "title": "Trees"}
STREETS = {"id": "streets", "title": "Streets"}


def codes(*questions: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """Return the place and the code of each problem."""
    found = problems_in_document(document(*questions, **more))
    return [(one.place, one.code) for one in found]


def asked(*sections: str) -> list[dict[str, Any]]:
    """Return a question for each section named, in that order; “” is none."""
    return [
        question(f"q{at}", **({"section": name} if name else {}))
        for at, name in enumerate(sections)
    ]


def test_sections_come_in_the_order_of_their_questions() -> None:
    made = defined(*asked("", "streets", "streets", "trees"), sections=[TREES, STREETS])
    assert [one.id for one in made.sections] == ["streets", "trees"]
    assert made.section_of(made.questions[0]) is None
    assert made.section_of(made.questions[2]) == Section("streets", "Streets")


def test_a_section_without_a_question_can_be_brought_in_and_comes_last() -> None:
    assert codes(*asked("trees"), sections=[STREETS, TREES]) == []
    made = defined(*asked("trees"), sections=[STREETS, TREES])
    assert [one.id for one in made.sections] == ["trees", "streets"]


def test_a_section_has_words_and_boxes_of_facts() -> None:
    facts = [{"title": "Now", "text": "We have *90* trees."}, {"text": "They are old."}]
    made = defined(*asked("trees"), sections=[{**TREES, "text": "Read this.", "facts": facts}])
    boxes = (FactBox("Now", "We have *90* trees."), FactBox("", "They are old."))
    assert made.sections == (Section("trees", "Trees", "Read this.", boxes),)


def test_questions_of_a_section_stand_together() -> None:
    torn = ("questions[2].section", "section-torn")
    assert codes(*asked("trees", "streets", "trees"), sections=[TREES, STREETS]) == [torn]
    assert codes(*asked("trees", "", "trees"), sections=[TREES]) == [torn]
    assert codes(*asked("", "trees", ""), sections=[TREES]) == []


def test_a_question_stands_in_a_section_that_there_is() -> None:
    assert codes(*asked("birds")) == [("questions[0].section", "no-such-section")]


def test_each_section_has_an_id_of_its_own() -> None:
    twice = [TREES, {**STREETS, "id": "trees"}]
    assert codes(*asked("trees"), sections=twice) == [("sections[1].id", "repeated-section")]


def test_equality_questions_have_no_sections() -> None:
    found = codes(*asked("trees"), sections=[TREES], equality_questions=asked("trees"))
    assert ("equality_questions[0].section", "section-of-equality") in found


def test_a_fault_in_the_sections_is_not_told_again_at_each_question() -> None:
    assert codes(*asked("trees"), sections=[{"id": "trees"}]) == [
        ("sections[0].title", "missing-field")
    ]


def test_a_faulty_question_does_not_tear_a_section() -> None:
    wrong = {**question("q1"), "section": "trees", "colour": "green"}
    first, _second, last = asked("trees", "", "trees")
    assert codes(first, wrong, last, sections=[TREES]) == [("questions[1].colour", "unknown-field")]


def test_what_else_people_are_told_is_read_from_the_file() -> None:
    told = {
        "decision_maker": "The Cabinet",
        "decision_day": "2026-06-30",
        "contact": {"email": "trees@example.org"},
        "privacy": "We read every answer.",
        "keep_months": 24,
        "equality_impact": "Roots lift paving stones.",
        "languages_promised": ["en", "ur", "bfi"],
        "formats_promised": ["large-print", "easy-read"],
    }
    assert codes(**told) == []
    made = defined(**told).set_up
    assert made.decision_day == date(2026, 6, 30)
    assert made.contact == Contact(phone="", email="trees@example.org")
    assert (made.keep_months, made.equality_impact_not_needed) == (24, "")
    assert made.languages_promised == ("en", "ur", "bfi")


@pytest.mark.parametrize(
    ("name", "value", "place", "code"),
    [
        ("decision_day", "soon", "decision_day", "not-a-date"),
        ("decision_day", "9999-01-01", "decision_day", "year-out-of-range"),
        ("contact", {"phone": "ask"}, "contact.phone", "schema-pattern"),
        ("contact", {"email": "a@b"}, "contact.email", "schema-pattern"),
        ("contact", {"email": "a@b.org?cc=x"}, "contact.email", "schema-pattern"),
        ("keep_months", 0, "keep_months", "schema-minimum"),
        ("keep_months", 121, "keep_months", "schema-maximum"),
        ("languages_promised", ["tlh"], "languages_promised[0]", "not-in-list"),
        ("formats_promised", ["fax"], "formats_promised[0]", "not-in-list"),
    ],
)
def test_what_cannot_be_true_is_told_with_its_place(
    name: str, value: Any, place: str, code: str
) -> None:
    assert codes(**{name: value}) == [(place, code)]


def test_an_impact_is_noted_or_it_is_said_why_not() -> None:
    both = {"equality_impact": "Some.", "equality_impact_not_needed": "None."}
    assert codes(**both) == [("equality_impact_not_needed", "equality-impact-twice")]
