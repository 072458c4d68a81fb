"""Copies of a published outcome in other formats."""

import re

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accessibility.formats import FORMATS
from consult.core.database import db
from consult.core.queue import Job, perform
from consult.editions.models import OUTCOME, Edition
from consult.report.actions import publish
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

PEOPLE = persons(30, {"agree": "yes"}) + persons(15, {"agree": "no"})
SLOW = {"audio", "word", "open-document", "e-book", "giant-print"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes long: tests/stages/translate makes every format."""
    for name in SLOW:
        monkeypatch.delitem(FORMATS, name)


def published(app: Flask) -> str:
    """Publish an outcome and do the jobs that follow; return its part of the address."""
    with app.app_context():
        park = build_report(closed_consultation(PEOPLE))
        slug = park.slug
        publish(park, seen=seen(park), by=APPROVER, at=CLOSED)
        db.session.commit()
    for one in rows(app, select(Job).where(Job.kind == "report.editions")):
        with app.app_context():
            perform(one.id)
    return slug


def test_a_published_outcome_can_be_had_in_other_formats(
    app: Flask, client: CheckingClient
) -> None:
    with time_machine.travel(CLOSED):
        slug = published(app)
        made = {
            one.format: one.problem for one in rows(app, select(Edition)) if one.about == OUTCOME
        }
        assert made == dict.fromkeys(set(FORMATS) - {"paper-form", "phone-script"}, "")
        page = client.get(f"/en/consultations/{slug}").get_data(as_text=True)
        offered = set(re.findall(rf"/en/consultations/{slug}/outcome/([a-z-]+\.[a-z]+)", page))
        assert len(offered) == len(made)
        for name in offered:
            assert client.get(f"/en/consultations/{slug}/outcome/{name}").status_code == 200
        text = client.get(f"/en/consultations/{slug}/outcome/plain-text.txt").get_data(as_text=True)
        assert "1. Do you agree?" in text
        assert "Yes: 30 (" in text
        assert "About 45 responses reached us." in text


def test_an_outcome_that_is_not_published_has_no_copies(app: Flask, client: CheckingClient) -> None:
    with time_machine.travel(CLOSED):
        with app.app_context():
            slug = build_report(closed_consultation(PEOPLE)).slug
            db.session.rollback()
        at = f"/en/consultations/{slug}/outcome/plain-text.txt"
        assert client.get(at).status_code == 404
    assert rows(app, select(Edition)) == []
