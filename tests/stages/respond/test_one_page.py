"""All questions on one page: another view of the same draft, and nothing is lost between them."""

import gzip
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.respond.models import Answer, Draft, Response, Typed
from tests.checking_client import CheckingClient
from tests.factories import (
    YES_NO,
    Resident,
    count,
    document,
    every_kind,
    opened,
    question,
    rows,
)
from tests.support.pressing import fields_on, press

AREAS = [{"value": one, "label": one.title()} for one in ("mill", "quay")]
EVERY = document(
    *every_kind(), question("where", "place", options=AREAS), question("around", "place")
)
LATER = document(
    question("a", "single", options=YES_NO, required=True),
    question("b", "long_text", required=True, show_if={"question": "a", "is": "yes"}),
    question("c"),
)

# By page; “answer” where a page has one field.
Given = dict[str, dict[str, Any]]
RIGHT: Given = {
    "one": {"answer": "cedar", "other_cedar": "A fig, “انجیر” 🙂"},
    "many": {"answer": ["ash", "cedar"], "other_cedar": "Also\u200f a yew"},
    "line": {"answer": "  <b>a & b</b>"},
    "essay": {"answer": "\n\nدو سطریں\n\nand more  "},
    "count": {"answer": "12"},
    "grid/north": {"answer": "ash"},
    "grid/south": {"answer": "birch"},
    "order": {"answer_0": "birch", "answer_1": "ash", "answer_2": "cedar"},
    "born": {"answer_day": "29", "answer_month": "2", "answer_year": "1980"},
    "where": {"answer_area": "mill", "answer_postcode": "ig1 1dd", "answer_words": "By a tree"},
    "around": {"answer_postcode": "IG1", "answer_words": ""},
}
WRONG: Given = {
    "one": {"answer": "cedar", "other_cedar": "x" * 600},
    "many": {"answer": ["cedar"], "other_cedar": "y" * 501},
    "line": {"answer": "longer than twenty letters"},
    "essay": {"answer": "z" * 4001},
    "count": {"answer": "a few"},
    "order": {"answer_0": "ash", "answer_1": "ash", "answer_2": ""},
    "born": {"answer_day": "31", "answer_month": "2", "answer_year": "80"},
    "where": {"answer_area": "", "answer_postcode": "nowhere", "answer_words": ""},
    "around": {"answer_postcode": "IG1 1", "answer_words": "w" * 501},
}


def among_all(given: Given) -> dict[str, Any]:
    """Return what is typed on single pages as it is typed on the page with all of them."""
    return {f"{page}-{name}": text for page, said in given.items() for name, text in said.items()}


def typed(app: Flask) -> Typed:
    """Return what the one draft holds."""
    (draft,) = rows(app, select(Draft))
    found: Typed = draft.typed
    return found


