"""A form that is keyed twice is noticed before anything is counted twice."""

import pytest
from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.respond.actions import afterwards
from consult.respond.queries import sent_as
from tests.factories import Resident, opened
from tests.stages.respond.clerks import FORM, Clerk, answers, open_drafts, responses
from tests.stages.respond.posts import all_at_once

TYPED_ALREADY = "A form with this number is typed in already"


def type_in(clerk: Clerk, number: str, **typed: object) -> None:
    clerk.begin(form_number=number)
    assert clerk.save(**(typed or {"uses": "ash"})).status_code == 303


@pytest.mark.parametrize("number", ["7", "007", " No. 7 ", "#7", "٧"])
def test_D26_the_same_paper_number_is_noticed_and_one_is_counted(
    app: Flask, amina: Clerk, bilal: Clerk, number: str
) -> None:
    type_in(amina, "7")
    bilal.begin(form_number=number)
    assert TYPED_ALREADY in bilal.text()
    page = bilal.save(uses="cedar", why="Typed by Bilal")
    assert page.status_code == 409
    bilal.page = page
    assert TYPED_ALREADY in bilal.text()
    assert "Amina Khan typed it in on" in bilal.text()
    assert len(responses(app)) == 1
    (kept,) = [one for one in open_drafts(app) if one.id == bilal.draft_id]
    assert kept.typed.answers["why"] == "Typed by Bilal"


def test_it_is_noticed_while_checking_too(amina: Clerk, bilal: Clerk) -> None:
    type_in(amina, "7")
    bilal.begin()
    assert TYPED_ALREADY not in bilal.text()
    assert TYPED_ALREADY in bilal.check(form_number="7", uses="ash").text


def test_a_mistake_in_the_number_is_put_right_with_nothing_typed_again(
    app: Flask, amina: Clerk, bilal: Clerk
) -> None:
    type_in(amina, "7")
    bilal.begin(form_number="7")
    bilal.save(uses="cedar")
    bilal.look(bilal.at)
    assert bilal.save(form_number="8").status_code == 303
    assert [answers(app, one.id)["uses"] for one in responses(app)] == ["ash", "cedar"]


def test_the_same_form_can_check_the_first_entry(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    type_in(amina, "7", uses="ash", count="3")
    bilal.begin(form_number="7")
    bilal.page = bilal.save(uses="ash", count="5", age="cedar")
    assert bilal.act(f"{bilal.at}/same-form").status_code == 303
    bilal.look(bilal.at)
    assert 'value="5"' in bilal.text()
    assert 'id="question-age"' not in bilal.text()
    assert bilal.save().status_code == 303
    assert "Two entries of one form" in bilal.text()
    assert len(responses(app)) == 1


def test_who_typed_it_first_is_not_offered_to_check_it(app: Flask, amina: Clerk) -> None:
    type_in(amina, "7")
    amina.begin(form_number="7")
    page = amina.save(uses="cedar")
    assert page.status_code == 409
    assert "You typed this form in. Somebody else has to check it" in page.text
    amina.page = page
    assert amina.act(f"{amina.at}/same-form").status_code == 409
    assert amina.act(f"{amina.at}/delete", sure="y").status_code == 303
    assert len(responses(app)) == 1


def test_a_number_belongs_to_one_consultation_and_one_way(app: Flask, amina: Clerk) -> None:
    type_in(amina, "7")
    amina.begin("letter", form_number="7")
    assert amina.save(uses="ash").status_code == 303
    other = Clerk(amina.client, opened(app, {**FORM, "title": "Another matter"}))
    type_in(other, "7")
    assert len(responses(app)) == 3


def test_two_officers_type_the_same_form_at_the_same_moment(
    app: Flask, amina: Clerk, bilal: Clerk
) -> None:
    clerks = [amina, bilal]
    for clerk in clerks:
        clerk.begin(form_number="7")
    said = ("ash", "cedar")
    pages = all_at_once(2, lambda place: clerks[place].press("send", {"uses-answer": said[place]}))
    assert sorted(page.status_code for page in pages) == [303, 409]
    (response,) = responses(app)
    slower = next(place for place, page in enumerate(pages) if page.status_code == 409)
    assert answers(app, response.id) == {"uses": said[1 - slower]}
    assert TYPED_ALREADY in pages[slower].text
    (kept,) = [one for one in open_drafts(app) if one.id == clerks[slower].draft_id]
    assert kept.typed.answers["uses"] == said[slower]


def test_a_form_that_was_deleted_later_is_still_known(
    app: Flask, slug: str, amina: Clerk, bilal: Clerk
) -> None:
    type_in(amina, "10")
    (response,) = responses(app)
    with app.app_context():
        sent = sent_as(response.reference, slug)
        assert sent
        afterwards.erase(sent, by="Amina Khan", at=clock.now())
        db.session.commit()
    bilal.begin(form_number="10")
    page = bilal.save(uses="ash")
    assert page.status_code == 409
    assert "It was deleted later, because the person asked for it." in page.text
    bilal.page = page
    assert bilal.act(f"{bilal.at}/same-form").status_code == 409


@pytest.mark.parametrize("key", ["1:paper:7", "form:1:paper:7", "taken in:1:paper:7"])
def test_nobody_finds_a_receipt_with_the_number_of_a_form(
    app: Flask, slug: str, amina: Clerk, key: str
) -> None:
    type_in(amina, "7")
    stranger = Resident(app.test_client(), slug, key=key)
    assert stranger.send().status_code == 410
