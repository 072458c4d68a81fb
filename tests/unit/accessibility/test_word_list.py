"""A word list has each term once, in the alphabet, with a short meaning that explains itself."""

from pathlib import Path

import pytest

from accessibility.readability import (
    Entry,
    WordListProblem,
    WordListProblemKind,
    problems_in_word_list,
)

KINDS = WordListProblemKind
BOROUGH = Entry("Borough", "The area of a council.", ("boroughs",))
GRANT = Entry("Grant", "Money that you need not pay back.", ("grants",))
TRUSTEE = Entry("Trustee", "One of the people who lead a charity.")


def problems(*entries: Entry, language: str = "en") -> list[WordListProblem]:
    return list(problems_in_word_list(entries, language=language))


def test_a_good_list_has_no_problems() -> None:
    assert problems(BOROUGH, GRANT, TRUSTEE) == []
    assert problems() == []


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (("grant", "grants"), [("twice", "grants", "grant")]),
        (("Social  value", "social value"), [("twice", "social value", "Social  value")]),
        (("fund", "funding"), [("nearly-twice", "funding", "fund")]),
    ],
)
def test_terms_with_the_same_meaning_stand_once(
    terms: tuple[str, str], found: list[tuple[str, str, str]]
) -> None:
    entries = [Entry(term, "Money for good work.") for term in terms]
    assert [(one.kind, one.term, one.other) for one in problems(*entries)] == found


def test_a_term_has_one_meaning_in_all_its_forms() -> None:
    again = Entry("Support", "Money from a council.", ("a grant",))
    assert problems(GRANT, again) == []
    again = Entry("Support", "Money from a council.", ("Grants",))
    assert problems(GRANT, again) == [WordListProblem(KINDS.TWO_MEANINGS, "Support", "Grant")]


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("Diverse", "Diversity", True),
        ("Independence", "Independent", True),
        ("Monitor", "Monitoring", True),
        ("Community", "Compact", False),
        ("Partner", "Parish", False),
        ("Act", "Action", False),
        ("Social model", "Social value", False),
    ],
)
def test_terms_that_begin_alike_are_better_one(one: str, other: str, *, is_near: bool) -> None:
    kinds = [
        found.kind
        for found in problems(
            *sorted((Entry(one, "This is one."), Entry(other, "Not that.")), key=str)
        )
    ]
    assert kinds == ([KINDS.NEARLY_TWICE] if is_near else [])


def test_a_meaning_is_short() -> None:
    entry = Entry("Grant", "We pay. " * 10)
    assert problems(entry) == []
    entry = Entry("Grant", "We pay. " * 10 + "Now.")
    assert problems(entry) == [WordListProblem(KINDS.LONG_MEANING, "Grant", value=21)]


def test_a_meaning_needs_no_meaning_of_its_own() -> None:
    entry = Entry("Charity", "A group that trustees lead.")
    assert problems(entry) == [WordListProblem(KINDS.HARD_WORD, "Charity", "trustees")]
    assert problems(entry, TRUSTEE) == []


def test_meanings_are_as_easy_as_other_texts() -> None:
    (problem,) = problems(Entry("Council", "Local politicians organise community activity."))
    assert problem.kind == KINDS.HARD_MEANINGS
    assert problem.value < 60


def test_the_first_term_that_stands_too_late_is_told() -> None:
    assert problems(BOROUGH, TRUSTEE, GRANT, Entry("Éclair", "A cake.")) == [
        WordListProblem(KINDS.OUT_OF_ORDER, "Grant", "Trustee")
    ]


@pytest.mark.parametrize(
    "terms", [("co-op", "Coop shop"), ("eclair", "Édouard", "egg"), ("A", "b")]
)
def test_capitals_accents_and_hyphens_do_not_change_the_order(terms: tuple[str, ...]) -> None:
    entries = [Entry(term, f"This is {place} of them.") for place, term in enumerate(terms)]
    assert problems(*entries) == []


def test_another_language_is_spared_what_we_cannot_tell() -> None:
    meaning = "ہم سب کے لیے ایک ہی بات " * 4
    found = problems(Entry("ادارہ", meaning), Entry("ادارہ", "ایک جگہ"), language="ur")
    assert [one.kind for one in found] == [KINDS.TWO_MEANINGS, KINDS.LONG_MEANING]


@pytest.mark.realdata
def test_the_faults_of_the_compact_s_own_list_are_found(shared_data: Path) -> None:
    """Each spelling that shares a row is an entry here, so that pairs to merge are seen."""
    text = (shared_data / "consultations" / "redbridge-compact-easy-read.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.split("\nWord\tMeaning\n")[1].splitlines() if line]
    assert len(rows) == 24
    entries = [Entry(term.strip(), meaning) for terms, meaning in rows for term in terms.split("/")]
    found = problems(*entries)
    pairs = {(one.kind, *sorted((one.term, one.other))) for one in found if one.other}
    assert pairs >= {
        (KINDS.TWICE, "Social Value", "Social Value"),
        (KINDS.TWO_MEANINGS, "Consultation", "Consultations"),
        (KINDS.NEARLY_TWICE, "Diverse", "Diversity"),
        (KINDS.NEARLY_TWICE, "Independence", "Independent"),
        (KINDS.NEARLY_TWICE, "Monitoring", "monitor"),
        (KINDS.NEARLY_TWICE, "Public Bodies", "Public Sector"),
        (KINDS.NEARLY_TWICE, "Public Bodies", "Public Services"),
        (KINDS.HARD_WORD, "CRB", "DBS"),
    }
    assert {one.kind for one in found} == set(KINDS)
    in_rows = problems(*(Entry(term, meaning) for term, meaning in rows))
    assert in_rows[-1] == WordListProblem(KINDS.OUT_OF_ORDER, "Consultation", "Volunteering")
    assert [one.kind for one in found].count(KINDS.TWO_MEANINGS) == 1
    (score,) = (one.value for one in found if one.kind == KINDS.HARD_MEANINGS)
    assert score == pytest.approx(53.8, abs=5)
