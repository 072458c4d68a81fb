"""What came on paper, by phone or by post is typed in fast, kept at once and counted once."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of, start_of
from consult.respond.actions.tidying import tidy
from consult.respond.models import Answer, EqualityAnswers, Response
from tests.factories import Resident, count, document, drafted, opened, question, rows
from tests.stages.respond.clerks import FORM, Clerk, answers, open_drafts, responses, signed_in
from tests.stages.respond.posts import CANARY


def test_a_paper_form_is_typed_in_and_counts(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="11")
    assert amina.save(uses="birch", many=["ash", "cedar"], grid__north="ash").status_code == 303

    (response,) = responses(app)
    assert (response.channel, response.standing, response.language) == ("paper", "counted", "en")
    assert answers(app, response.id) == {
        "uses": "birch",
        "many": ["ash", "cedar"],
        "grid": {"north": "ash", "south": None},
    }
    assert response.provenance
    assert response.provenance["typed_by"] == "Amina Khan"
    assert response.provenance["form_number"] == "11"


def test_after_saving_comes_a_blank_form_like_the_one_before(amina: Clerk) -> None:
    received = (day_of(clock.now()) - timedelta(days=2)).isoformat()
    amina.begin(form_number="LH-0011", language="ur", received=received)
    amina.save(uses="birch")

    assert "Form LH-11 is saved, with 1 answer." in amina.text()
    assert 'value="LH-12"' in amina.text()
    assert f'value="{received}"' in amina.text()
    assert '<option value="ur" selected>' in amina.text()
    assert '<option value="paper" selected>' in amina.text()
    assert "checked" not in amina.text()


def test_the_number_that_is_proposed_is_free(amina: Clerk) -> None:
    for number in ("13", "12", "11"):
        amina.begin(form_number=number)
        amina.save(uses="ash")
    assert 'value="14"' in amina.text()


def test_every_question_is_there_in_its_printed_order_whatever_the_route_says(
    amina: Clerk,
) -> None:
    amina.begin()
    places = [amina.text().index(f'id="question-{name}"') for name in ("uses", "why", "many")]
    places += [amina.text().index(f'id="question-{name}"') for name in ("grid/south", "age")]
    assert places == sorted(places)


def test_what_is_blank_on_paper_stays_blank(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    assert amina.save(many=["ash"]).status_code == 303
    (response,) = responses(app)
    assert answers(app, response.id) == {"many": ["ash"]}
    assert response.publish == "no"


def test_answers_that_the_route_hides_are_left_out_and_the_officer_is_told(
    app: Flask, amina: Clerk
) -> None:
    amina.begin(form_number="1")
    amina.save(uses="birch", why="Because of birds")
    (response,) = responses(app)
    assert answers(app, response.id) == {"uses": "birch"}
    assert response.provenance
    assert response.provenance["left_out"] == ["why"]
    assert "We left some answers out" in amina.text()
    amina.look(amina.address("sent", response.reference))
    assert "lead past these questions: 2" in amina.text()


def test_a_double_click_is_one_response(app: Flask, amina: Clerk) -> None:
    amina.begin(channel="letter")
    first, typed = amina.page, amina.at
    assert amina.save(uses="ash").status_code == 303
    amina.page, amina.at = first, typed
    again = amina.press("send", {"uses-answer": "cedar"})
    assert again.status_code == 303
    (response,) = responses(app)
    assert again.location == amina.address("sent", response.reference)
    assert answers(app, response.id) == {"uses": "ash"}


def test_another_officer_goes_on_where_one_stopped(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    amina.begin(form_number="7")
    amina.check(uses="ash", why="Begun by Amina")
    listed = bilal.look(bilal.address()).get_data(as_text=True)
    assert "Any officer can go on with these." in listed
    bilal.look(amina.at)
    assert "Begun by Amina" in bilal.text()
    bilal.save(many=["cedar"])
    (response,) = responses(app)
    assert answers(app, response.id) == {"uses": "ash", "why": "Begun by Amina", "many": ["cedar"]}
    assert response.provenance
    assert len(response.provenance["typists"]) == 2


def test_a_blank_page_is_not_listed(amina: Clerk) -> None:
    amina.begin()
    assert "Begun and not counted yet" not in amina.look(amina.address()).text


def test_two_officers_on_one_page_lose_nothing(app: Flask, amina: Clerk, bilal: Clerk) -> None:
    amina.begin(form_number="7")
    bilal.look(amina.at)
    amina.check(why="What Amina read")
    page = bilal.save(why="What Bilal read")
    assert page.status_code == 409
    for words in ("What Amina read", "What Bilal read", "Somebody else typed on this page"):
        assert words in page.get_data(as_text=True)
    assert count(app, Response) == 0


def test_deleting_takes_a_tick(app: Flask, amina: Clerk) -> None:
    amina.begin()
    amina.check(why=CANARY)
    refused = amina.act(f"{amina.at}/delete")
    assert refused.status_code == 422
    assert CANARY in refused.text
    assert amina.act(f"{amina.at}/delete", sure="y").status_code == 303
    assert open_drafts(app) == []


def test_the_day_it_reached_us_decides_whether_it_is_late(app: Flask) -> None:
    slug = opened(app, FORM, days_ago=90)
    amina = signed_in(app, slug, name="Amina Khan")
    last = day_of(clock.now()) - timedelta(days=90) + timedelta(days=83)
    for number, day, standing in (("1", last, "counted"), ("2", last + timedelta(1), "late")):
        amina.begin(form_number=number, received=day.isoformat())
        assert amina.save(uses="ash").status_code == 303
        newest = responses(app)[-1]
        assert (newest.standing, newest.sent_at) == (standing, start_of(day))
    assert "so it waits with the late answers" in amina.text()


def test_the_day_is_the_day_in_london(app: Flask) -> None:
    with time_machine.travel("2026-06-30 23:30+00:00"):
        amina = signed_in(app, opened(app, FORM), name="Amina Khan")
        assert date(2026, 7, 1).isoformat() in amina.look(amina.address()).text
        amina.begin(form_number="1", received="2026-07-01")
        assert amina.save(uses="ash").status_code == 303


@pytest.mark.parametrize("days_ago", [-5, None])
def test_nothing_is_typed_in_before_the_first_day(app: Flask, days_ago: int | None) -> None:
    slug = drafted(app, FORM) if days_ago is None else opened(app, FORM, days_ago=days_ago)
    amina = signed_in(app, slug, name="Amina Khan")
    amina.look(amina.address())
    said = {"channel": "paper", "language": "en", "received": "2026-01-01"}
    assert amina.act(amina.address(), **said).status_code == 410
    assert open_drafts(app) == []


def test_what_is_typed_stays_when_drafts_of_residents_go(app: Flask) -> None:
    slug = opened(app, FORM, days_ago=80)
    Resident(app.test_client(), slug).begin()
    amina = signed_in(app, slug, name="Amina Khan")
    amina.begin()
    amina.check(why=CANARY)
    amina.begin()  # looked at, and left blank
    with app.app_context():
        assert tidy(at=clock.now() + timedelta(days=60)) == 2
        db.session.commit()
    (draft,) = open_drafts(app)
    assert draft.typed.answers["why"] == CANARY


def test_answers_about_the_person_stand_apart(app: Flask, amina: Clerk) -> None:
    amina.begin(form_number="1")
    amina.save(uses="ash", age="cedar")
    assert [one.question for one in rows(app, select(Answer))] == ["uses"]
    assert count(app, EqualityAnswers) == 1


def test_the_language_of_words_is_kept_where_it_is_known(app: Flask, amina: Clerk) -> None:
    for number, (channel, language) in enumerate(
        (("paper", "ur"), ("paper", "und"), ("phone", "pa"), ("phone", "en")), start=1
    ):
        amina.begin(channel, language=language, form_number=str(number))
        amina.save(uses="ash", why="Words")
    found = rows(app, select(Answer).where(Answer.question == "why").order_by(Answer.id))
    assert [one.language for one in found] == ["ur", None, None, "en"]


def test_an_officer_opens_no_draft_of_a_resident(app: Flask, slug: str, amina: Clerk) -> None:
    resident = Resident(app.test_client(), slug)
    resident.begin()
    (draft,) = open_drafts(app)
    assert amina.client.get(amina.address(str(draft.id))).status_code == 404


def test_who_may_only_read_types_nothing_in(app: Flask, slug: str) -> None:
    analyst = signed_in(app, slug, name="Anna Lind", role="analyst")
    assert analyst.client.get(analyst.address()).status_code == 403


def test_a_consultation_without_questions_for_a_clerk_still_opens(app: Flask) -> None:
    slug = opened(app, document(question("plan", "file")))
    amina = signed_in(app, slug, name="Amina Khan")
    amina.begin(channel="letter")
    assert amina.save(text="Dear council").status_code == 303
    assert len(responses(app)) == 1
