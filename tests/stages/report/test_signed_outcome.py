"""What people said and what was decided, in sign language: of one published version."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.plan.models import Consultation
from consult.report.actions import publish
from consult.sign_language.models import SignedVideo
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.stages.report.closed import (
    APPROVER,
    CLOSED,
    build_report,
    closed_consultation,
    persons,
    seen,
)
from tests.support import officers
from tests.support.signing import post, take_away, words_on

CHANGED = "The words changed after this video was made."


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    with time_machine.travel(CLOSED):
        yield


@pytest.fixture
def park(app: Flask) -> str:
    with app.app_context():
        found = build_report(closed_consultation(persons(30, {"agree": "yes"})))
        slug = found.slug
        publish(found, seen=seen(found), by=APPROVER, at=CLOSED)
        db.session.commit()
    return slug


@pytest.fixture
def publisher(app: Flask) -> CheckingClient:
    with app.app_context():
        known = officers.add("publisher")
    client = CheckingClient(app)
    officers.sign_in(client, known)
    return client


def publish_anew(app: Flask) -> None:
    with app.app_context():
        found = build_report(db.session.scalars(select(Consultation)).one())
        publish(found, seen=seen(found), by=APPROVER, at=CLOSED)
        db.session.commit()


def test_an_outcome_has_a_video_of_its_own(
    app: Flask, client: CheckingClient, publisher: CheckingClient, park: str
) -> None:
    page, desk = f"/en/consultations/{park}", f"/en/officer/consultations/{park}"
    assert client.get(f"{page}/outcome/bsl").status_code == 404
    assert post(publisher, f"{desk}/report/bsl").status_code == 303
    assert "Watch what people said and what we decided" in words_on(client.get(page))
    assert "Watch what this is about" not in words_on(client.get(page))
    shown = words_on(client.get(f"{page}/outcome/bsl"))
    assert "The outcome in British Sign Language (BSL)" in shown
    assert CHANGED not in shown
    assert post(publisher, f"{desk}/bsl").status_code == 303
    both = words_on(client.get(page))
    assert both.index("what we decided") < both.index("Watch what this is about")
    assert {one.about for one in rows(app, select(SignedVideo))} == {"consultation", "outcome"}
    assert take_away(publisher, f"{desk}/report/bsl").status_code == 303
    assert client.get(f"{page}/outcome/bsl").status_code == 404
    assert client.get(f"{page}/bsl").status_code == 200


def test_a_new_version_of_the_outcome_asks_for_it_again(
    app: Flask, client: CheckingClient, publisher: CheckingClient, park: str
) -> None:
    desk = f"/en/officer/consultations/{park}/report/bsl"
    post(publisher, desk)
    publish_anew(app)
    assert CHANGED in words_on(client.get(f"/en/consultations/{park}/outcome/bsl"))
    assert "Asked again: Rosa Lee" in words_on(publisher.get(desk))


def test_without_an_outcome_there_is_nothing_to_sign(app: Flask, publisher: CheckingClient) -> None:
    with app.app_context():
        slug = closed_consultation(persons(1, {"agree": "yes"})).slug
        db.session.commit()
    assert publisher.get(f"/en/officer/consultations/{slug}/report/bsl").status_code == 404
