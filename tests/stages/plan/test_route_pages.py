"""Who is asked what, for officers: a list of the routes, and one made-up person on her way."""

from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from werkzeug.test import TestResponse

from consult.core import clock
from consult.core.database import db
from consult.plan.actions.importing import import_definition
from consult.plan.actions.versions import keep
from consult.plan.forms.conditions import LONGEST_TRIED
from consult.plan.forms.routes import ROUTE_WORDS, marked_route_words
from consult.plan.queries import current_row, known_consultation_at, working_row
from consult.plan.rules.compiling import compile_definition
from consult.plan.rules.routes.checking import problems_in_routes
from tests.checking_client import CheckingClient
from tests.factories import BY, document, opened, question
from tests.stages.plan.doors import SLUG
from tests.support import officers

pytestmark = pytest.mark.usefixtures("january")

MAP = f"/en/officer/consultations/{SLUG}/routes"
TRY = f"{MAP}/try"

YES = {"question": "gate", "is": "ash"}
MANY = {"question": "many", "is": "birch"}
ROUTED = [
    question("gate", "single", required=True),
    question("many", "multiple", show_if=YES),
    question("count", "number", show_if={"question": "gate", "in": ["birch", "cedar"]}),
    question("deep", show_if={"all": [MANY, {"any": [YES, {"question": "count", "is_not": 3}]}]}),
    question("last", show_if={"any": [{"question": "many", "is_not": "ash"}, YES]}),
    question("free"),
]


def bring_in(app: Flask, *questions: dict[str, Any]) -> None:
    with app.app_context():
        import_definition(document(*questions), by=BY, at=clock.now())
        db.session.commit()


@pytest.fixture
def analyst(app: Flask, client: CheckingClient) -> CheckingClient:
    bring_in(app, *ROUTED)
    with app.app_context():
        known = officers.add("analyst")
    officers.sign_in(client, known)
    return client


def said(page: TestResponse, css: str) -> list[str]:
    """Return the texts of what a page has there, each in one line."""
    return [
        " ".join(one.text(separator=" ").split()).replace("“ ", "“").replace(" ”", "”")
        for one in HTMLParser(page.get_data(as_text=True)).css(css)
    ]


def test_the_map_lists_every_question_with_who_is_asked_it(analyst: CheckingClient) -> None:
    page = analyst.get(MAP)
    assert page.status_code == 200
    asked = said(page, "main ol > li")
    assert asked[0] == (
        "What about gate? Everybody is asked this. "
        "These wait for its answer: question 2 , question 3 , question 4 , question 5"
    )
    assert asked[1].startswith("What about many? Asked if the answer to question 1 is “Ash”.")
    assert "Asked if the answer to question 1 is “Birch” or “Cedar”" in asked[2]
    assert asked[3] == (
        "What about deep? Asked if all of these are so: "
        "the answers to question 2 include “Birch” at least one of these: "
        "the answer to question 1 is “Ash” the answer to question 3 is not “3”"
    )
    assert (
        "Asked if at least one of these is so: the answers to question 2 do not include"
        in (asked[4])
    )
    assert asked[5] == "What about free? Everybody is asked this."


def test_every_link_of_the_map_leads_to_a_question(analyst: CheckingClient) -> None:
    tree = HTMLParser(analyst.get(MAP).get_data(as_text=True))
    links = [str(one.attributes["href"]) for one in tree.css("main li a")]
    assert len(links) > 10
    assert {link for link in links if not tree.css(f"li{link}")} == set()


def path(page: TestResponse) -> tuple[list[str], list[str]]:
    """Return the numbers of the questions that are asked, and of those that are not."""
    asked, *left_out = HTMLParser(page.get_data(as_text=True)).css("main ol")
    return (
        [str(one.attributes["value"]) for one in asked.css("li[value]")],
        [str(one.attributes["value"]) for part in left_out for one in part.css("li[value]")],
    )


def test_a_made_up_person_goes_her_way(analyst: CheckingClient) -> None:
    tried = analyst.get(f"{TRY}?answer-gate=ash&answer-many=ash&answer-many=birch&answer-count=")
    assert path(tried) == (["1", "2", "4", "5", "6"], ["3"])
    assert "Asked if the answer to question 1 is “Birch” or “Cedar”." in said(tried, "main ol p")


