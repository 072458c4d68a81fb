"""An officer builds questions on pages without a script; each step is kept and can be undone."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from consult.plan.queries import consultation_at, working_row
from tests.checking_client import CheckingClient
from tests.factories import document, drafted, question
from tests.support import officers
from tests.support.filling import fields_of, fill

AT = "/en/officer/consultations/trees-in-our-streets/build"


@pytest.fixture
def officer(as_: Callable[..., CheckingClient]) -> CheckingClient:
    return as_("officer", "Amina Khan")


@pytest.fixture(autouse=True)
def trees(app: Flask) -> str:
    return drafted(app, document(question("one", "single"), question("two"), question("three")))


def now(app: Flask, slug: str = "trees-in-our-streets") -> dict[str, Any]:
    """Return the document as it is in the database."""
    with app.app_context():
        found = consultation_at(slug)
        assert found
        return dict(working_row(found.id).document)


def order(app: Flask) -> list[str]:
    return [one["id"] for one in now(app)["questions"]]


def press(client: CheckingClient, do: str, *, at: str = AT) -> TestResponse:
    token = officers.token_on(client.get(at))
    return client.post(at, data={"csrf_token": token, "do": do})


def undo(client: CheckingClient) -> None:
    """Press the button that takes the last step back."""
    page = client.get(AT).get_data(as_text=True)
    (step,) = re.findall(r'value="(undo:\d+)"', page)
    assert press(client, step).status_code == 303


def said(page: TestResponse) -> str:
    shown = re.sub(r"</?bdi[^>]*>", "", page.get_data(as_text=True))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def test_a_consultation_begins_with_three_facts_and_a_day(
    app: Flask, officer: CheckingClient
) -> None:
    at = "/en/officer/new-consultation"
    made = fill(
        officer, at, title="Trees", owner="A council", summary="More trees.", opens="2026-01-12"
    )
    assert made.location.endswith("/consultations/trees/build")
    assert "There are no questions yet" in said(officer.get(made.location))
    assert now(app, "trees")["title"] == "Trees"


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(officer: CheckingClient) -> None:
    page = fill(officer, "/en/officer/new-consultation", title="", summary="More trees.")
    assert page.status_code == 422
    assert "Give it a title." in said(page)
    assert "More trees." in said(page)


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
def test_a_question_with_options_is_built_line_by_line(
    app: Flask, officer: CheckingClient, kind: str
) -> None:
    at = f"{AT}/add-question?kind={kind}"
    kept = fill(officer, at, text="Which tree?", options_label_0="Oak", options_label_1="Elm")
    assert kept.status_code == 303, said(kept)
    made = now(app)["questions"][-1]
    assert (made["id"], made["type"]) == ("which_tree", kind)
    assert [one["value"] for one in made["options"]] == ["oak", "elm"]


@pytest.mark.parametrize(
    "kind", ["text", "long_text", "number", "date", "place", "file", "email", "postcode"]
)
def test_a_question_of_each_other_kind_is_built(
    app: Flask, officer: CheckingClient, kind: str
) -> None:
    assert fill(officer, f"{AT}/add-question?kind={kind}", text="Tell us").status_code == 303
    assert now(app)["questions"][-1]["type"] == kind


def test_a_matrix_is_entered_as_one_question(app: Flask, officer: CheckingClient) -> None:
    typed = {"options_label_0": "Good", "options_label_1": "Bad", "rows_label_0": "Oaks"}
    at = f"{AT}/add-question?kind=matrix"
    assert fill(officer, at, text="How are they?", **typed).status_code == 303
    made = now(app)["questions"][-1]
    assert [one["label"] for one in made["rows"]] == ["Oaks"]


def test_other_and_the_ways_out_are_boxes_to_tick(app: Flask, officer: CheckingClient) -> None:
    ticks = {"dont_know": "y", "rather_not": "y", "other": "y", "other_label": "Which?"}
    assert fill(officer, f"{AT}/questions/one", **ticks).status_code == 303
    made = now(app)["questions"][0]
    values = [one["value"] for one in made["options"]]
    assert values == ["ash", "birch", "cedar", "other", "dont_know", "prefer_not_to_say"]
    assert made["other_text_on"] == ["other"]


def test_one_option_alone_is_refused_and_nothing_is_lost(
    app: Flask, officer: CheckingClient
) -> None:
    at = f"{AT}/add-question?kind=single"
    page = fill(officer, at, text="Which tree?", options_label_0="Oak")
    assert page.status_code == 422
    assert 'value="Oak"' in page.get_data(as_text=True)
    assert len(order(app)) == 3


def test_lines_move_without_anything_being_kept(app: Flask, officer: CheckingClient) -> None:
    before = now(app)
    page = fill(officer, f"{AT}/questions/one", do="down:options:0", text="Now?")
    shown = re.findall(r'name="options_label_\d+" value="([^"]+)"', page.get_data(as_text=True))
    assert shown == ["Birch", "Ash", "Cedar"]
    assert "Now?" in said(page)
    assert now(app) == before


def test_a_moved_question_says_where_it_is_and_keeps_the_focus(
    app: Flask, officer: CheckingClient
) -> None:
    moved = press(officer, "down:one")
    page = officer.get(moved.location.partition("#")[0])
    assert order(app) == ["two", "one", "three"]
    assert "Moved to 2 of 3." in said(page)
    focused = re.findall(r"<button[^>]*autofocus>([^<]+)<", page.get_data(as_text=True))
    assert focused == ["Move down"]


def test_undo_takes_back_step_by_step(app: Flask, officer: CheckingClient) -> None:
    press(officer, "remove:two")
    press(officer, "up:three")
    assert order(app) == ["three", "one"]
    undo(officer)
    assert order(app) == ["one", "three"]
    undo(officer)
    assert order(app) == ["one", "two", "three"]
    assert 'value="undo:' not in officer.get(AT).get_data(as_text=True)


def test_what_somebody_else_did_meanwhile_is_not_undone_unseen(
    app: Flask, officer: CheckingClient, as_: Callable[..., CheckingClient]
) -> None:
    press(officer, "up:three")
    page = officer.get(AT).get_data(as_text=True)
    press(as_("officer", "Bilal Ahmed"), "up:three")
    (step,) = re.findall(r'value="(undo:\d+)"', page)
    refused = press(officer, step)
    assert refused.status_code == 409
    assert order(app) == ["three", "one", "two"]


def test_a_question_that_is_gone_is_told(officer: CheckingClient) -> None:
    page = press(officer, "up:nothing")
    assert page.status_code == 409
    assert "Somebody else changed this meanwhile." in said(page)


def test_a_copy_of_a_question_stands_after_it(app: Flask, officer: CheckingClient) -> None:
    press(officer, "copy:one")
    assert order(app) == ["one", "one_2", "two", "three"]


def test_a_section_is_made_filled_and_copied_with_its_routes(
    app: Flask, officer: CheckingClient
) -> None:
    typed = {"title": "About trees", "text": "**Trees** are good.", "fact_text_0": "There are 40."}
    assert fill(officer, f"{AT}/add-section", **typed).status_code == 303
    for one in ("one", "two"):
        assert fill(officer, f"{AT}/questions/{one}", section="about_trees").status_code == 303
    token = officers.token_on(officer.get(f"{AT}/questions/two/asked"))
    seen = fields_of(officer.get(f"{AT}/questions/two/asked"))["seen"]
    ticked = {"csrf_token": token, "seen": seen, "how": "all", "values_one": ["ash", "birch"]}
    assert officer.post(f"{AT}/questions/two/asked", data=ticked).status_code == 303
    press(officer, "copy:sections.about_trees")
    questions = now(app)["questions"]
    assert [one["id"] for one in questions] == ["one", "two", "one_2", "two_2", "three"]
    assert questions[3]["show_if"] == {"question": "one_2", "in": ["ash", "birch"]}
    assert {one.get("section") for one in questions} == {"about_trees", "about_trees_2", None}


def test_a_whole_consultation_is_copied_into_a_draft(app: Flask, officer: CheckingClient) -> None:
    token = officers.token_on(officer.get(AT))
    at = "/en/officer/consultations/trees-in-our-streets/copy"
    made = officer.post(at, data={"csrf_token": token, "title": "Trees again"})
    assert "/trees-again/build" in made.location
    assert now(app, "trees-again")["questions"] == now(app)["questions"]


def test_saved_questions_bring_their_source(app: Flask, officer: CheckingClient) -> None:
    page = officer.get(f"{AT}/bank")
    assert "Crown copyright" in said(page)
    token = officers.token_on(page)
    for which in ("capacity", "equality"):
        added = officer.post(f"{AT}/bank", data={"csrf_token": token, "which": which, "do": "add"})
        assert added.status_code == 303
    assert order(app)[3:5] == ["capacity", "org_name"]
    assert len(now(app)["equality_questions"]) == 14


def test_an_own_question_is_saved_used_and_forgotten(app: Flask, officer: CheckingClient) -> None:
    token = officers.token_on(officer.get(AT))
    officer.post(f"{AT}/questions/two/save", data={"csrf_token": token})
    assert "What about two?" in said(officer.get(f"{AT}/bank"))
    added = {"csrf_token": token, "which": "1", "do": "add"}
    officer.post(f"{AT}/bank", data=added)
    assert order(app)[-1] == "two_2"
    officer.post(f"{AT}/bank", data={**added, "do": "forget"})
    assert "What about two?" not in said(officer.get(f"{AT}/bank"))


def test_two_officers_who_write_one_question_see_both_texts(
    app: Flask, officer: CheckingClient, as_: Callable[..., CheckingClient]
) -> None:
    other = as_("officer", "Bilal Ahmed")
    mine = fields_of(officer.get(f"{AT}/questions/two"))
    assert fill(other, f"{AT}/questions/two", text="What do others say?").status_code == 303
    page = officer.post(
        f"{AT}/questions/two", data={**mine, "text": "What do I say?", "do": "save"}
    )
    assert page.status_code == 409
    assert "What do others say?" in said(page)
    assert "What do I say?" in said(page)
    again = {**fields_of(page), "do": "save"}
    assert officer.post(f"{AT}/questions/two", data=again).status_code == 303
    assert now(app)["questions"][1]["text"] == "What do I say?"


def test_two_officers_who_write_different_questions_meet_nobody(
    app: Flask, officer: CheckingClient, as_: Callable[..., CheckingClient]
) -> None:
    other = as_("officer", "Bilal Ahmed")
    mine = fields_of(officer.get(f"{AT}/questions/two"))
    assert fill(other, f"{AT}/questions/three", text="Theirs?").status_code == 303
    kept = officer.post(f"{AT}/questions/two", data={**mine, "text": "Mine?", "do": "save"})
    assert kept.status_code == 303
    assert [one["text"] for one in now(app)["questions"]][1:] == ["Mine?", "Theirs?"]


@pytest.mark.parametrize("part", ["about", "words", "ways"])
def test_what_stands_around_the_questions_is_kept_as_it_was(
    app: Flask, officer: CheckingClient, part: str
) -> None:
    whole = document(
        question("one"),
        why="We must.",
        can_change=["Where", "When"],
        decision_maker="The cabinet",
        decision_day="2026-09-01",
        contact={"phone": "020 7946 0000"},
        keep_months=12,
        languages_promised=["en", "ur"],
        formats_promised=["large-print", "easy-read"],
        words=[{"term": "Ash", "meaning": "A tree.", "variants": ["ashes"]}],
        ways=[{"how": "meeting", "text": "Come to the hall.", "day": "2026-02-02"}],
    )
    drafted(app, whole)
    before = now(app)
    at = f"{AT}/{part}"
    sent = fields_of(officer.get(at))
    assert officer.post(at, data={**sent, "do": "save"}).status_code == 303
    assert now(app) == before


def test_a_meaning_that_is_too_long_is_refused_in_words(officer: CheckingClient) -> None:
    page = fill(officer, f"{AT}/words", term_0="Ash", meaning_0="tree " * 30)
    assert page.status_code == 422
    assert "The limit is 20" in said(page)


def test_a_hard_question_gets_hints(officer: CheckingClient) -> None:
    text = "Do you agree that parks and libraries should always be funded? "
    page = fill(officer, f"{AT}/questions/one", do="more:options", text=text)
    words = said(page)
    assert "two questions in one" in words
    assert "There is no “I do not know”" in words
