"""A language is taken away in public: on a day, by somebody, for a reason."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.compact.models import Departure
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.days import day_of
from consult.core.languages import day_in_words
from consult.plan.models import Consultation
from consult.translate.models import Translation
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers
from tests.support.translations import translated

STOP = "/en/officer/consultations/trees/languages/ur/stop"
TEXTS = "/en/officer/consultations/trees/languages/ur"
WHY = "The translation says another day than the English."
As = Callable[..., CheckingClient]


@pytest.fixture
def publisher(app: Flask, slug: str, as_: As) -> CheckingClient:
    translated(app, slug)
    return as_("publisher", "Amina Khan")


def stop(client: CheckingClient, reason: str) -> tuple[int, str]:
    token = officers.token_on(client.get(STOP))
    sent = client.post(STOP, data={"csrf_token": token, "reason": reason})
    return sent.status_code, sent.get_data(as_text=True)


def offered(app: Flask) -> set[str]:
    found: Consultation = rows(app, select(Consultation))[0]
    return set(found.offered_in)


def test_the_page_of_a_language_leads_to_it_only_while_it_is_offered(
    app: Flask, publisher: CheckingClient
) -> None:
    assert f'href="{STOP}"' in publisher.get(TEXTS).get_data(as_text=True)
    assert stop(publisher, WHY)[0] == 303
    assert offered(app) == set()
    assert f'href="{STOP}"' not in publisher.get(TEXTS).get_data(as_text=True)
    assert publisher.get(STOP).status_code == 404


@pytest.mark.parametrize(("reason", "told"), [("n/a", "in a full sentence"), ("x" * 2001, "2000")])
def test_without_a_reason_it_stays_and_what_was_typed_too(
    app: Flask, publisher: CheckingClient, reason: str, told: str
) -> None:
    status, page = stop(publisher, reason)
    assert status == 422
    assert told in page
    assert reason in page
    assert offered(app) == {"ur"}
    assert rows(app, select(Departure).where(Departure.commitment == "languages-kept")) == []


def test_the_public_page_lists_it_among_the_changes_with_day_name_and_reason(
    app: Flask, client: CheckingClient, publisher: CheckingClient
) -> None:
    stop(publisher, WHY)
    page = client.get("/en/consultations/trees").get_data(as_text=True)
    changes = page.split("What changed, and when")[1]
    with app.app_context():
        today = day_in_words(day_of(clock.now()))
    assert f"{today}: you can no longer read and answer in" in changes
    assert '<bdi lang="ur" dir="rtl">اردو</bdi>' in changes
    assert WHY in changes
    assert "Amina Khan" in changes


def test_stopping_twice_is_one_line_and_the_translations_stay(
    app: Flask, publisher: CheckingClient
) -> None:
    token = officers.token_on(publisher.get(STOP))
    made = len(rows(app, select(Translation)))
    for _press in range(2):
        sent = publisher.post(STOP, data={"csrf_token": token, "reason": WHY})
        assert sent.status_code == 303
    assert len(rows(app, select(Departure).where(Departure.commitment == "languages-kept"))) == 1
    assert len(rows(app, select(AuditEvent).where(AuditEvent.what == "language.stopped"))) == 1
    assert len(rows(app, select(Translation))) == made


def test_one_press_without_the_page_no_longer_stops_it(
    app: Flask, publisher: CheckingClient
) -> None:
    token = officers.token_on(publisher.get(STOP))
    publisher.post(f"{TEXTS}/offer", data={"csrf_token": token, "stop": "yes"})
    assert offered(app) == {"ur"}


def test_who_may_not_offer_a_language_cannot_stop_it(app: Flask, slug: str, as_: As) -> None:
    translated(app, slug)
    assert as_("translator", "Sana Malik").get(STOP).status_code == 403
    assert offered(app) == {"ur"}
