"""How long an officer stays signed in, and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from consult.accounts.actions import accounts
from consult.accounts.models import Officer
from consult.core import clock
from consult.core.database import db
from tests.support import officers
from tests.support.officers import PASSWORD, SIGN_IN

pytestmark = pytest.mark.usefixtures("context")

DESK = "/en/officer/"


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    copied = client.get_cookie("officer")
    assert copied
    thief = app.test_client()
    thief.set_cookie("officer", copied.value)
    assert thief.get(DESK).status_code == 200
    token = officers.token_on(client.get(SIGN_IN))
    left = client.post("/en/officer/sign-out", data={"csrf_token": token}, follow_redirects=True)
    assert "You are signed out" in left.get_data(as_text=True)
    assert client.get(DESK).status_code == 302
    thief.set_cookie("officer", copied.value)
    assert thief.get(DESK).status_code == 302


def test_a_new_password_ends_every_session(client: FlaskClient) -> None:
    known = officers.add()
    officers.sign_in(client, known)
    accounts.set_password(db.session.get_one(Officer, known.id), "another long password")
    db.session.commit()
    assert client.get(DESK).status_code == 302
    assert officers.type_in(client, known.email, PASSWORD).status_code == 422
    assert officers.type_in(client, known.email, "another long password").status_code == 303


def test_an_officer_who_left_is_out_at_once(client: FlaskClient) -> None:
    known = officers.add()
    officers.sign_in(client, known)
    officers.retire(known)
    assert client.get(DESK).status_code == 302


def test_half_an_hour_without_a_page_ends_the_session(client: FlaskClient) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        officers.sign_in(client, officers.add())
        for _ in range(3):
            traveller.shift(timedelta(minutes=29))
            assert client.get(DESK).status_code == 200
        traveller.shift(timedelta(minutes=31))
        assert client.get(DESK).status_code == 302


def test_twelve_hours_end_the_session_however_busy_it_was(client: FlaskClient) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        officers.sign_in(client, officers.add())
        for _ in range(12 * 3):
            traveller.shift(timedelta(minutes=20))
            assert client.get(DESK).status_code == 200
        traveller.shift(timedelta(minutes=1))
        assert client.get(DESK).status_code == 302


def test_the_session_from_before_does_not_live_on(client: FlaskClient) -> None:
    officers.add()
    before = officers.token_on(client.get(SIGN_IN))
    with client.session_transaction() as session:
        session["planted"] = "by somebody"
    officers.type_in(client, "officer@example.org", PASSWORD)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    cookie = client.get_cookie("officer")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"
