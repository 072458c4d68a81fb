"""What nobody should type into the builder is told on the page, and what was typed stays."""

from collections.abc import Callable

import pytest
from flask import Flask
from wtforms import StringField, TextAreaField

from consult.plan.actions.building import MOST_QUESTIONS
from consult.plan.forms.about import AboutForm
from tests.checking_client import CheckingClient
from tests.factories import document, drafted, question
from tests.stages.plan.test_building import AT, now, said
from tests.support.filling import fill

BEGIN = "/en/officer/new-consultation"
FACTS = {"title": "Parks", "owner": "A council", "summary": "More parks.", "opens": "2026-03-02"}
LISTS = ("can_change", "cannot_change")
TEXTS = [
    name
    for name, one in vars(AboutForm).items()
    if getattr(one, "field_class", None) in (StringField, TextAreaField)
]


@pytest.fixture
def officer(app: Flask, as_: Callable[..., CheckingClient]) -> CheckingClient:
    drafted(app, document(question("one", "single"), question("two")))
    return as_("officer", "Amina Khan")


@pytest.mark.parametrize("typed", ["1e999999999", "-1e999999999", "1e13"])
def test_a_number_beyond_all_limits_is_refused_and_never_worked_out(
    app: Flask, officer: CheckingClient, typed: str
) -> None:
    page = fill(officer, f"{AT}/add-question?kind=number", text="How many?", lowest=typed)
    assert page.status_code == 422
    assert "This number is too" in said(page)
    assert f'value="{typed}"' in page.get_data(as_text=True)
    assert len(now(app)["questions"]) == 2


@pytest.mark.parametrize(("typed", "kept"), [("0e999999999", 0), ("1e12", 10**12), ("2.5", 2.5)])
def test_a_number_within_the_limits_is_kept(
    app: Flask, officer: CheckingClient, typed: str, kept: float
) -> None:
    at = f"{AT}/add-question?kind=number"
    assert fill(officer, at, text="How many?", lowest=typed).status_code == 303
    assert now(app)["questions"][-1]["min"] == kept


@pytest.mark.parametrize("day", ["9999-12-31", "9999-10-05", "0026-03-01", "2199-12-31"])
def test_a_first_day_in_no_possible_year_is_refused(officer: CheckingClient, day: str) -> None:
    page = fill(officer, BEGIN, **{**FACTS, "opens": day})
    assert page.status_code == 422
    assert "cannot be right. It must be between 1990 and 2199." in said(page)
    assert "More parks." in said(page)


def test_a_first_day_that_is_none_is_refused(officer: CheckingClient) -> None:
    page = fill(officer, BEGIN, **{**FACTS, "opens": "30 February"})
    assert page.status_code == 422
    assert "Not a valid date value." in said(page)


def test_a_question_more_than_there_is_room_for_is_refused(
    app: Flask, officer: CheckingClient
) -> None:
    drafted(app, document(*(question(f"q{at}") for at in range(MOST_QUESTIONS))))
    page = fill(officer, f"{AT}/add-question?kind=text", text="One more?")
    assert page.status_code == 422
    assert "This list is too long. The limit is 200 entries." in said(page)
    assert "One more?" in said(page)


def test_only_lists_have_room_for_more(app: Flask, officer: CheckingClient) -> None:
    assert fill(officer, f"{AT}/about", do="more", why="We must.").status_code == 303
    assert now(app)["why"] == "We must."
    assert fill(officer, f"{AT}/words", do="more").status_code == 200


@pytest.mark.parametrize("typed", [" ", "\x00"])
@pytest.mark.parametrize("name", ["title", "owner", "summary"])
def test_blanks_are_no_text_to_begin_with(officer: CheckingClient, name: str, typed: str) -> None:
    page = fill(officer, BEGIN, **{**FACTS, name: typed})
    assert page.status_code == 422


@pytest.mark.parametrize("name", TEXTS)
def test_letters_that_cannot_be_stored_are_left_out_and_marks_of_direction_stay(
    app: Flask, officer: CheckingClient, name: str
) -> None:
    page = fill(officer, f"{AT}/about", **{name: "A\x00b\uffff \u200fc\u202e"})
    if name.startswith("ask_"):
        assert page.status_code == 422
        assert "characters that are not allowed here" in said(page)
        return
    assert page.status_code == 303
    kept = now(app)[name]
    assert kept == (["Ab \u200fc\u202e"] if name in LISTS else "Ab \u200fc\u202e")


def test_a_limit_with_many_places_stays_as_it_was(app: Flask, officer: CheckingClient) -> None:
    limits = {"min": 0.125, "max": 1000}
    drafted(app, document(question("many", "number", **limits)))
    assert fill(officer, f"{AT}/questions/many", text="How many?").status_code == 303
    (kept,) = now(app)["questions"]
    assert {name: kept[name] for name in limits} == limits


@pytest.mark.parametrize("do", ["save", "more:options"])
def test_megabytes_of_one_word_come_back_unmeasured(
    app: Flask, officer: CheckingClient, do: str
) -> None:
    typed = "x" * 5_000_000
    page = fill(officer, f"{AT}/add-question?kind=single", text=typed, do=do)
    assert page.status_code == (422 if do == "save" else 200)
    assert typed in page.get_data(as_text=True)
    assert "Worth a second look" not in page.get_data(as_text=True)
    assert len(now(app)["questions"]) == 2
