"""How far the English of an answer has come, and what of an answer is in somebody’s own words."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from consult.respond.rules.own_words import (
    OwnWords,
    Show,
    State,
    Written,
    chosen,
    digest_of,
    may_stand_beside,
    own_words,
    page_of,
)
from tests.factories import defined, question

WORDS = "بسیں دیر سے آتی ہیں"


@dataclass
class Row:
    """A translation as a table keeps it."""

    made_from: str = digest_of(WORDS)
    text: str = "Late buses"
    method: str = "person"
    made_by: str = "Sana"
    made_at: datetime = datetime(2026, 1, 12, tzinfo=UTC)
    checked_by: str | None = None
    checked_at: datetime | None = None


CHECKED = Row(checked_by="Bilal")
GIST = Row(method="computer", checked_by="Bilal")
OLDER = Row(made_from=digest_of("other words"), checked_by="Bilal")
ONE = OwnWords(7, "ABCDE-FGHIJ", "why", "ur", WORDS, None)


@pytest.mark.parametrize(
    ("made", "state", "is_published"),
    [
        (None, State.MISSING, False),
        (Row(), State.DRAFT, False),
        (CHECKED, State.CHECKED, True),
        (GIST, State.GIST, False),
        (OLDER, State.OLDER, False),
    ],
)
def test_only_what_a_person_made_of_these_words_and_another_checked_is_published(
    made: Row | None, state: State, *, is_published: bool
) -> None:
    assert replace(ONE, made=made).state is state
    assert may_stand_beside(made, WORDS) is is_published


@pytest.mark.parametrize(
    ("made", "text", "method", "is_new"),
    [
        (None, "", "person", False),
        (None, "Late buses", "person", True),
        (CHECKED, "", "person", False),
        (CHECKED, "Late buses", "person", False),
        (CHECKED, "Buses are late", "person", True),
        (GIST, "Late buses", "person", True),
        (OLDER, "Late buses", "person", True),
    ],
)
def test_an_empty_box_changes_nothing_and_the_same_text_is_new_only_of_other_words(
    made: Row | None, text: str, method: str, *, is_new: bool
) -> None:
    assert Written(text, method, "seen").differs_from(replace(ONE, made=made)) is is_new


def test_what_a_translator_saw_is_another_thing_once_either_text_changes() -> None:
    marks = {ONE.seen, replace(ONE, words="x").seen, replace(ONE, made=CHECKED).seen}
    assert len(marks) == 3
    assert (ONE.place, ONE.name) == ((7, "why"), "7-why")


def test_own_words_are_texts_and_what_stands_beside_an_option() -> None:
    asked = defined(
        question("why", "long_text"),
        question("pick", "single", other_text_on=["cedar"]),
        equality_questions=[question("age", "text")],
    ).by_id
    assert own_words(asked["why"], WORDS, None) == WORDS
    assert own_words(asked["why"], "  ", None) == ""
    assert own_words(asked["pick"], "cedar", {"cedar": "Oak"}) == "Oak"
    assert own_words(asked["pick"], "ash", None) == ""
    assert own_words(asked["age"], "old", None) == ""
    assert own_words(None, "gone", None) == ""


def test_a_list_is_by_language_and_state_and_comes_by_the_page() -> None:
    every = [replace(ONE, response_id=at) for at in range(12)]
    every += [replace(ONE, language="pl", made=CHECKED), replace(ONE, language="pl", made=Row())]
    assert len(chosen(every, language="ur", show=Show.TO_DO)) == 12
    assert len(chosen(every, language="", show=Show.ALL)) == 14
    assert len(chosen(every, language="pl", show=Show.TO_CHECK)) == 1
    assert [one.response_id for one in page_of(every, 2)[0]] == [10, 11, 7, 7]
    assert page_of(every, 99)[1:] == (2, 2)
    assert page_of([], 0) == ([], 1, 1)
