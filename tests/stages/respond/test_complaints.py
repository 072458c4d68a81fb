"""What people complain about elsewhere, by the number of the complaint: not here."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.plan.queries import consultation_at, current_version
from consult.respond.actions.bringing_in import bring_in
from consult.respond.models import Answer, Draft, Response
from consult.respond.queries import count_by_channel, draft_with, draft_with_code, sent_with
from consult.respond.rules.answers import Channel
from consult.respond.rules.replies import Reply
from tests.checking_client import CheckingClient
from tests.factories import (
    BY,
    YES_NO,
    Resident,
    count,
    document,
    every_kind,
    opened,
    question,
    rows,
)
from tests.stages.respond.posts import CANARY, ONE

# What makes each page say that something is wrong.
WRONG: dict[str, dict[str, Any]] = {
    "one": {"answer": "oak"},
    "many": {"answer": ["oak"]},
    "line": {"answer": "x" * 30},
    "essay": {"answer": "x" * 5000},
    "count": {"answer": "a few"},
    "grid/north": {"answer": "oak"},
    "order": {"answer_0": "ash", "answer_1": "ash"},
    "born": {"answer_day": "31", "answer_month": "2", "answer_year": "1980"},
    "where": {"answer_postcode": "nowhere"},
}
RIGHT: dict[str, dict[str, Any]] = {
    "one": {"answer": "cedar", "other_cedar": "A fig"},
    "many": {"answer": ["cedar", "ash"], "other_cedar": "A yew"},
    "line": {"answer": "A line"},
    "essay": {"answer": "Two lines\r\n  of words"},
    "count": {"answer": " 7 "},
    "grid/north": {"answer": "birch"},
    "order": {"answer_0": "cedar", "answer_1": "ash", "answer_2": "birch"},
    "born": {"answer_day": "1", "answer_month": "2", "answer_year": "1980"},
    "where": {"answer_postcode": "ig1 1dd", "answer_words": "By the bridge"},
}
ALL = document(*every_kind(), question("where", "place"))


@pytest.fixture
def person(app: Flask, client: CheckingClient) -> Resident:
    """Give somebody who has answered everything, and can send."""
    begun = Resident(client, opened(app, ALL))
    begun.walk(RIGHT)
    return begun


def test_decidim_app_1015_a_blank_secret_opens_and_joins_nothing(app: Flask) -> None:
    slug = opened(app, ONE)
    for place in range(3):
        someone = Resident(app.test_client(), slug)
        someone.walk({"why": {"answer": f"{CANARY} {place}"}})
        if place:
            someone.send()
    with app.app_context():
        found = consultation_at(slug)
        assert found
        paper = [Reply(f"form {at}", Channel.PAPER, {}, clock.now(), "no", "en") for at in (1, 2)]
        list(bring_in(found, current_version(found.id), paper, by=BY))
        db.session.commit()
        for blank in ("", " ", "-", "\0"):
            assert draft_with(blank, slug) is None
            assert draft_with_code(blank, slug) is None
            assert sent_with(blank, slug) is None
        db.session.rollback()
    nobody = Resident(app.test_client(), slug)
    assert nobody.send().status_code == 410
    for door in ("come-back", "receipt"):
        assert nobody.client.post(nobody.address(door), data={"code": ""}).status_code == 422
    assert (count(app, Response), count(app, Answer)) == (4, 2)


def test_decidim_10246_pages_that_depend_on_an_answer_are_never_blank(
    app: Flask, client: CheckingClient
) -> None:
    asked = [question("gate", "single", options=YES_NO)]
    asked += [{**one, "show_if": {"question": "gate", "is": "yes"}} for one in every_kind()]
    someone = Resident(client, opened(app, document(*asked)))
    someone.begin()
    pages = [page for page in RIGHT if page != "where"]
    for turn in range(2):
        someone.answer("gate", "yes")
        for page in pages:
            text = someone.look(someone.address("answer", page)).text
            assert re.search(r"<(input|textarea|select)[^>]*name=\"answer", text), page
            assert (turn == 0) or "A line" in text or page != "line"
            someone.answer(page, **RIGHT[page])
        someone.answer("gate", "no")
        for page in pages:
            led = client.get(someone.address("answer", page))
            assert (led.status_code, led.location) == (303, someone.address("check-your-answers"))


def test_e_petitions_1661_a_program_that_opens_links_uses_none_up(
    app: Flask, person: Resident
) -> None:
    link = person.address("come-back", person.key)
    before = rows(app, select(Draft))[0].changed_at
    for _scanner in range(3):
        scanner = app.test_client()
        shown = scanner.get(link)
        assert "A line" not in shown.text
        assert scanner.get_cookie(f"draft-{person.slug}") is None
    assert rows(app, select(Draft))[0].changed_at == before
    for _device in range(2):
        device = Resident(app.test_client(), person.slug)
        opened_again = device.client.post(device.address("come-back"), data={"key": person.key})
        assert opened_again.status_code == 303
        assert "A line" in device.client.get(device.address("check-your-answers")).text


def test_eusurvey_535_nothing_of_somebody_else_stands_before_the_receipt(
    person: Resident,
) -> None:
    check = person.client.get(person.address("check-your-answers"))
    assert person.send().status_code == 303
    for page in (check, person.client.get(person.address("receipt"))):
        sources = re.findall(r'(?:src|href|action)="([^"#]+)"', page.text)
        assert sources
        assert not [one for one in sources if not one.startswith(("/", "tel:", "mailto:"))]


def test_decidim_13215_answers_can_be_put_right(app: Flask, person: Resident) -> None:
    person.send()
    person.client.post(person.address("receipt/correct"), data={"code": person.receipt()})
    person.look(person.address("answer", "line"))
    person.answer("line", "Another", then="check")
    assert person.send().status_code == 303
    said = {one.question: one.value for one in rows(app, select(Answer))}
    assert (said["line"], said["essay"], said["count"]) == ("Another", "Two lines\n  of words", 7)
    assert count(app, Response) == 1


@pytest.mark.parametrize("language", ["en", "ur"])
def test_limesurvey_1995_2442_948_what_was_saved_is_all_there_on_another_device(
    app: Flask, person: Resident, language: str
) -> None:
    saved = person.client.get(person.address("saved")).text
    code = re.search(r'class="receipt"[^>]*>([^<]+)<', saved)
    assert code
    device = Resident(app.test_client(), person.slug, language=language)
    assert (
        device.client.post(device.address("come-back"), data={"code": code[1]}).status_code == 303
    )
    check = device.client.get(device.address("check-your-answers")).text
    for words in ("A fig", "A yew", "A line", "of words", "By the bridge"):
        assert words in check
    device.look(device.address("answer", "line"))
    assert device.send().status_code == 303
    assert count(app, Answer) == 9


def test_limesurvey_2353_a_double_click_shows_no_error(app: Flask, person: Resident) -> None:
    for _click in range(2):
        shown = person.client.post(
            person.address("check-your-answers"),
            data={"draft": person.key},
            follow_redirects=True,
        )
        assert shown.status_code == 200
        assert "We have your answers" in shown.text
    assert count(app, Response) == 1


@pytest.mark.parametrize("page", list(WRONG))
def test_decidim_3686_8499_something_wrong_moves_nothing_else(
    app: Flask, person: Resident, page: str
) -> None:
    (before,) = rows(app, select(Draft))
    assert person.answer(page, **WRONG[page]).status_code == 422
    (after,) = rows(app, select(Draft))
    name = page.partition("/")[0]
    for typed in (before.typed, after.typed):
        typed.answers.pop(name, None)
        typed.others.pop(name, None)
    assert (after.typed.answers, after.typed.others) == (before.typed.answers, before.typed.others)
    # What is right is taken again, and all of it is sent.
    assert person.answer(page, **RIGHT[page]).status_code == 303
    assert person.send().status_code == 303
    assert count(app, Answer) == 9


@pytest.mark.parametrize("page", list(WRONG))
def test_decidim_6582_what_is_wrong_is_told_in_one_language(person: Resident, page: str) -> None:
    told = {}
    for language in ("en", "ur"):
        person.language = language
        shown = person.answer(page, **WRONG[page])
        assert shown.status_code == 422
        told[language] = re.findall(r'<p class="error"[^>]*>(.*?)</p>', shown.text, re.DOTALL)
    assert len(told["en"]) == len(told["ur"]) > 0
    for words in told["ur"]:
        # Digits and names of options may be Latin; words of ours may not.
        assert not re.search(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>", "", words)), words


def test_consul_5794_what_came_on_paper_counts_like_what_came_online(
    app: Flask, person: Resident
) -> None:
    person.send()
    with app.app_context():
        found = consultation_at(person.slug)
        assert found
        reply = Reply("form 7", Channel.PAPER, {"line": "On paper"}, clock.now(), "no", "en")
        list(bring_in(found, current_version(found.id), [reply], by=BY))
        assert count_by_channel(found.id) == {"online": 1, "paper": 1}
        db.session.commit()