def test_an_answer_in_a_question_she_is_not_asked_does_not_count(analyst: CheckingClient) -> None:
    tried = analyst.get(f"{TRY}?answer-gate=birch&answer-many=birch&answer-count=3")
    assert path(tried) == (["1", "3", "5", "6"], ["2", "4"])
    # What was chosen stands in the form again.
    boxes = HTMLParser(tried.get_data(as_text=True)).css("input[checked]")
    assert [one.attributes["value"] for one in boxes] == ["birch"]


def test_before_a_choice_there_is_no_path_and_only_what_routes_look_at(
    analyst: CheckingClient,
) -> None:
    page = analyst.get(TRY)
    assert said(page, "main h2") == []
    fields = HTMLParser(page.get_data(as_text=True)).css("main form [name]")
    assert {one.attributes["name"] for one in fields} == {
        "answer-gate",
        "answer-many",
        "answer-count",
    }


def test_answers_that_are_not_offered_count_as_none(analyst: CheckingClient) -> None:
    tried = analyst.get(f"{TRY}?answer-gate=%3Cscript%3E&answer-many=x&other=y&answer-free=z")
    assert path(tried) == (["1", "5", "6"], ["2", "3", "4"])


def test_a_very_long_answer_is_refused_with_its_text(analyst: CheckingClient) -> None:
    long = "7" * (LONGEST_TRIED + 1)
    refused = analyst.get(f"{TRY}?answer-count={long}")
    assert refused.status_code == 422
    assert long in refused.get_data(as_text=True)
    assert "200 characters or fewer" in refused.get_data(as_text=True)
    assert analyst.get(f"{TRY}?answer-count={long[1:]}").status_code == 200


def test_where_everybody_is_asked_everything_there_is_nothing_to_try(
    app: Flask, publisher: CheckingClient
) -> None:
    bring_in(app, question("one"), question("two"))
    page = publisher.get(TRY)
    assert "Everybody is asked every question." in page.get_data(as_text=True)
    assert said(page, "main form") == []
    assert said(publisher.get(f"{TRY}?x=y"), "main h2") == [
        "Asked, in this order",
        "Not asked, and why",
    ]


def test_no_consultation_has_no_routes(publisher: CheckingClient) -> None:
    assert publisher.get(MAP).status_code == 404
    assert publisher.get(TRY).status_code == 404


FAULTY = [
    question("a", "single", show_if={"question": "b", "is": "ash"}),
    question("b", "single", show_if={"question": "a", "is": "ash"}),
    question("c", show_if={"question": "colour", "is": "<b>"}),
    question("gate", "single"),
    question("d", required=True, show_if={"question": "gate", "is": "ash"}),
]


def test_problems_stand_above_the_list_and_never_break_it(
    app: Flask, publisher: CheckingClient
) -> None:
    bring_in(app, question("one"))
    with app.app_context():
        # As it may be while somebody moves questions about.
        row = current_row(1)
        assert row
        row.document = {**row.document, "questions": FAULTY}
        row.sha256 = "f" * 64
        db.session.commit()
    page = publisher.get(MAP)
    assert page.status_code == 200
    faults, hints = said(page, "main .notice")
    assert faults.startswith("Mend this before it opens Questions 1, 2 wait for each other")
    assert "Question 3 (“What about c?”) waits for “colour”, which is not there." in faults
    assert hints.startswith("Look at this again Question 5")
    assert "the answer to colour is “<b>”" in " ".join(said(page, "main ol"))
    assert publisher.get(f"{TRY}?answer-gate=ash").status_code == 200


def test_the_next_version_of_an_open_consultation_is_the_one_to_mend(
    app: Flask, publisher: CheckingClient
) -> None:
    slug = opened(app, document(question("gate", "single"), question("after")))
    with app.app_context():
        found, routed = known_consultation_at(slug), question("new", show_if=YES)
        made = {**working_row(found.id).document, "questions": [question("gate", "single"), routed]}
        keep(found, made, what="changed", by=BY, at=clock.now())
        db.session.commit()
    assert said(publisher.get(MAP), "main ol > li")[1].startswith("What about new? Asked if")
    assert path(publisher.get(f"{TRY}?answer-gate=birch")) == (["1"], ["2"])


@pytest.mark.usefixtures("context")
def test_every_problem_has_words_with_its_mend() -> None:
    definition = compile_definition(document(*FAULTY))
    words = [str(marked_route_words(one)) for one in problems_in_routes(definition)]
    assert any("Take the condition away from one of them." in one for one in words)
    assert any('<code dir="ltr">colour</code>' in one for one in words)
    assert not [one for one in words if "%(" in one]
    assert set(ROUTE_WORDS) >= {one.code for one in problems_in_routes(definition)}
