"""The numbers of all questions together are safe to show."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.analyse.rules.counting import Tally
from consult.analyse.rules.figures import (
    Cell,
    Figure,
    Table,
    ThemeCount,
    channels_shown,
    figures_of,
    is_large,
    themes_shown,
)
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.definition import Definition
from consult.plan.rules.routing import shown_questions

OPTIONS = [{"value": one, "label": one.title()} for one in ("ash", "birch", "cedar", "date")]


def definition(*questions: Mapping[str, Any]) -> Definition:
    return compile_definition(
        {"title": "T", "owner": "O", "summary": "S", "questions": list(questions)}
    )


def question(id_: str, kind: str = "single", **more: Any) -> dict[str, Any]:
    return {"id": id_, "type": kind, "text": f"{id_}?", "options": OPTIONS, **more}


def counted(
    asked: Definition, answers: Sequence[tuple[int, Mapping[str, Any]]]
) -> tuple[Figure, ...]:
    tallies = {one.id: Tally(one) for one in asked.questions}
    for number, given in answers:
        for shown in shown_questions(asked, given):
            if shown.id in given:
                for _person in range(number):
                    tallies[shown.id].add(given[shown.id])
    return figures_of(asked, tallies)


def test_a_question_asked_after_a_hidden_answer_does_not_give_it_away() -> None:
    asked = definition(
        question("tree"),
        question("why", "text", required=True, show_if={"question": "tree", "is": "cedar"}),
    )
    tree, why = counted(
        asked,
        [
            (360, {"tree": "ash"}),
            (27, {"tree": "birch"}),
            (13, {"tree": "cedar", "why": "Smell"}),
            (8, {"tree": "date"}),
        ],
    )

    assert [cell.people for cell in tree.tables[0].cells] == [360, 25, None, None]
    assert why.people is None


def test_a_question_asked_of_nearly_all_may_be_shown() -> None:
    asked = definition(
        question("tree"),
        question("why", show_if={"all": [{"question": "tree", "is_not": "date"}]}),
        question("so", show_if={"any": [{"question": "tree", "is": "ash"}]}),
    )
    given = {"why": "ash", "so": "birch"}
    answers = [(100, {"tree": one, **given}) for one in ("ash", "birch", "cedar", "date")]
    figures = counted(asked, answers)

    assert [one.people for one in figures] == [400, 300, 100]


def test_a_condition_on_a_question_of_several_answers_hides_nothing() -> None:
    asked = definition(
        question("trees", "multiple"),
        question("why", "text", show_if={"question": "trees", "is": "ash"}),
    )
    figures = counted(asked, [(30, {"trees": ["ash", "birch"], "why": "Shade"})])

    assert [one.people for one in figures] == [30, 30]


def test_a_hidden_question_shows_none_of_its_numbers() -> None:
    asked = definition(
        question("tree"),
        question("why", required=True, show_if={"question": "tree", "is": "cedar"}),
    )
    why = counted(
        asked,
        [
            (360, {"tree": "ash"}),
            (27, {"tree": "birch"}),
            (13, {"tree": "cedar", "why": "ash"}),
            (8, {"tree": "date"}),
        ],
    )[1]

    assert why.people is None
    assert all(cell == Cell(cell.value, cell.label, None, None) for cell in why.tables[0].cells)
    assert why.tables[0].hides
    assert why.tables[0].top == ()


def test_the_finding_names_the_most_common_answers() -> None:
    table = Table("", "", 100, tuple(Cell(one, one, people, people) for one, people in
                                     (("a", 40), ("b", 40), ("c", 20))))  # fmt: skip
    assert [cell.value for cell in table.top] == ["a", "b"]
    assert not table.hides


def test_a_matrix_has_a_table_for_each_statement() -> None:
    rows = [{"value": "north", "label": "North"}, {"value": "south", "label": "South"}]
    figure = counted(
        definition(question("grid", "matrix", rows=rows)),
        [
            (30, {"grid": {"north": "ash", "south": "birch"}}),
            (20, {"grid": {"north": "birch", "south": "date"}}),
            (15, {"grid": {"north": "cedar", "south": ""}}),
        ],
    )[0]

    assert [(one.label, one.top[0].value) for one in figure.tables] == [
        ("North", "ash"),
        ("South", "birch"),
    ]


def test_mean_places_are_halves_and_hidden_with_their_number() -> None:
    figure = counted(
        definition(question("order", "ranking")),
        [
            (50, {"order": ["ash", "birch"]}),
            (40, {"order": ["birch", "ash", "cedar"]}),
            (10, {"order": ["cedar"]}),
        ],
    )[0]

    places = {cell.value: cell.place for cell in figure.tables[0].cells}
    assert places == {"ash": 1.5, "birch": 1.5, "cedar": None, "date": None}


def test_themes_stand_in_an_order_that_tells_no_hidden_number() -> None:
    asked = definition(question("ideas", "text"))
    tally = Tally(asked.questions[0])
    for _person in range(100):
        tally.add("Words")
    themes = themes_shown(
        [
            ThemeCount(1, "ideas", "Zebras", 9),
            ThemeCount(2, "ideas", "Dogs", 2),
            ThemeCount(3, "ideas", "Seats", 62),
            ThemeCount(4, "gone", "Lost", 1),
        ],
        {"ideas": tally},
        {3: (7, 8)},
        figures=figures_of(asked, {"ideas": tally}),
    )

    assert [(one.name, one.people, one.percent) for one in themes] == [
        ("Seats", 60, 60),
        ("Dogs", None, None),
        ("Lost", None, None),
        ("Zebras", None, None),
    ]
    assert [one.needs_decision for one in themes] == [True, False, True, True]
    assert themes[0].quotes == (7, 8)


def test_the_themes_of_a_question_do_not_tell_how_many_answered_it() -> None:
    asked = definition(
        question("tree"),
        question("why", "text", required=True, show_if={"question": "tree", "is": "cedar"}),
    )
    tallies = {one.id: Tally(one) for one in asked.questions}
    for tree, number in (("ash", 360), ("birch", 27), ("cedar", 13), ("date", 8)):
        for _person in range(number):
            tallies["tree"].add(tree)
    for _person in range(13):
        tallies["why"].add("Smell")
    figures = figures_of(asked, tallies)
    (smell,) = themes_shown([ThemeCount(1, "why", "Smell", 12)], tallies, {}, figures=figures)

    assert figures[1].people is None
    assert (smell.people, smell.percent) == (None, None)
    assert smell.needs_decision


def test_five_in_a_hundred_is_not_more_than_five_in_a_hundred() -> None:
    assert not is_large(5, 100)
    assert is_large(6, 100)
    assert is_large(1, 0)


def test_ways_of_answering_are_protected_too() -> None:
    shown = channels_shown({"email": 3, "online": 380, "paper": 17})

    assert [(one.value, one.people) for one in shown] == [
        ("email", None),
        ("online", 380),
        ("paper", 15),
    ]


def test_numbers_are_shown_in_bands_wide_enough_to_show() -> None:
    figure = counted(
        definition(question("size", "number", min=1, max=20)),
        [(120, {"size": 1}), (90, {"size": 2}), (40, {"size": 4}), (6, {"size": 12})],
    )[0]

    assert [(cell.label, cell.people) for cell in figure.tables[0].cells] == [
        ("1 to under 2", 120),
        ("2 to under 3", 90),
        ("3 or more", 45),
    ]