def is_all_there(page: TestResponse, given: Given) -> None:
    """Check that a page holds all that was typed, letter for letter."""
    held = fields_on(page)
    for name, text in among_all(given).items():
        given_here = text if isinstance(text, list) else [text]
        assert held.get(name) == [one.replace("\n", "\r\n") for one in given_here], name


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who begins to answer questions of every kind."""
    begun = Resident(client, opened(app, EVERY))
    begun.begin()
    return begun


@pytest.mark.parametrize("given", [RIGHT, WRONG], ids=["right", "wrong"])
def test_what_was_typed_one_by_one_stands_on_the_one_page(
    app: Flask, person: Resident, given: Given
) -> None:
    for page, said in given.items():
        person.answer(page, **said)
    before = typed(app)

    everything = person.look(person.address("answer-all"))
    is_all_there(everything, given)
    press(everything, person.client, go="switch")

    after = typed(app)
    assert {name: after.answers[name] for name in before.answers} == before.answers
    assert (after.others, after.earlier) == (before.others, [])


@pytest.mark.parametrize("given", [RIGHT, WRONG], ids=["right", "wrong"])
def test_what_was_typed_on_the_one_page_stands_on_each_page(
    app: Flask, person: Resident, given: Given
) -> None:
    everything = person.look(person.address("answer-all"))
    assert press(everything, person.client, go="switch", **among_all(given)).status_code == 303

    is_all_there(person.client.get(person.address("answer-all")), given)
    for page, said in given.items():
        held = fields_on(person.client.get(person.address("answer", page)))
        for name, text in said.items():
            expected = [text] if isinstance(text, str) else text
            assert [one.replace("\r\n", "\n") for one in held[name]] == expected, page
    assert typed(app).earlier == []


def test_what_was_just_typed_goes_along_to_the_other_view(person: Resident) -> None:
    page = person.look(person.address("answer", "essay"))
    onward = press(page, person.client, go="switch", answer="Only just typed")
    assert onward.location == person.address("answer-all")
    everything = person.look(onward.location)
    assert "Only just typed" in everything.text

    onward = press(everything, person.client, go="switch", **{"line-answer": "This too"})
    assert onward.location == person.address("answer", "one")
    assert 'value="This too"' in person.client.get(person.address("answer", "line")).text


def test_one_by_one_goes_on_where_nothing_was_said_yet(person: Resident) -> None:
    everything = person.look(person.address("answer-all"))
    said = among_all({name: RIGHT[name] for name in ("one", "many", "line")})
    assert press(everything, person.client, go="switch", **said).location.endswith("/essay")
    said = among_all(RIGHT)
    assert press(everything, person.client, go="switch", **said).location.endswith("/one")


def test_an_error_on_the_one_page_costs_no_letter(app: Flask, person: Resident) -> None:
    page = press(person.look(person.address("answer-all")), person.client, **among_all(WRONG))
    assert page.status_code == 422
    is_all_there(page, WRONG)

    read = HTMLParser(page.text)
    links = [link.attributes["href"] or "" for link in read.css(".problem a")]
    assert {link[1:].split("-")[0] for link in links} == set(WRONG)
    assert all(read.css_first(f'[id="{link[1:]}"]') for link in links)
    assert count(app, Response) == 0

    # A press on the same page again, with all put right.
    onward = press(page, person.client, **among_all(RIGHT))
    assert onward.location == person.address("check-your-answers")
    assert person.send().status_code == 303
    kept = {one.question: (one.value, one.other) for one in rows(app, select(Answer))}
    assert kept["one"] == ("cedar", {"cedar": "A fig, “انجیر” 🙂"})
    assert kept["essay"] == ("\n\nدو سطریں\n\nand more  ", None)
    assert kept["where"] == ({"area": "mill", "postcode": "IG1 1DD", "words": "By a tree"}, None)


def test_an_error_on_a_single_page_costs_no_letter(person: Resident) -> None:
    for page, said in WRONG.items():
        answered = person.answer(page, **said)
        assert answered.status_code == 422, page
        held = fields_on(answered)
        assert {name: held[name] for name in said} == {
            name: [text] if isinstance(text, str) else text for name, text in said.items()
        }


def test_questions_open_up_beside_what_was_typed(app: Flask, client: CheckingClient) -> None:
    person = Resident(client, opened(app, LATER))
    person.begin()
    page = person.look(person.address("answer-all"))
    assert "What about b?" not in page.text

    page = press(page, client, **{"a-answer": "yes", "c-answer": "Written before"})
    assert page.status_code == 200
    assert "Your answers opened more questions" in page.text
    assert '<a href="#question-b">Question 2</a>' in page.text
    assert 'value="Written before"' in page.text
    assert "There is a problem" not in page.text

    assert press(page, client).status_code == 422
    onward = press(page, client, **{"b-answer": "Because"})
    assert onward.location == person.address("check-your-answers")


def test_what_is_not_asked_any_more_is_no_problem(app: Flask, client: CheckingClient) -> None:
    person = Resident(client, opened(app, LATER))
    person.begin()
    person.answer("a", "yes")
    page = person.look(person.address("answer-all"))
    onward = press(page, client, **{"a-answer": "no", "b-answer": "x" * 5000})
    assert onward.location == person.address("check-your-answers")


@pytest.mark.parametrize("address", ["answer-all", "answer/a"])
def test_who_saves_for_later_is_asked_later_what_they_passed_over(
    app: Flask, client: CheckingClient, address: str
) -> None:
    person = Resident(client, opened(app, LATER))
    person.begin()
    onward = press(person.look(person.address(address)), client, go="later")
    assert onward.location == person.address("saved")
    assert typed(app).answers == {}
    back = client.get(onward.location)
    assert f'href="{person.address("answer", "a")}"' in back.text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_lost_draft_costs_one_press_and_no_text(
    app: Flask, client: CheckingClient, language: str
) -> None:
    person = Resident(client, opened(app, EVERY), language=language)
    person.begin()
    page = person.look(person.address("answer-all"))
    client.delete_cookie(f"draft-{person.slug}")
    lost = press(page, client, draft="gone", **among_all(RIGHT))
    assert lost.status_code == 410
    is_all_there(lost, RIGHT)
    assert press(lost, client).location == person.address("check-your-answers")


def test_sixty_questions_on_one_page_weigh_little(app: Flask, client: CheckingClient) -> None:
    kinds = every_kind()
    asked = [
        {**kinds[at % len(kinds)], "id": f"q{at}", "text": f"What do you say about number {at}?"}
        for at in range(60)
    ]
    person = Resident(client, opened(app, document(*asked)))
    person.begin()
    page = person.look(person.address("answer-all"))
    assert page.text.count('class="asked"') == 60
    assert len(gzip.compress(page.data, compresslevel=6)) < 60_000
    page = press(page, client, **{f"q{at}-answer": "wrong" for at in range(4, 60, 8)})
    assert page.status_code == 422
    assert len(gzip.compress(page.data, compresslevel=6)) < 60_000
