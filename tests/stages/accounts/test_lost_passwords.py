"""A lost password: nobody is told who has an account, and the link works once, for an hour."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.accounts.models import LostPassword
from consult.core import clock
from consult.core.database import db
from tests.checking_client import CheckingClient
from tests.stages.core.letters import try_all
from tests.support import officers, second_step
from tests.support.letterboxes import BASE_URL, Letterbox
from tests.support.officers import PASSWORD, Known
from tests.support.second_step import YOURS

pytestmark = pytest.mark.usefixtures("context", "letterbox")

LOST, NEW = "/en/officer/lost-password", "another horse battery"
TOO_SHORT_AS_KEPT = "kwe\u0301de\u0301zi\u0301pu"  # 12 signs, 9 letters


def ask(app: Flask, email: str) -> TestResponse:
    client = CheckingClient(app)
    token = officers.token_on(client.get(LOST))
    data = {"csrf_token": token, "email": email}
    return client.post(LOST, data=data, follow_redirects=True)


def link_in(letterbox: Letterbox, app: Flask) -> str:
    try_all(app)
    try_all(app)  # the letter, once the job has looked the account up
    (link,) = re.findall(rf"{BASE_URL}(\S+)", letterbox.letters[-1].get_content())
    return str(link)


def choose(app: Flask, link: str, password: str = NEW) -> TestResponse:
    client = CheckingClient(app)
    token = officers.token_on(client.get("/en/officer/sign-in"))
    return client.post(link, data={"csrf_token": token, "password": password})


def test_the_link_gives_a_new_password_once_and_ends_every_session(
    app: Flask, letterbox: Letterbox
) -> None:
    known, client = officers.add(), CheckingClient(app)
    officers.sign_in(client, known)
    ask(app, " OFFICER@example.org")
    link = link_in(letterbox, app)
    for _program_that_looks_into_letters in range(2):
        assert "Save the password" in CheckingClient(app).get(link).text
    assert choose(app, link, "short").status_code == 422
    assert "Others would guess" in choose(app, link, "password officer 123").text
    assert choose(app, link).status_code == 303
    assert client.get("/en/officer/").status_code == 302
    assert officers.type_in(CheckingClient(app), known.email, PASSWORD).status_code == 422
    assert officers.type_in(CheckingClient(app), known.email, NEW).status_code == 303
    again = choose(app, link, PASSWORD)
    assert again.status_code == 404
    assert "This link was used" in again.text


def test_the_answer_is_the_same_whoever_is_asked_for(app: Flask, letterbox: Letterbox) -> None:
    officers.add()
    officers.retire(officers.add("analyst", email="gone@example.org"))
    emails = ("nobody@example.org", "gone@example.org", "\0", "officer@example.org")
    said = {re.sub(r'value="[^"]*"', "", ask(app, email).text) for email in emails}
    assert len(said) == 1
    link_in(letterbox, app)
    assert [str(letter["To"]) for letter in letterbox.letters] == ["officer@example.org"]


def test_after_an_hour_the_link_opens_nothing(app: Flask, letterbox: Letterbox) -> None:
    known = officers.add()
    ask(app, known.email)
    link = link_in(letterbox, app)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert choose(app, link).status_code == 404
    assert choose(app, link).status_code == 303


def test_who_left_meanwhile_is_not_let_in(app: Flask, letterbox: Letterbox) -> None:
    known = officers.add()
    ask(app, known.email)
    link = link_in(letterbox, app)
    officers.retire(known)
    choose(app, link)
    assert officers.type_in(CheckingClient(app), known.email, NEW).status_code == 422


@pytest.mark.parametrize("how", ["own page", "command", "end"])
def test_another_way_to_a_new_password_closes_the_link(
    app: Flask, letterbox: Letterbox, how: str
) -> None:
    known = officers.add()
    ask(app, known.email)
    link = link_in(letterbox, app)
    if how == "own page":
        client = CheckingClient(app)
        officers.sign_in(client, known)
        typed = {"password": PASSWORD, "new_password": NEW}
        assert second_step.send(client, f"{YOURS}/password", typed).status_code == 303
    else:
        what = {"command": "password", "end": "end"}[how]
        done = app.test_cli_runner().invoke(args=["officer", what, known.email])
        assert done.exit_code == 0
    assert db.session.scalars(select(LostPassword)).all() == []
    db.session.rollback()
    assert choose(app, link).status_code == 404


def test_a_password_is_counted_as_it_is_kept(app: Flask, letterbox: Letterbox) -> None:
    known = officers.add()
    ask(app, known.email)
    refused = choose(app, link_in(letterbox, app), TOO_SHORT_AS_KEPT)
    assert refused.status_code == 422
    assert "Use 12 characters or more" in refused.text


@pytest.mark.parametrize("email", ["officer@example.org", "nobody@example.org"])
def test_asking_too_often_means_waiting_with_or_without_an_account(app: Flask, email: str) -> None:
    officers.add()
    for _ in range(3):
        assert ask(app, email).status_code == 200
    refused = ask(app, email)
    assert refused.status_code == 429
    assert "wait an hour" in refused.text
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert ask(app, email).status_code == 200


def test_neither_address_nor_secret_stands_in_the_database(
    app: Flask, letterbox: Letterbox
) -> None:
    known = Known(0, officers.add().email)
    ask(app, known.email)
    before = kept()
    key = link_in(letterbox, app).rpartition("/")[2]
    assert known.email not in before + kept()
    assert key not in kept()


def kept() -> str:
    found = str([vars(one) for one in db.session.scalars(select(LostPassword))])
    db.session.rollback()
    return found
