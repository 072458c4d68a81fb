"""A copy that came later than the rest is noticed by itself, until somebody answers for it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accessibility.document import Document
from accessibility.formats import FORMATS
from consult.compact.models import Departure
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.core.queue import after_commit, perform
from consult.plan.models import Consultation
from consult.plan.queries import consultation_at
from consult.translate.actions.offering import stop_offering
from consult.translate.queries import late_copies
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.support import officers
from tests.support.pressing import fields_on
from tests.support.translations import OFFERER, translated

COPIES = "/en/officer/consultations/trees/copies"
WHY = "The maker of large print was out of order."
FORM = f"{COPIES}/late?format=plain-text&language=en"
As = Callable[..., CheckingClient]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the formats that take no time only: one, and one that a person signs."""
    for name in list(FORMATS):
        if name not in {"plain-text", "phone-script", "braille-uncontracted"}:
            monkeypatch.delitem(FORMATS, name)


@pytest.fixture
def first(app: Flask, slug: str) -> datetime:
    """Return noon of the first day."""
    found: Consultation = rows(app, select(Consultation).where(Consultation.slug == slug))[0]
    assert found.approved_at
    day = max(found.opens, day_of(found.approved_at))
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make(app: Flask, at: datetime) -> None:
    """Make all copies on a day."""
    with time_machine.travel(at), app.app_context():
        found = consultation_at("trees")
        assert found
        job = after_commit("plan.editions", found.id)
        job.run_after, number = clock.now(), job.id
        db.session.commit()
        perform(number)


def fail(name: str, patch: pytest.MonkeyPatch) -> None:
    """Let a format lose half of what it is given, so that its check refuses it."""
    form = FORMATS[name]

    def half(document: Document) -> bytes:
        return form.make(document)[:40]

    patch.setitem(FORMATS, name, replace(form, make=half))


def late(app: Flask) -> list[tuple[str, str, int]]:
    with app.app_context():
        found = consultation_at("trees")
        assert found
        copies = [(one.format, one.language, one.days) for one in late_copies(found)]
        db.session.rollback()
    return sorted(copies)


def test_what_comes_on_the_first_day_is_not_late_nor_when_it_is_made_anew(
    app: Flask, first: datetime
) -> None:
    make(app, first)
    make(app, first + timedelta(days=4))
    assert late(app) == []


def test_a_copy_that_failed_at_first_is_late_from_the_day_it_can_be_had(
    app: Flask, first: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail("plain-text", patch)
        make(app, first)
        assert late(app) == []
    make(app, first + timedelta(days=3))
    make(app, first + timedelta(days=9))
    assert late(app) == [("plain-text", "en", 3)]


def test_a_copy_that_failed_in_between_is_not_late_again(
    app: Flask, first: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(app, first)
    with monkeypatch.context() as patch:
        fail("plain-text", patch)
        make(app, first + timedelta(days=1))
    make(app, first + timedelta(days=5))
    assert late(app) == []


def test_braille_counts_from_the_day_it_was_made_and_scripts_for_officers_never(
    app: Flask, first: datetime
) -> None:
    make(app, first + timedelta(days=2))
    assert late(app) == [("braille-uncontracted", "en", 2), ("plain-text", "en", 2)]


def test_copies_in_a_late_language_are_late_only_beyond_it(
    app: Flask, slug: str, first: datetime
) -> None:
    make(app, first)
    with time_machine.travel(first + timedelta(days=1)):
        translated(app, slug)
    make(app, first + timedelta(days=6))
    assert ("plain-text", "ur", 6) in late(app)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        since = (first + timedelta(days=6)).isoformat()
        found.offered_in = {"ur": {**found.offered_in["ur"], "since": since}}
        db.session.commit()
    assert late(app) == []


def test_a_language_that_is_no_longer_offered_owes_nothing(
    app: Flask, slug: str, first: datetime
) -> None:
    make(app, first)
    translated(app, slug)
    make(app, first + timedelta(days=2))
    assert ("plain-text", "ur", 2) in late(app)
    with app.app_context():
        found = consultation_at(slug)
        assert found
        stop_offering(found, "ur", reason=WHY, by=OFFERER, at=clock.now())
        db.session.commit()
    assert late(app) == []


def test_the_officer_is_led_to_a_form_that_is_filled_in_and_then_it_is_gone(
    app: Flask, client: CheckingClient, as_: As, first: datetime
) -> None:
    make(app, first + timedelta(days=2))
    officer = as_("publisher", "Amina Khan")
    page = officer.get(COPIES)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.text))
    assert "Copy as plain text (English) came 2 days late." in told
    assert FORM.replace("&", "&amp;") in page.text
    form = fields_on(officer.get(FORM))
    came = (first + timedelta(days=2)).date().isoformat()
    assert (form["what"], form["came"]) == (["Copy as plain text (English)"], [came])
    typed = {**form, "choice": "neither", "reason": WHY}
    token = officers.token_on(officer.get(FORM))
    with time_machine.travel(clock.now()):
        sent = officer.post(f"{COPIES}/late", data={**typed, "csrf_token": token})
    assert sent.status_code == 303
    assert late(app) == [("braille-uncontracted", "en", 2)]
    assert FORM.replace("&", "&amp;") not in officer.get(COPIES).text
    public = client.get("/en/consultations/trees").text
    assert "Copy as plain text (English)" in public
    assert WHY in public


@pytest.mark.parametrize("odd", ["?format=plain-text&language=ur", "?format=x&language=%00", "?"])
def test_the_form_of_a_copy_that_is_not_late_begins_empty(as_: As, slug: str, odd: str) -> None:
    assert slug
    form = fields_on(as_("publisher", "Amina Khan").get(f"{COPIES}/late{odd}"))
    assert form["what"] == [""]


def test_a_made_up_copy_is_stated_without_its_names(app: Flask, as_: As, first: datetime) -> None:
    make(app, first + timedelta(days=2))
    officer = as_("publisher", "Amina Khan")
    typed = fields_on(officer.get(FORM)) | {"choice": "neither", "reason": WHY, "language": "\0x"}
    assert officer.post(f"{COPIES}/late", data=typed).status_code == 303
    (stated,) = rows(app, select(Departure).where(Departure.commitment == "same-time"))
    assert (stated.facts["format"], stated.facts["language"]) == ("", "")
    assert ("plain-text", "en", 2) in late(app)
