"""Everybody can read what we promise; a promise that somebody adds is kept or explained."""

from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from consult.compact import commitments
from consult.compact.commitments.plain_words import PLAIN_WORDS
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.database import db
from consult.home import views as home
from consult.plan.actions.opening import open_consultation
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import APPROVER, SAID, document, drafted

WHY = "Asked for by the group that uses the hall."


def test_every_promise_stands_on_one_page_with_its_place(client: CheckingClient) -> None:
    text = unescape(client.get("/en/promises").get_data(as_text=True))
    for one in commitments.COMMITMENTS.values():
        assert f"<h2>{one.promise}</h2>" in text
        assert str(one.asks) in text
    assert 'What the Compact asks (part <bdi dir="ltr">5.2</bdi>)' in text


def test_a_new_promise_is_asked_for_and_its_departure_is_public(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = replace(PLAIN_WORDS, code="no-trees", promise="No trees.", is_kept=lambda _facts: False)
    monkeypatch.setattr(commitments, "COMMITMENTS", {new.code: new})
    monkeypatch.setattr(home, "COMMITMENTS", {new.code: new})
    slug = drafted(app, document(**SAID))
    with app.app_context():
        found = consultation_at(slug)
        assert found
        with pytest.raises(ReasonNeededError) as refused:
            open_consultation(found, by=APPROVER, at=clock.now())
        assert refused.value.broken == (new,)
        open_consultation(found, by=APPROVER, at=clock.now(), reason=WHY)
        db.session.commit()
    text = unescape(client.get(f"/en/consultations/{slug}").get_data(as_text=True))
    assert "We promise this, and do not keep it here: No trees." in text
    assert WHY in text
    assert 'href="/en/promises"' in text
