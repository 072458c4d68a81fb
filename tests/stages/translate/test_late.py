"""The same time for everybody: what comes late says so in public, and is made up for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.core import clock
from consult.core.days import start_of
from consult.plan.models import Consultation
from tests.checking_client import CheckingClient
from tests.factories import Resident, rows
from tests.support import officers
from tests.support.translations import ready

AT = "/en/officer/consultations/trees/languages/ur"
LATE = f"{AT}/late"
WHY = "The translator was ill."
As = Callable[..., CheckingClient]


@pytest.fixture
def publisher(app: Flask, slug: str, as_: As) -> CheckingClient:
    ready(app, slug)
    return as_("publisher", "Amina Khan")


def press(client: CheckingClient, at: str, **fields: str) -> int:
    token = officers.token_on(client.get(at))
    return client.post(at, data={"csrf_token": token, **fields}).status_code


def consultation(app: Flask) -> Consultation:
    found: Consultation = rows(app, select(Consultation))[0]
    return found


def test_a_late_language_needs_a_choice_and_a_reason(app: Flask, publisher: CheckingClient) -> None:
    page = publisher.get(LATE).get_data(as_text=True)
    assert "Days fewer than the rest" in page
    assert '<bdi dir="ltr">7</bdi>' in page
    assert press(publisher, LATE, choice="neither", reason="no") == 422
    assert press(publisher, LATE, reason=WHY) == 422
    assert consultation(app).offered_in == {}
    assert press(publisher, LATE, choice="neither", reason=WHY) == 303
    assert "ur" in consultation(app).offered_in


def test_the_public_page_says_how_late_it_came_and_why(
    client: CheckingClient, publisher: CheckingClient
) -> None:
    press(publisher, LATE, choice="neither", reason=WHY)
    page = client.get("/en/consultations/trees").get_data(as_text=True)
    assert 'came <bdi dir="ltr">7</bdi> days after the first day.' in page
    assert WHY in page
    assert "اردو" in client.get("/ur/consultations/trees").get_data(as_text=True)


def test_everybody_may_get_the_days_that_some_lack(
    app: Flask, client: CheckingClient, publisher: CheckingClient
) -> None:
    before = consultation(app).closes
    press(publisher, LATE, choice="extend", reason=WHY)
    assert consultation(app).closes == before + timedelta(days=7)
    said = {one.commitment for one in rows(app, select(Departure))}
    assert {"same-time", "dates-kept", "twelve-weeks"} <= said
    page = client.get("/en/consultations/trees").get_data(as_text=True)
    assert "Because of it, everybody has more time." in page


def test_answers_in_a_late_language_may_count_for_longer(
    app: Flask, client: CheckingClient, publisher: CheckingClient
) -> None:
    last = consultation(app).closes
    press(publisher, LATE, choice="longer", reason=WHY)
    with time_machine.travel(start_of(last + timedelta(days=3))):
        assert "Start now" not in client.get("/en/consultations/trees").get_data(as_text=True)
        resident = Resident(client, "trees", "ur")
        resident.walk({"plant": {"answer": "ash"}})
        assert resident.send().status_code == 303
        assert client.post("/en/consultations/trees/answer").status_code == 410
    with time_machine.travel(start_of(last + timedelta(days=8))):
        assert client.post("/ur/consultations/trees/answer").status_code == 410


def test_a_format_that_came_late_is_stated_too(
    app: Flask, client: CheckingClient, publisher: CheckingClient
) -> None:
    at = "/en/officer/consultations/trees/copies/late"
    today = clock.now().date().isoformat()
    fields = {"what": "Easy Read", "choice": "neither", "reason": WHY}
    first = consultation(app).opens.isoformat()
    assert press(publisher, at, came=first, **fields) == 422
    assert press(publisher, at, came=today, **fields) == 303
    page = client.get("/en/consultations/trees").get_data(as_text=True)
    assert "Easy Read" in page
    assert 'came <bdi dir="ltr">7</bdi> days after the first day.' in page


def test_who_may_not_offer_a_language_cannot_state_this_either(slug: str, as_: As) -> None:
    translator = as_("translator", "Sana Malik")
    assert slug
    assert translator.get(LATE).status_code == 403
    assert translator.get("/en/officer/consultations/trees/copies/late").status_code == 403
