"""How long an officer stays signed in, and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from consult.accounts.actions import accounts
from consult.accounts.models import Officer, OfficerSession
from consult.accounts.rules import browser_family
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.support import officers
from tests.support.officers import PASSWORD, SIGN_IN

pytestmark = pytest.mark.usefixtures("context")

DESK = "/en/officer/"
YOURS = "/en/officer/your-sign-in"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


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


def test_an_ended_session_is_dead_at_once(app: Flask, client: FlaskClient) -> None:
    known = officers.add()
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    officers.sign_in(phone, known)
    officers.sign_in(client, known)
    page = client.get(YOURS)
    body = page.get_data(as_text=True)
    assert "Safari, iPhone" in body
    assert body.count("This one") == 1
    ended = client.post(
        f"{YOURS}/sessions/{session_ids()[0]}/end",
        data={"csrf_token": officers.token_on(page)},
        follow_redirects=True,
    )
    assert "You are signed out there" in ended.get_data(as_text=True)
    assert phone.get(DESK).status_code == 302
    assert client.get(DESK).status_code == 200


def test_all_other_sessions_end_together(app: Flask, client: FlaskClient) -> None:
    known = officers.add()
    others = [app.test_client() for _ in range(3)]
    for other in others:
        officers.sign_in(other, known)
    officers.sign_in(client, known)
    data = {"csrf_token": officers.token_on(client.get(YOURS))}
    assert client.post(f"{YOURS}/sessions/end-others", data=data).status_code == 303
    assert {other.get(DESK).status_code for other in others} == {302}
    assert client.get(DESK).status_code == 200
    assert what_happened()[-1] == "officer.other-sessions-ended"


def test_nobody_ends_somebody_elses_session(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    officers.sign_in(other, officers.add("publisher"))
    officers.sign_in(client, officers.add())
    data = {"csrf_token": officers.token_on(client.get(YOURS))}
    refused = client.post(f"{YOURS}/sessions/{session_ids()[0]}/end", data=data)
    assert refused.status_code == 404
    assert other.get(DESK).status_code == 200


def test_the_database_keeps_no_key_that_opens_a_session(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    with client.session_transaction() as session:
        key = session["_user_id"]
    kept = db.session.scalars(select(OfficerSession)).one()
    assert len(key) == 64
    assert key not in str(vars(kept))


def test_sessions_that_are_over_are_tidied_away(client: FlaskClient) -> None:
    known = officers.add()
    with time_machine.travel(clock.now(), tick=False) as traveller:
        officers.sign_in(client, known)
        traveller.shift(timedelta(hours=13))
        officers.sign_in(client, known)
    assert db.session.scalar(select(func.count()).select_from(OfficerSession)) == 1


@pytest.mark.parametrize(
    ("says", "is_called"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        (PHONE, "Safari, iPhone"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_people_know_it(says: str, is_called: str) -> None:
    assert browser_family(says) == is_called


def session_ids() -> list[int]:
    ids = list(db.session.scalars(select(OfficerSession.id).order_by(OfficerSession.id)))
    db.session.rollback()
    return ids


def what_happened() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.what).order_by(AuditEvent.id)))
