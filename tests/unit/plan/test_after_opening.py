"""What was answered keeps its words: in copies, in what comes back, in options and rows."""

from typing import Any

from consult.plan.rules.after_opening import all_asked, known_by, with_gone, with_own_values
from consult.plan.rules.editing import with_copy, with_questions
from tests.factories import document, question


def chosen(*labels: str, **values: str) -> dict[str, Any]:
    """Return a question with these options: by their labels, or as value=label."""
    named = {**{label.lower(): label for label in labels}, **values}
    options = [{"value": value, "label": label} for value, label in named.items()]
    return question("a", "single", options=options)


def values_of(made: Any, part: str = "options") -> dict[str, str]:
    return {one["value"]: one["label"] for one in made[part]}


def test_a_question_with_other_words_takes_no_id_of_a_copy() -> None:
    before, now = question("a"), question("a", text="Other?")
    assert known_by(now, {"a": before}, taken={"a", "a_2"}, is_same_meaning=False) == "a_3"


def test_a_copy_takes_no_id_that_people_answered() -> None:
    made, place = with_copy(document(question("a")), "questions.a", taken={"a_2"})
    assert place == "questions.a_3"
    assert [one["id"] for one in made["questions"]] == ["a", "a_3"]


def test_a_saved_question_takes_no_id_that_is_taken() -> None:
    made = with_questions(document(), "questions", [question("parking")], taken={"parking"})
    assert made["questions"][-1]["id"] == "parking_2"


def test_a_new_option_is_not_known_as_one_that_was_taken_out() -> None:
    asked = chosen("Ash", more="I would like more buses")
    before = chosen("Ash")
    now = chosen("Ash", more="I would like fewer buses")
    made = with_own_values(now, before=before, asked=asked)
    assert values_of(made) == {"ash": "Ash", "more_2": "I would like fewer buses"}


def test_an_option_with_mended_words_and_one_that_comes_back_keep_their_values() -> None:
    asked = chosen("Ash", "Elm")
    mended = chosen(ash="Ash trees")
    assert with_own_values(mended, before=chosen("Ash"), asked=asked) == mended
    back = chosen("Ash", "Elm")
    assert with_own_values(back, before=chosen("Ash"), asked=asked) == back


def test_statements_that_are_gone_are_counted_too() -> None:
    rows = [{"value": "north", "label": "North"}, {"value": "south", "label": "South"}]
    older = question("a", "matrix", rows=rows)
    newest = question("a", "matrix", rows=rows[:1])
    assert values_of(with_gone(newest, older), "rows") == {"north": "North", "south": "South"}
    asked = all_asked([document(older), document(newest)])
    assert values_of(asked["questions"][0], "rows") == {"north": "North", "south": "South"}
