"""The way through the pages: forward, back, and only what an answer opened."""

from typing import Any

import pytest

from consult.plan.rules.definition import Word
from consult.respond.rules.pages import (
    Page,
    Part,
    all_seen,
    mark_of,
    next_page,
    page_at,
    page_before,
    pages_for,
    pages_of,
    part_of,
    saved_on,
    was_seen,
    words_on,
)
from tests.factories import YES_NO, defined, question

WAY = defined(
    question("a", "single", options=YES_NO),
    question("b", show_if={"question": "a", "is": "yes"}),
    question("grid", "matrix"),
    question("c"),
    equality_questions=[
        question("gate", "single", options=YES_NO),
        question("age", show_if={"question": "gate", "is": "yes"}),
    ],
)
DONE: dict[str, Any] = {"a": "no", "grid": {"north": "ash", "south": "ash"}, "c": ""}


def keys(answers: dict[str, Any], part: Part = Part.MAIN) -> list[str]:
    return [page.key for page in pages_for(WAY, answers, part)]


def at(key: str) -> Page:
    question_id, _slash, row = key.partition("/")
    found = page_at(WAY, question_id, row or None)
    assert found
    return found


def key_of(page: Page | None) -> str | None:
    return page.key if page else None


def following(key: str, answers: dict[str, Any], part: Part = Part.MAIN) -> str | None:
    return key_of(next_page(WAY, answers, after=at(key), part=part))


def first_unseen(answers: dict[str, Any], part: Part = Part.MAIN) -> str | None:
    return key_of(next_page(WAY, answers, after=None, part=part))


def test_a_matrix_has_a_page_for_each_statement() -> None:
    assert [page.key for page in pages_of(WAY.by_id["grid"])] == ["grid/north", "grid/south"]
    assert at("grid/south").address == {"question": "grid", "row": "south"}
    assert at("a").address == {"question": "a"}


def test_the_pages_follow_the_route() -> None:
    assert keys({}) == ["a", "grid/north", "grid/south", "c"]
    assert keys({"a": "yes"}) == ["a", "b", "grid/north", "grid/south", "c"]


def test_what_is_asked_about_the_person_is_a_part_of_its_own() -> None:
    assert {part_of(one) for one in WAY.questions} == set(Part)
    assert keys({}, Part.ABOUT_YOU) == ["gate"]
    assert keys({"gate": "yes"}, Part.ABOUT_YOU) == ["gate", "age"]
    assert following("c", {}) is None
    assert first_unseen(DONE) is None
    assert first_unseen(DONE, Part.ABOUT_YOU) == "gate"
    assert following("gate", {"gate": "yes"}, Part.ABOUT_YOU) == "age"
    assert page_before(WAY, DONE, at("gate")) is None


def test_I13_an_address_without_a_question_has_no_page() -> None:
    assert page_at(WAY, "z", None) is None
    assert page_at(WAY, "grid", None) is None
    assert page_at(WAY, "grid", "west") is None
    assert page_at(WAY, "a", "north") is None


def test_a_page_is_seen_once_continue_was_pressed() -> None:
    assert not was_seen(at("a"), {})
    assert was_seen(at("a"), {"a": ""})
    assert not was_seen(at("grid/north"), {"grid": {"south": "ash"}})
    assert was_seen(at("grid/south"), {"grid": {"south": None}})
    assert not was_seen(at("grid/south"), {"grid": "ash"})


def test_what_was_answered_on_a_page_is_found_again() -> None:
    assert saved_on(at("a"), DONE) == "no"
    assert saved_on(at("b"), DONE) is None
    assert saved_on(at("grid/north"), DONE) == "ash"
    assert saved_on(at("grid/north"), {"grid": None}) is None


def test_forward_is_the_next_page() -> None:
    assert following("a", {}) == "grid/north"
    assert following("a", {"a": "yes"}) == "b"
    assert following("c", {}) is None


def test_after_a_page_that_is_hidden_now_it_is_time_to_check() -> None:
    assert following("b", {"a": "no"}) is None


def test_carrying_on_leads_to_the_first_page_not_seen() -> None:
    assert first_unseen({}) == "a"
    assert first_unseen({"a": "no", "grid": {"north": "ash"}}) == "grid/south"


def test_a_changed_answer_asks_only_what_it_opened() -> None:
    assert first_unseen(DONE) is None
    assert first_unseen({**DONE, "a": "yes"}) == "b"
    assert first_unseen({**DONE, "a": "yes", "b": ""}) is None


def test_who_comes_back_to_what_was_sent_is_asked_only_what_a_change_opens() -> None:
    seen = all_seen(WAY, {"a": "no", "grid": {"south": "ash"}})
    assert seen == {"a": "no", "grid": {"north": None, "south": "ash"}, "c": None}
    assert first_unseen(seen) is None
    assert first_unseen({**seen, "a": "yes"}) == "b"
    assert first_unseen(seen, Part.ABOUT_YOU) == "gate"
    assert all_seen(WAY, {})["grid"] == {"north": None, "south": None}


def test_back_is_the_page_before() -> None:
    assert page_before(WAY, {}, at("a")) is None
    assert key_of(page_before(WAY, {}, at("grid/north"))) == "a"
    assert key_of(page_before(WAY, {"a": "yes"}, at("grid/north"))) == "b"
    assert key_of(page_before(WAY, {}, at("c"))) == "grid/south"


def test_back_from_a_page_that_is_hidden_now_leads_out() -> None:
    assert page_before(WAY, {}, at("b")) is None


@pytest.mark.parametrize("blank", [None, "", [], {}, ["", ""], {"day": "", "month": ""}])
def test_C16_all_that_is_blank_has_the_same_mark(blank: Any) -> None:
    assert mark_of(blank, {}) == mark_of(None, {})
    assert mark_of(blank, {"cedar": "A fig"}) != mark_of(None, {})


def test_C16_another_answer_has_another_mark() -> None:
    said = [None, "ash", "birch", ["ash"], ["ash", "birch"], {"day": "1"}, {"day": "2"}]
    assert len({mark_of(one, {}) for one in said}) == len(said)
    assert mark_of("cedar", {"cedar": "A fig"}) != mark_of("cedar", {"cedar": "A yew"})
    assert mark_of({"a": "1", "b": "2"}, {}) == mark_of({"b": "2", "a": "1"}, {})


def test_a_word_of_the_list_is_explained_on_the_page_that_uses_it() -> None:
    ward = Word("grid", "A table of questions")
    assert words_on((at("grid/north"),), (ward,)) == {"grid/north": (ward,)}
    assert words_on((at("a"),), (ward,)) == {"a": ()}
    assert words_on((at("grid/north"),), ()) == {}
