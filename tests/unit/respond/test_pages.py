"""The way through the pages: forward, back, and only what an answer opened."""

from typing import Any

from consult.respond.rules.pages import (
    Page,
    next_page,
    page_at,
    page_before,
    pages_for,
    pages_of,
    was_seen,
)
from tests.factories import YES_NO, defined, question

WAY = defined(
    question("a", "single", options=YES_NO),
    question("b", show_if={"question": "a", "is": "yes"}),
    question("grid", "matrix"),
    question("c"),
)


def keys(answers: dict[str, Any]) -> list[str]:
    return [page.key for page in pages_for(WAY, answers)]


def at(key: str) -> Page:
    question_id, _slash, row = key.partition("/")
    found = page_at(WAY, question_id, row or None)
    assert found
    return found


def key_of(page: Page | None) -> str | None:
    return page.key if page else None


def test_a_matrix_has_a_page_for_each_statement() -> None:
    assert [page.key for page in pages_of(WAY.by_id["grid"])] == ["grid/north", "grid/south"]
    assert at("grid/south").address == {"question": "grid", "row": "south"}
    assert at("a").address == {"question": "a"}


def test_the_pages_follow_the_route() -> None:
    assert keys({}) == ["a", "grid/north", "grid/south", "c"]
    assert keys({"a": "yes"}) == ["a", "b", "grid/north", "grid/south", "c"]


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


def test_forward_is_the_next_page() -> None:
    assert key_of(next_page(WAY, {}, after=at("a"))) == "grid/north"
    assert key_of(next_page(WAY, {"a": "yes"}, after=at("a"))) == "b"
    assert next_page(WAY, {}, after=at("c")) is None


def test_after_a_page_that_is_hidden_now_it_is_time_to_check() -> None:
    assert next_page(WAY, {"a": "no"}, after=at("b")) is None


def test_carrying_on_leads_to_the_first_page_not_seen() -> None:
    assert key_of(next_page(WAY, {}, after=None)) == "a"
    assert key_of(next_page(WAY, {"a": "no", "grid": {"north": "ash"}}, after=None)) == "grid/south"


def test_a_changed_answer_asks_only_what_it_opened() -> None:
    done = {"a": "no", "grid": {"north": "ash", "south": "ash"}, "c": ""}
    assert next_page(WAY, done, after=None) is None
    assert key_of(next_page(WAY, {**done, "a": "yes"}, after=None)) == "b"
    assert next_page(WAY, {**done, "a": "yes", "b": ""}, after=None) is None


def test_back_is_the_page_before() -> None:
    assert page_before(WAY, {}, at("a")) is None
    assert key_of(page_before(WAY, {}, at("grid/north"))) == "a"
    assert key_of(page_before(WAY, {"a": "yes"}, at("grid/north"))) == "b"
    assert key_of(page_before(WAY, {}, at("c"))) == "grid/south"


def test_back_from_a_page_that_is_hidden_now_leads_out() -> None:
    assert page_before(WAY, {}, at("b")) is None
