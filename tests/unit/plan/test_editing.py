"""Editing a document part by part: nothing is lost, whoever saves in whatever order."""

import random
from typing import Any

import pytest

from consult.plan.rules.after_opening import is_reworded, known_by
from consult.plan.rules.asking import ALL, ANY, Ticked, condition_from, parted, ticked_in
from consult.plan.rules.editing import (
    ABOUT,
    QUESTION,
    EditedByOthersError,
    PartGoneError,
    mark_of,
    moved,
    part_at,
    require_unchanged,
    with_copy,
    with_part,
    without_part,
)
from consult.plan.rules.naming import free_id, id_from
from tests.factories import document, question

IDS = ("one", "two", "three", "four")


def two_officers(seed: int) -> tuple[list[str], list[str]]:
    """Let two officers edit by chance; return the texts they saved or hold, and those kept.

    Each opens a question, writes, and saves. Who is told that it changed meanwhile has both
    texts on the screen: they save theirs again, or keep it in the form.
    """
    chance = random.Random(seed)
    now = document(*(question(one) for one in IDS))
    opened: dict[str, tuple[str, str]] = {}
    written, seen_by_somebody = [], [one["text"] for one in now["questions"]]
    for step in range(chance.randint(4, 16)):
        who = chance.choice(("amina", "ben"))
        if who not in opened:
            place = QUESTION + chance.choice(IDS)
            opened[who] = (place, mark_of(part_at(now, place)))
            continue
        place, seen = opened[who]
        text = f"{who} at step {step}?"
        try:
            require_unchanged(now, place, seen=seen)
        except EditedByOthersError as error:
            # Theirs is shown to us, ours stays in the form.
            seen_by_somebody.append(error.theirs["text"])
            opened[who] = (place, mark_of(error.theirs))
            continue
        before = part_at(now, place)
        seen_by_somebody.append(before["text"])
        now = with_part(now, place, {**before, "text": text})
        written.append(text)
        del opened[who]
    kept = [one["text"] for one in now["questions"]]
    return written, [*seen_by_somebody, *kept]


def test_in_1000_random_schedules_no_text_is_written_over_unseen() -> None:
    conflicts = 0
    for seed in range(1000):
        written, found = two_officers(seed)
        assert set(written) <= set(found), seed
        conflicts += len(found) > len(written) + 2 * len(IDS)
    # Had they never met, this would prove nothing.
    assert conflicts > 100


def test_a_change_of_one_question_leaves_the_mark_of_another() -> None:
    before = document(question("one"), question("two"))
    after = with_part(before, "questions.one", question("one", text="Other?"))
    require_unchanged(after, "questions.two", seen=mark_of(part_at(before, "questions.two")))
    with pytest.raises(EditedByOthersError):
        require_unchanged(after, "questions.one", seen=mark_of(part_at(before, "questions.one")))


def test_a_question_that_joins_a_section_goes_to_its_end() -> None:
    made = document(question("a", section="s"), question("b"), question("c", section="s"))
    made["sections"] = [{"id": "s", "title": "S"}]
    joined = with_part(made, "questions.b", question("b", section="s"))
    assert [one["id"] for one in joined["questions"]] == ["a", "b", "c"]
    loose = document(question("a", section="s"), question("b"), question("c"))
    joined = with_part(loose, "questions.c", question("c", section="s"))
    assert [one["id"] for one in joined["questions"]] == ["a", "c", "b"]


def test_at_the_edge_a_question_first_goes_into_the_next_section() -> None:
    made = document(question("a", section="s"), question("b", section="t"))
    over = moved(made, "questions.a", steps=1)
    assert [(one["id"], one["section"]) for one in over["questions"]] == [("a", "t"), ("b", "t")]
    assert moved(made, "questions.a", steps=-1)["questions"] == made["questions"]


def test_what_is_taken_out_is_gone_and_a_section_leaves_its_questions() -> None:
    made = document(question("a", section="s"), question("b"))
    made["sections"] = [{"id": "s", "title": "S"}]
    assert part_at(without_part(made, "questions.a"), "questions.a") is None
    left = without_part(made, "sections.s")
    assert left["sections"] == []
    assert "section" not in left["questions"][0]
    with pytest.raises(PartGoneError):
        without_part(made, "questions.z")
    with pytest.raises(PartGoneError):
        with_copy(made, "questions.z")


