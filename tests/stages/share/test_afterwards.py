"""Afterwards: did it work, what was not met, and forgetting how to reach people."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.daily import DAILY
from consult.core.database import Model, db, reading
from consult.core.days import LONDON, day_of
from consult.core.sealing import SealBrokenError
from consult.plan.queries import consultation_at
from consult.report.actions import publish
from consult.share import actions, queries
from consult.share.models import FormatRequest
from tests.checking_client import CheckingClient
from tests.factories import document, opened, question, rows
from tests.stages.report.closed import (
    APPROVER,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)
from tests.stages.share.asking import EMAIL, POST, address, ask, items, officer, send, take

WEDNESDAY = datetime(2026, 1, 14, 10, tzinfo=LONDON)
SAID = "The tape was too quiet for my canary ears."


@pytest.fixture
def desk(app: Flask) -> CheckingClient:
    """Give an officer who is signed in."""
    return officer(app)


def reply(client: CheckingClient, slug: str, code: str, item: Any, **typed: str) -> int:
    """Say whether it worked, and return the status."""
    own = {f"format-{item.id}-{name}": value for name, value in typed.items()}
    at = address(slug, "request", "reply")
    return client.post(at, data={"code": code, "item": item.id, **own}).status_code


def everything_kept(app: Flask) -> str:
    """Return all that is in the database, as it is."""
    with app.app_context(), reading():
        tables = Model.metadata.sorted_tables
        return str([[tuple(row) for row in db.session.execute(select(one))] for one in tables])


def test_a_person_says_once_whether_it_worked_and_the_officer_reads_it(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    code = ask(client, slug, POST, to_hear=["audio-cd"])
    (item,) = items(app)
    assert reply(client, slug, code, item, worked="yes") == 409  # nothing is sent yet
    send(desk, item)
    assert reply(client, slug, code, item, words=SAID) == 422
    assert reply(client, slug, code, item, worked="no", words=SAID) == 303
    assert "it did not work for you" in client.get(address(slug, "request")).text
    assert SAID in desk.get(f"/en/officer/requests/{item.request_id}").text
    assert "Did not work" in desk.get("/en/officer/requests").text


def test_without_the_reference_nobody_can_reply(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    ask(client, slug, POST, to_hear=["audio-cd"])
    (item,) = items(app)
    send(desk, item)
    assert reply(client, slug, "", item, worked="no") == 410  # though the browser has a cookie
    assert items(app)[0].worked is None


def test_a_reference_replies_only_about_its_own(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    ask(client, slug, POST, to_hear=["audio-cd"])
    other = ask(client, slug, EMAIL, on_device=["word"])
    send(desk, items(app)[0])
    assert reply(client, slug, other, items(app)[0], worked="no") == 404


def test_nothing_about_the_person_can_be_read_in_the_database(
    app: Flask, client: CheckingClient, desk: CheckingClient, slug: str
) -> None:
    typed = {**POST, **EMAIL, "phone": "020 7946 0999", "helper": "Bola Canary"}
    code = ask(client, slug, typed, in_person=["other"], words="A canary in a cage")
    (item,) = items(app)
    send(desk, item)
    reply(client, slug, code, item, worked="no", words=SAID)
    kept = everything_kept(app)
    for secret in ("Zenobia", "Quill", "anary", "7946 0999", code, code.replace("-", "")):
        assert secret not in kept


def test_contact_details_open_only_in_their_own_row(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    ask(client, slug, POST, to_hear=["audio-cd"])
    ask(client, slug, EMAIL, on_device=["word"])
    first, second = rows(app, select(FormatRequest).order_by(FormatRequest.id))
    first.sealed = second.sealed
    with app.app_context(), pytest.raises(SealBrokenError):
        queries.contact_of(first)


def test_only_what_was_needed_is_kept(app: Flask, client: CheckingClient, slug: str) -> None:
    ask(client, slug, {**EMAIL, **POST, "phone": "020 7946 0999"}, on_device=["word"])
    (request,) = rows(app, select(FormatRequest))
    with app.app_context():
        assert queries.contact_of(request) == EMAIL


def test_contact_details_are_forgotten_90_days_after_it_was_sent(
    app: Flask, client: CheckingClient
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        slug, desk = opened(app, document(question("why"))), officer(app)
        code = ask(client, slug, {**POST, **EMAIL}, to_hear=["audio-cd"], on_device=["word"])
        first, second = items(app)
        send(desk, first)
        reply(client, slug, code, first, worked="no", words=SAID)
        now.shift(timedelta(days=200))
        assert forget(app) == 0  # the other one still waits
        desk = officer_again(app)
        take(desk, second, "refused", reason="Nobody is left who can.")
        now.shift(timedelta(days=90))
        assert forget(app) == 0
        now.shift(timedelta(days=1))
        assert forget(app) == 1
        assert forget(app) == 0
        assert "This is deleted" in officer_again(app).get("/en/officer/requests/1").text
        assert reply(client, slug, code, first, worked="yes", words=SAID) == 409
    (request,) = rows(app, select(FormatRequest))
    assert request.sealed is None
    assert [one.sealed_reply for one in items(app)] == [None, None]
    assert [one.worked for one in items(app)] == [False, None]  # what is counted stays
    erased = select(AuditEvent).where(AuditEvent.what == "format-request.erased")
    assert [(one.who, one.facts) for one in rows(app, erased)] == [("clock", {})]


def officer_again(app: Flask) -> CheckingClient:
    """Sign the same officer in later: a session ends long before 90 days."""
    return officer(app, email=f"later-{clock.now():%j}@example.org")


def forget(app: Flask) -> int:
    """Do the work of the day."""
    with app.app_context():
        erased = actions.erase_contacts(at=clock.now())
        db.session.commit()
    return erased


def test_forgetting_is_work_of_every_day() -> None:
    assert "share.tidy" in DAILY


def test_unmet_requests_are_counted_by_format_and_language(
    app: Flask, client: CheckingClient
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        slug, desk = opened(app, document(question("why"))), officer(app)
        for _person in range(2):
            ask(client, slug, POST, to_hear=["audio-cd"], language="Somali")  # will be late
        ask(client, slug, POST, to_hear=["audio-cd"])  # refused
        code = ask(client, slug, EMAIL, on_device=["word"])  # did not work
        ask(client, slug, EMAIL, on_device=["e-book"])  # met
        every = items(app)
        take(desk, every[2], "refused", reason="Our burner is broken.")
        for item in every[3:]:
            send(desk, item)
        reply(client, slug, code, every[3], worked="no")
        assert found(app, slug) == [("audio-cd", "en", 1), ("word", "en", 1)]
        now.shift(timedelta(days=20))
        expected = [("audio-cd", "so", 2), ("audio-cd", "en", 1), ("word", "en", 1)]
        assert found(app, slug) == expected


def found(app: Flask, slug: str) -> list[tuple[str, str, int]]:
    """Return what was not met so far."""
    with app.app_context(), reading():
        consultation = consultation_at(slug)
        assert consultation
        unmet = queries.unmet(consultation.id, day_of(clock.now()))
        return [(one.format, one.language, one.count) for one in unmet]


def test_the_outcome_says_what_was_not_met(app: Flask, client: CheckingClient) -> None:
    at = "/en/consultations/park"
    with time_machine.travel(CLOSED, tick=True):
        with app.app_context():
            park = build_report(closed_consultation(persons(3, {"agree": "yes"})))
            publish(park, by=APPROVER, at=CLOSED, seen=seen(park))
            db.session.commit()
        assert "Requests that we did not meet" not in client.get(at).text
        ask(client, "park", POST, to_hear=["audio-cd"], language="Somali")
        assert "Requests that we did not meet" not in client.get(at).text
        take(officer(app), items(app)[0], "refused", reason="Our burner is broken.")
        page = client.get(at).text
    assert "Requests that we did not meet" in page
    assert "Audio on a CD – Somali" in page
