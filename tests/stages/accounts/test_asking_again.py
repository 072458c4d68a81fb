"""A screen that was left does not give away what people said, nor who may see it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from consult.accounts.actions import sessions
from consult.accounts.permissions import is_asked_again
from consult.accounts.rules import is_easy_to_guess
from consult.core import clock
from consult.core.audit import AuditEvent
from consult.core.database import db
from tests.support import officers, second_step
from tests.support.officers import PASSWORD
from tests.support.second_step import AGAIN, YOURS

pytestmark = pytest.mark.usefixtures("context")

DESK = "/en/officer/"
NEW = f"{YOURS}/password"
ANOTHER = "marble kettle forest"


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """Stop the clock at the beginning of a half minute."""
    now = datetime.fromtimestamp(int(clock.now().timestamp()) // 30 * 30, clock.now().tzinfo)
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


def test_what_takes_words_away_or_changes_the_way_in_asks_again(app: Flask) -> None:
    marked = {name for name, view in app.view_functions.items() if is_asked_again(view)}
    assert marked >= {
        "analyse.about_people",
        "analyse.show_about_people",
        "analyse.reply_file",
        "responses.file",
        "take_in.scan",
        "accounts.password",
        "accounts.password_now",
        "accounts.set_up_app",
        "accounts.set_up_app_now",
        "accounts.recovery_codes",
        "accounts.make_recovery_codes",
    }


def test_the_password_is_asked_again_after_ten_minutes_and_then_remembered(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    officers.sign_in(client, officers.add())
    assert client.get(NEW).status_code == 200
    still.shift(601)
    assert client.get(DESK).status_code == 200
    sent_on = client.get(NEW)
    assert sent_on.location == f"{AGAIN}?next={NEW}"
    wrong = second_step.send(client, AGAIN, {"password": "wrong", "next": NEW})
    assert wrong.status_code == 422
    assert client.get(NEW).status_code == 302
    right = second_step.send(client, AGAIN, {"password": PASSWORD, "next": NEW})
    assert right.location == NEW
    still.shift(599)
    assert client.get(NEW).status_code == 200
    still.shift(2)
    assert client.get(NEW).status_code == 302


def test_who_has_an_app_shows_its_code_again_too(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    client.application.config["REQUIRE_SECOND_FACTOR"] = True
    phone, _codes = second_step.set_up(client, officers.add())
    still.shift(601)
    assert second_step.send(client, AGAIN, {"password": PASSWORD}).status_code == 422
    typed = {"password": PASSWORD, "code": "000000", "next": NEW}
    assert second_step.send(client, AGAIN, typed).status_code == 422
    typed["code"] = phone.shows()
    assert second_step.send(client, AGAIN, typed).location == NEW
    assert client.get(NEW).status_code == 200
    assert second_step.send(client, AGAIN, typed).status_code == 422  # a code works once


def test_five_wrong_passwords_mean_waiting_here_too(client: FlaskClient) -> None:
    known = officers.add()
    officers.sign_in(client, known)
    for _ in range(5):
        assert second_step.send(client, AGAIN, {"password": "wrong"}).status_code == 422
    assert second_step.send(client, AGAIN, {"password": PASSWORD}).status_code == 429
    # The same five count on the sign-in page.
    assert officers.type_in(client, known.email, PASSWORD).status_code == 429


def test_what_was_typed_meanwhile_is_given_back(
    client: FlaskClient, still: time_machine.Traveller
) -> None:
    officers.sign_in(client, officers.add())
    token = officers.token_on(client.get(NEW))
    still.shift(601)
    words = "A long reason that somebody typed with care."
    typed = {"reason": words, "password": "my old one", "new_password": "my new one"}
    refused = client.post(NEW, data={**typed, "csrf_token": token})
    body = refused.get_data(as_text=True)
    assert refused.status_code == 403
    assert words in body
    assert "my old one" not in body
    assert "my new one" not in body
    assert f'href="{AGAIN}?next={NEW}"' in body


@pytest.mark.parametrize("address", [AGAIN, NEW])
def test_who_is_signed_out_meanwhile_starts_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    known = officers.add()
    officers.sign_in(client, known)
    hashing = app.extensions["security"].pwd_context
    real = hashing.verify

    def end_all() -> None:
        with app.app_context():
            sessions.end_all(known.id)
            db.session.commit()

    def slow(password: str, against: str) -> bool:
        with ThreadPoolExecutor(1) as somebody_else:
            somebody_else.submit(end_all).result()
        return bool(real(password, against))

    monkeypatch.setattr(hashing, "verify", slow)
    typed = {"password": PASSWORD, "new_password": ANOTHER}
    told = second_step.send(client, address, typed)
    assert told.status_code == 404
    assert "Please sign in from the start" in told.get_data(as_text=True)


def test_asking_again_leads_to_no_other_site(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    typed = {"password": PASSWORD, "next": "//evil.example/"}
    assert second_step.send(client, AGAIN, typed).location == DESK


def test_a_chosen_password_ends_every_other_session(app: Flask, client: FlaskClient) -> None:
    known = officers.add()
    other = app.test_client()
    officers.sign_in(other, known)
    officers.sign_in(client, known)
    before = client.get_cookie("officer")
    typed = {"password": PASSWORD, "new_password": ANOTHER}
    changed = second_step.send(client, NEW, typed)
    assert changed.location == f"{YOURS}?done=password"
    assert "signed out everywhere else" in client.get(changed.location).get_data(as_text=True)
    assert other.get(DESK).status_code == 302
    copied = app.test_client()
    assert before
    copied.set_cookie("officer", before.value)
    assert copied.get(DESK).status_code == 302
    assert officers.type_in(other, known.email, PASSWORD).status_code == 422
    assert officers.type_in(other, known.email, ANOTHER).status_code == 303
    history = set(db.session.scalars(select(AuditEvent.what)))
    assert "officer.password-changed" in history


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("wrong", ANOTHER, "This password is not right"),
        (PASSWORD, "too short", "Use 12 characters or more"),
        (PASSWORD, "x" * 20_000, "Use 12 characters or more"),
        (PASSWORD, "Password1234", "Others would guess this password"),
        (PASSWORD, "Amina-Khan-2026", "Others would guess this password"),
    ],
)
def test_a_password_that_cannot_be_taken_says_why(
    client: FlaskClient, old: str, new: str, why: str
) -> None:
    officers.sign_in(client, officers.add())
    refused = second_step.send(client, NEW, {"password": old, "new_password": new})
    assert refused.status_code == 422
    assert why in refused.get_data(as_text=True)
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize(
    "guessed", ["aaaaaaaaaaaa", "qwertyuiop12", "1234567890123", "summerwinter"]
)
def test_what_others_guess_first_is_easy_to_guess(guessed: str) -> None:
    assert is_easy_to_guess(guessed, name="Amina Khan", email="amina@example.org")


@pytest.mark.parametrize("good", [PASSWORD, ANOTHER, "آسمان درخت کتاب قلم", "k7#Vq-2xTz!m"])
def test_words_that_do_not_belong_together_are_not(good: str) -> None:
    assert not is_easy_to_guess(good, name="Amina Khan", email="amina@example.org")
