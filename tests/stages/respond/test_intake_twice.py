"""Every tenth form is typed in again by somebody else, and the two are compared."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.respond.actions import afterwards
from consult.respond.models import SecondEntry
from consult.respond.queries import Sent, sent_as
from tests.factories import count, rows
from tests.stages.respond.clerks import Clerk, answers, responses, signed_in
from tests.stages.respond.posts import all_at_once

FIRST = {"uses": "ash", "why": "More trees, please.", "count": "3", "grid__north": "ash"}
TO_TYPE = "To be typed in again by somebody else"


@pytest.fixture
def amina(amina: Clerk) -> Clerk:
    """Give the officer who has typed form 10 in."""
    amina.begin(form_number="10")
    assert amina.save(**FIRST, age="ash").status_code == 303
    return amina


def reference(app: Flask) -> str:
    return responses(app)[0].reference


def again(app: Flask, clerk: Clerk) -> None:
    """Open the page on which the form is typed in again."""
    at = clerk.address("sent", reference(app))
    clerk.look(at)
    clerk.look(clerk.act(f"{at}/again").location)


def entry(app: Flask) -> SecondEntry:
    (found,) = rows(app, select(SecondEntry))
    assert isinstance(found, SecondEntry)
    return found


def settle(app: Flask, clerk: Clerk, **choices: str) -> int:
    at = clerk.address("sent", reference(app), "differences")
    clerk.look(at)
    typed = {f"right-{page.replace('__', '/')}": one for page, one in choices.items()}
    clerk.page = clerk.act(at, **typed)
    return clerk.page.status_code


def test_every_tenth_form_is_listed_for_somebody_else(amina: Clerk) -> None:
    amina.begin(form_number="11")
    amina.save(uses="ash")
    listed = amina.look(amina.address()).text
    assert TO_TYPE in listed
    assert listed.count("typed in by") == 1


def test_who_typed_first_cannot_type_again(app: Flask, amina: Clerk) -> None:
    at = amina.address("sent", reference(app))
    assert "Somebody else has to check it" in amina.look(at).text
    assert amina.act(f"{at}/again").status_code == 409
    assert entry(app).at is None


def test_who_helped_to_type_first_cannot_type_again(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    amina.begin(form_number="20")
    amina.check(uses="ash")
    bilal.look(amina.at)
    bilal.save()
    at = bilal.address("sent", responses(app)[1].reference)
    bilal.look(at)
    assert bilal.act(f"{at}/again").status_code == 409


def test_the_first_entry_is_not_shown_before_the_second_is_typed(
    app: Flask, amina: Clerk, bilal: Clerk
) -> None:
    assert "More trees" not in bilal.look(bilal.address("sent", reference(app))).text
    again(app, bilal)
    assert "More trees" not in bilal.text()
    assert "checked" not in bilal.text()
    assert 'id="question-age"' not in bilal.text()  # nobody looks up what a person is
    assert "More trees" in amina.look(amina.address("sent", reference(app))).text


def test_two_entries_that_are_the_same_need_nobody(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    again(app, bilal)
    assert bilal.save(**{**FIRST, "why": "more trees please"}).status_code == 303
    assert "Both entries are the same." in bilal.text()
    found = entry(app)
    assert (found.by, found.compared, found.differences) == ("Bilal Ahmed", 4, [])
    assert found.settled_at
    assert TO_TYPE not in amina.look(amina.address()).text


def test_a_person_chooses_what_is_right_and_both_entries_are_kept(
    app: Flask, amina: Clerk, bilal: Clerk
) -> None:
    again(app, bilal)
    second = {"uses": "ash", "why": "More seats", "count": "8", "grid__south": "cedar"}
    bilal.save(**second)
    for words in ("More trees, please.", "More seats", "Left blank", "north: Ash"):
        assert words in bilal.text()

    right = {"why": "first", "count": "second", "grid__north": "first"}
    assert settle(app, amina, **right) == 422
    assert "Question 4, line 2: Choose which of the two is right" in amina.text()
    assert amina.text().count("checked") == 3
    assert settle(app, amina, grid__south="second") == 303

    (response,) = responses(app)
    assert answers(app, response.id) == {
        "uses": "ash",
        "why": "More trees, please.",
        "count": 8,
        "grid": {"north": "ash", "south": "cedar"},
    }
    found = entry(app)
    assert {one["question"]: one["value"] for one in found.answers}["why"] == "More seats"
    assert [one["first"] and one["first"]["value"] for one in found.differences] == [
        *("More trees, please.", "ash", None, 3)
    ]
    assert (found.compared, found.settled_by) == (5, "Amina Khan")
    desk = amina.look(amina.address()).text
    assert "Wrong in 100 answers" in desk
    assert "40.0" in desk


def test_choosing_an_answer_that_hides_others_leaves_those_out(
    app: Flask, amina: Clerk, bilal: Clerk
) -> None:
    again(app, bilal)
    bilal.save(**{**FIRST, "uses": "birch"})
    assert settle(app, amina, uses="second", why="first") == 303
    assert "why" not in answers(app, responses(app)[0].id)


def test_what_is_settled_stays(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    again(app, bilal)
    bilal.save(**{**FIRST, "count": "4"})
    assert settle(app, amina, count="second") == 303
    at = amina.address("sent", reference(app), "differences")
    amina.look(amina.address())
    assert amina.act(at, **{"right-count": "first"}).status_code == 303
    assert answers(app, responses(app)[0].id)["count"] == 4


def test_what_the_person_says_themselves_stays(
    app: Flask, slug: str, amina: Clerk, bilal: Clerk
) -> None:
    again(app, bilal)
    bilal.save(**{**FIRST, "count": "4"})
    with app.app_context():
        afterwards.confirm(sent(app, slug), at=clock.now())
        db.session.commit()
    assert settle(app, amina, count="second") == 303
    assert answers(app, responses(app)[0].id)["count"] == 3


def test_what_the_person_has_looked_through_needs_no_second_entry(
    app: Flask, slug: str, amina: Clerk, bilal: Clerk
) -> None:
    again(app, bilal)
    with app.app_context():
        afterwards.confirm(sent(app, slug), at=clock.now())
        db.session.commit()
    assert TO_TYPE not in amina.look(amina.address()).text
    page = bilal.save(**FIRST)
    assert page.status_code == 409
    assert "The person has looked through these answers" in page.text
    assert entry(app).at is None


def test_only_one_second_entry_is_kept(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    again(app, bilal)
    cem = signed_in(app, amina.slug, name="Cem Kaya")
    again(app, cem)
    assert cem.at == bilal.at  # what one began, another goes on with
    pages = all_at_once(2, lambda place: (bilal, cem)[place].press("send", {"uses-answer": "ash"}))
    assert [page.status_code for page in pages] == [303, 303]
    assert count(app, SecondEntry) == 1
    at = bilal.address("sent", reference(app))
    bilal.look(at)
    assert bilal.act(f"{at}/again").status_code == 409


def test_erasing_takes_the_second_entry_too(
    app: Flask, slug: str, amina: Clerk, bilal: Clerk
) -> None:
    again(app, bilal)
    bilal.check(why="Typed again")
    with app.app_context():
        afterwards.erase(sent(app, slug), by="Amina Khan", at=clock.now())
        db.session.commit()
    assert count(app, SecondEntry) == 0
    assert bilal.client.get(bilal.at).status_code == 404
    assert amina.client.get(amina.address()).status_code == 200


def sent(app: Flask, slug: str) -> Sent:
    found = sent_as(reference(app), slug)
    assert found
    return found
