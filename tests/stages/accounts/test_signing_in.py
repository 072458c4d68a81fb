"""Officers sign in, stay for a while, and leave."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from consult.accounts import queries
from consult.accounts.actions import accounts, signing_in
from consult.accounts.actions.tries import RefusedError
from consult.accounts.models import Officer, OfficerSession, SignInTry
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.support import officers
from tests.support.officers import PASSWORD, SIGN_IN

pytestmark = pytest.mark.usefixtures("context")

DESK = "/en/officer/"


def test_the_right_password_opens_the_desk(client: FlaskClient) -> None:
    known = officers.add()
    response = officers.type_in(client, known.email, PASSWORD)
    assert (response.status_code, response.location) == (303, DESK)
    assert client.get(DESK).status_code == 200


def test_an_email_address_can_be_typed_in_any_case(client: FlaskClient) -> None:
    officers.add()
    response = officers.type_in(client, "  OFFICER@example.org ", PASSWORD)
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("officer@example.org", "not the password"),
        ("nobody@example.org", PASSWORD),
        ("retired@example.org", PASSWORD),
        ("officer@example.org", "x" * 20_000),
        ("officer@example.org\0", PASSWORD),
        ("o" * 20_000, PASSWORD),
        ("officer@example.org", "nul \0 and a tail that is long enough"),
        ("' OR 1=1 --", PASSWORD),
    ],
    ids=["wrong", "nobody", "retired", "huge", "nul-email", "huge-email", "nul", "sql"],
)
def test_every_refusal_reads_the_same(client: FlaskClient, email: str, password: str) -> None:
    officers.add()
    officers.retire(officers.add("analyst", email="retired@example.org"))
    response = officers.type_in(client, email, password)
    body = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "do not go together" in body
    assert password not in body
    assert client.get(DESK).status_code == 302


def test_what_is_left_empty_is_named(client: FlaskClient) -> None:
    response = officers.type_in(client, "", "")
    body = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Type your e-mail address" in body
    assert "Type your password" in body


def test_the_page_speaks_urdu(client: FlaskClient) -> None:
    officers.add()
    urdu = "/ur/officer/sign-in"
    assert 'dir="rtl"' in client.get(urdu).get_data(as_text=True)
    response = officers.type_in(client, "officer@example.org", PASSWORD, at=urdu)
    assert response.location == "/ur/officer/"


def test_an_unknown_account_costs_the_same_hash_as_a_known_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    officers.add()
    officers.retire(officers.add("analyst"))
    hashing, checked = app.extensions["security"].pwd_context, []
    real = hashing.verify

    def counted(password: str, against: str) -> bool:
        checked.append(against.rpartition("$")[0].rpartition("$")[0])
        return bool(real(password, against))

    monkeypatch.setattr(hashing, "verify", counted)
    for email in ("officer@example.org", "analyst@example.org", "nobody@example.org", "\0"):
        refuse(email, network="192.0.2.1")
    assert len(checked) == 4
    assert set(checked) == {"$argon2id$v=19$m=19456,t=2,p=1"}


@pytest.mark.parametrize("meanwhile", ["a new password", "the account ends"])
def test_what_changes_while_a_password_is_checked_counts(
    app: Flask, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    known = officers.add()
    hashing = app.extensions["security"].pwd_context
    real, new = hashing.verify, "marble kettle forest"

    def change() -> None:
        with app.app_context():
            officer = db.session.get_one(Officer, known.id)
            if meanwhile == "a new password":
                accounts.set_password(officer, new)
            else:
                officer.is_active = False
            db.session.commit()

    def slow(password: str, against: str) -> bool:
        with ThreadPoolExecutor(1) as somebody_else:
            somebody_else.submit(change).result()
        return bool(real(password, against))

    monkeypatch.setattr(hashing, "verify", slow)
    with pytest.raises(RefusedError):
        guess(known.email, PASSWORD, network="192.0.2.1")
    monkeypatch.undo()
    assert count(OfficerSession) == 0
    db.session.rollback()
    if meanwhile == "a new password":
        assert guess(known.email, new, network="192.0.2.2") == known.id


def test_the_page_to_go_on_to_stays_on_this_site(client: FlaskClient) -> None:
    officers.add()
    turned_away = client.get("/en/officer/?all=yes")
    assert turned_away.status_code == 302
    assert turned_away.location == f"{SIGN_IN}?next=/en/officer/?all%3Dyes"
    onward = "/en/officer/?all=yes"
    assert officers.type_in(client, "officer@example.org", PASSWORD, onward=onward).location == (
        onward
    )


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/en/\r\nSet-Cookie: a=b",
    ],
)
def test_no_link_leads_people_away(client: FlaskClient, onward: str) -> None:
    officers.add()
    response = officers.type_in(client, "officer@example.org", PASSWORD, onward=onward)
    assert response.location == DESK


def test_five_wrong_passwords_in_a_minute_mean_a_minute_of_waiting(client: FlaskClient) -> None:
    known = officers.add()
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(5):
            assert officers.type_in(client, known.email, "wrong").status_code == 422
        refused = officers.type_in(client, known.email, PASSWORD)
        assert refused.status_code == 429
        assert "Please wait a minute" in refused.get_data(as_text=True)
        traveller.shift(timedelta(seconds=61))
        assert officers.type_in(client, known.email, PASSWORD).status_code == 303


def test_guesses_sent_all_at_once_are_counted_one_by_one(app: Flask) -> None:
    known = officers.add()

    def guess_once(_turn: int) -> bool:
        with app.app_context(), pytest.raises(RefusedError) as refusal:
            guess(known.email, "wrong", network="192.0.2.1")
        return refusal.value.must_wait

    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(guess_once, range(16)))
    assert waits.count(False) <= 5
    assert guess(known.email, PASSWORD, network="192.0.2.2") == known.id


def test_waiting_is_asked_of_unknown_accounts_too(client: FlaskClient) -> None:
    for _ in range(5):
        assert officers.type_in(client, "nobody@example.org", "wrong").status_code == 422
    assert officers.type_in(client, "nobody@example.org", "wrong").status_code == 429


def test_somebody_elses_guesses_do_not_lock_an_officer_out() -> None:
    known = officers.add()
    for _ in range(5):
        refuse(known.email, network="192.0.2.1")
    with pytest.raises(RefusedError) as refusal:
        guess(known.email, PASSWORD, network="192.0.2.1")
    assert refusal.value.must_wait
    assert guess(known.email, PASSWORD, network="192.0.2.2") == known.id


def test_one_address_cannot_try_every_account() -> None:
    for turn in range(20):
        refuse(f"person-{turn}@example.org", network="192.0.2.1")
    with pytest.raises(RefusedError) as refusal:
        guess("person-20@example.org", "wrong", network="192.0.2.1")
    assert refusal.value.must_wait


def test_signing_in_well_costs_no_patience(client: FlaskClient) -> None:
    known = officers.add()
    for _ in range(7):
        officers.sign_in(client, known)
    assert count(SignInTry) == 0


def test_tries_keep_no_address_and_are_gone_after_a_minute() -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        refuse("amina@example.org", network="192.0.2.1")
        kept = db.session.scalars(select(SignInTry)).one()
        assert len(kept.account_key) == len(kept.network_key) == 64
        db.session.commit()
        traveller.shift(timedelta(seconds=60))
        refuse("another@example.org", network="192.0.2.1")
    assert count(SignInTry) == 1


def test_neither_password_nor_hash_is_written_into_the_history(client: FlaskClient) -> None:
    known = officers.add()
    officers.type_in(client, known.email, "a wrong password")
    officers.sign_in(client, known)
    history = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.what for event in history] == ["officer.added", "officer.signed-in"]
    assert {event.who for event in history} == {"Amina Khan, officer"}
    kept = " ".join(str(vars(event)) for event in history)
    assert "argon2" not in kept
    assert "password" not in kept


def test_checking_a_password_keeps_nobody_from_writing() -> None:
    known = officers.add()
    with db.engine.begin() as writer:
        # A writer is in the middle of something; looking an account up does not wait.
        writer.exec_driver_sql("DELETE FROM sign_in_try")
        begun = perf_counter()
        found = queries.account_with(known.email)
        assert found
        assert perf_counter() - begun < 2


def refuse(email: str, *, network: str) -> None:
    with pytest.raises(RefusedError):
        guess(email, "wrong", network=network)


def guess(email: str, password: str, *, network: str) -> int:
    try:
        begin = signing_in.sign_in
        return int(begin(email, password, network=network, browser="", at=clock.now()).id)
    finally:
        db.session.commit()


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0