def test_facts_about_the_whole_leave_the_questions_alone() -> None:
    made = document(question("a"))
    other = with_part(made, ABOUT, {**part_at(made, ABOUT), "why": "Because."})
    assert other["why"] == "Because."
    assert other["questions"] == made["questions"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Which trees do you like best of all?", "which_trees_do_you_like"),
        ("2026?", "question"),
        ("کون سا؟", "question"),
        ("x" * 80, "x" * 36),
    ],
)
def test_ids_are_made_from_words(text: str, found: str) -> None:
    assert id_from(text, set()) == found


def test_a_taken_id_gets_the_next_number() -> None:
    assert free_id("a_2", {"a", "a_2", "a_3"}) == "a_4"


@pytest.mark.parametrize(
    "condition",
    [
        None,
        {"question": "a", "is": "x"},
        {"question": "a", "is_not": "x"},
        {"question": "a", "in": ["x", "y"]},
        {ALL: [{"question": "a", "is": "x"}, {"question": "b", "is_not": "y"}]},
        {ANY: [{"question": "a", "is": "x"}, {"question": "b", "in": ["x", "y"]}]},
        {ALL: [{"question": "a", "is_not": "x"}, {"question": "a", "is_not": "y"}]},
        {
            ANY: [
                {"question": "b", "is": "x"},
                {ALL: [{"question": "a", "is_not": "x"}, {"question": "a", "is_not": "y"}]},
            ]
        },
    ],
)
def test_a_condition_that_can_be_ticked_comes_back_as_it_was(
    condition: dict[str, Any] | None,
) -> None:
    found = ticked_in(condition)
    assert found is not None
    how, ticked = found
    assert condition_from(ticked, how=how) == condition


@pytest.mark.parametrize(
    "condition",
    [
        {ALL: [{ANY: [{"question": "a", "is": "x"}, {"question": "b", "is": "y"}]}]},
        {ALL: [{"question": "a", "is": "x"}, {"question": "a", "is": "y"}]},
        {ALL: [{"question": "a", "is": "x"}, {"question": "a", "is_not": "y"}]},
        {ANY: [{ALL: [{"question": "a", "is_not": "x"}, {"question": "b", "is_not": "y"}]}]},
    ],
)
def test_a_condition_with_more_levels_is_not_ticked(condition: dict[str, Any]) -> None:
    assert ticked_in(condition) is None


AGE, TREE = {"question": "age", "is": 18}, {"question": "a", "is": "x"}


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (None, ()),
        (AGE, (AGE,)),
        ({ALL: [AGE, TREE]}, (AGE,)),
        ({ANY: [AGE, {"question": "age", "is": 20}]}, (AGE, {"question": "age", "is": 20})),
        ({ANY: [{ALL: [AGE, AGE]}, TREE]}, ({ALL: [AGE, AGE]},)),
        (TREE, ()),
    ],
)
def test_what_cannot_be_ticked_is_set_apart_and_comes_back(
    condition: dict[str, Any] | None, kept: tuple[dict[str, Any], ...]
) -> None:
    tickable, apart = parted(condition, {"age"})
    assert apart == kept
    found = ticked_in(tickable)
    assert found is not None
    how, ticked = found
    assert condition_from(ticked, apart, how=how) == condition


def test_a_part_that_looks_at_both_has_more_levels_than_can_be_ticked() -> None:
    both = {ALL: [{ANY: [AGE, TREE]}, AGE]}
    tickable, apart = parted(both, {"age"})
    assert apart == (AGE,)
    assert ticked_in(tickable) is None


def test_nothing_ticked_asks_everybody() -> None:
    assert condition_from([Ticked("a", ())], how=ALL) is None


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        ({}, False),
        ({"hint": "Take your time."}, False),
        ({"text": "What  about a?"}, False),
        ({"text": "What about b?"}, True),
        ({"type": "multiple"}, True),
        ({"options": [{"value": "ash", "label": "Oak"}]}, True),
        ({"options": [{"value": "ash", "label": "Ash"}, {"value": "oak", "label": "Oak"}]}, False),
    ],
)
def test_other_words_mean_another_question(change: dict[str, Any], is_other: bool) -> None:
    before = question("a", "single")
    now = {**before, **change}
    assert is_reworded(before, now) is is_other
    assert known_by(now, {"a": before}, is_same_meaning=False) == ("a_2" if is_other else "a")
    assert known_by(now, {"a": before}, is_same_meaning=True) == "a"


def test_what_the_site_knows_by_its_id_keeps_it() -> None:
    before, now = question("capacity", "single"), question("capacity", "multiple")
    assert known_by(now, {"capacity": before}, is_same_meaning=False) == "capacity"
