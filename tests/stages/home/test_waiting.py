"""What waits for an officer: what it is, for whom, and in which order."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue.jobs import FAILED, Job
from consult.home.queries.waiting import MOST_SHOWN
from consult.plan.actions.approval import ask_for_review, return_for_changes
from consult.plan.queries import known_consultation_at
from consult.respond.models import Response
from consult.share import actions as share
from consult.share.rules.formats import Item
from tests.checking_client import CheckingClient
from tests.factories import Resident, drafted, opened
from tests.stages.home.desk_pages import As, look, named, said, table, waits

LONG_AGO = timedelta(days=30)


@pytest.fixture
def amina(as_: As) -> CheckingClient:
    return as_("publisher", "Amina Khan")


def test_approval_waits_for_publishers_who_did_not_edit_it_last(app: Flask, as_: As) -> None:
    amina, ben = as_("publisher", "Amina Khan"), as_("publisher", "Ben Okafor")
    cerys = as_("officer", "Cerys Evans")
    slug = drafted(app, named("Trees"))  # by Amina, as the file says
    with app.app_context():
        ask_for_review(
            known_consultation_at(slug),
            words="Please look.",
            by="Cerys Evans, officer",
            at=clock.now(),
        )
        db.session.commit()
    assert waits(look(ben)) == ["Look at it and approve it : Trees"]
    assert waits(look(amina)) == waits(look(cerys)) == []
    with app.app_context():
        return_for_changes(
            known_consultation_at(slug),
            reply="Shorter, please.",
            by="Ben Okafor, publisher",
            at=clock.now(),
        )
        db.session.commit()
    assert waits(look(cerys)) == ["Came back to you: something is to be changed : Trees"]
    assert waits(look(ben)) == waits(look(amina)) == []


def test_requests_outcomes_and_deletions_come_by_their_day_and_late_ones_say_so(
    app: Flask, amina: CheckingClient
) -> None:
    for title, days_ago in (("Old", 300), ("Soon", 84 + 60), ("Far", 84 + 20), ("Open", 7)):
        opened(app, named(title), days_ago=days_ago)
    with app.app_context():
        asked = (clock.now() - timedelta(days=9), [Item("large-print-18", "en")])
        found = known_consultation_at("open")
        share.ask(found, asked[1], {"name": "Z"}, key="k", language="en", at=asked[0])
        far = [Item("braille-contracted", "ur")]
        share.ask(found, far, {"name": "Z"}, key="l", language="en", at=clock.now())
        db.session.commit()
    person = Resident(app.test_client(), "open")
    person.walk({"why": {"answer": "Ducks"}})
    person.send()
    with app.app_context():
        response = db.session.scalars(select(Response)).one()
        response.erasure_asked_at = clock.now()
        db.session.commit()
    page = look(amina)
    rows = table(page, "due first")
    assert [row[0] for row in rows] == [
        "Say what was decided : Old",
        "1 format to make and send : Open",
        "Say what was decided : Soon",
        "1 response to delete : Open",
    ]
    assert [row[3].startswith("Late ") for row in rows] == [True, True, False, False]
    assert "4 things wait for you. 2 are late" in said(page.css_first("main"))
    assert said(page.css_first("title")).startswith("Your desk: 4 things wait for you")
    (old,) = [row for row in table(page, " open") if row[0] == "Old"]
    assert old[5].startswith("Late ")
    for link in page.css("main table")[0].css("a"):
        assert amina.get(str(link.attributes["href"])).status_code == 200


def test_late_work_stands_first_however_much_has_waited_for_longer(
    app: Flask, amina: CheckingClient
) -> None:
    for at in range(MOST_SHOWN):
        opened(app, named(f"Matter {at}"))
    slug = opened(app, named("Trees"))
    with app.app_context():
        for job in db.session.scalars(select(Job).where(Job.kind == "plan.editions")):
            job.state, job.open_key, job.finished_at = FAILED, None, clock.now() - LONG_AGO
        asked, items = clock.now() - timedelta(days=9), [Item("large-print-18", "en")]
        found = known_consultation_at(slug)
        share.ask(found, items, {"name": "Z"}, key="k", language="en", at=asked)
        db.session.commit()
    page = look(amina)
    assert waits(page)[0] == "1 format to make and send : Trees"
    assert len(waits(page)) == MOST_SHOWN
    assert "27 things wait for you. 1 is late" in said(page.css_first("main"))


def test_outcomes_come_by_the_day_that_was_set_or_is_usual(
    app: Flask, amina: CheckingClient
) -> None:
    for at in range(MOST_SHOWN):
        opened(app, named(f"Matter {at}"), days_ago=84 + 60)
    slug = opened(app, named("Trees"), days_ago=84 + 20)
    with app.app_context():
        known_consultation_at(slug).outcome_due = day_of(clock.now()) + timedelta(days=3)
        db.session.commit()
    shown = waits(look(amina))
    assert shown[0] == "Say what was decided : Trees"
    assert len(shown) == MOST_SHOWN


def test_copies_that_failed_wait_until_they_are_made(app: Flask, amina: CheckingClient) -> None:
    slug = opened(app, named("Trees"))
    with app.app_context():
        id_ = known_consultation_at(slug).id
        old = db.session.scalars(select(Job).where(Job.kind == "plan.editions")).one()
        old.state, old.open_key, old.finished_at = FAILED, None, clock.now()
        db.session.commit()
    assert waits(look(amina)) == ["The copies could not be made : Trees"]
    with app.app_context():
        db.session.add(Job(kind="plan.editions", subject_id=id_, open_key="x"))
        db.session.commit()
    assert waits(look(amina)) == []
