"""A form that cannot be taken gives people back what they typed, and says how to go on."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import officers

pytestmark = pytest.mark.usefixtures("context")

NEW = "/en/officer/add-consultation"
WORDS = "We asked for 12 weeks, but the budget is set in <May>."


def test_after_the_session_ended_the_words_are_still_there(client: FlaskClient) -> None:
    response = client.post(NEW, data={"reason": WORDS, "csrf_token": "old", "password": "a b"})
    body = response.get_data(as_text=True)
    assert response.status_code == 403
    assert "You are signed out" in body
    assert "the budget is set in &lt;May&gt;." in body
    assert "a b" not in body
    assert f'href="/en/officer/sign-in?next={NEW}"' in body


def test_a_page_that_was_open_for_too_long_says_so(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    response = client.post(NEW, data={"reason": WORDS, "csrf_token": "old"})
    body = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "This page was open for too long" in body
    assert "the budget is set in &lt;May&gt;." in body
    assert f'href="{NEW}"' in body


def test_a_page_that_only_takes_forms_leads_back_to_the_desk(client: FlaskClient) -> None:
    response = client.post("/en/officer/sign-out")
    body = response.get_data(as_text=True)
    assert response.status_code == 400
    assert 'href="/en/officer/"' in body


def test_it_speaks_the_language_of_the_page(client: FlaskClient) -> None:
    response = client.post("/ur/officer/sign-in", data={"email": "amina@example.org"})
    assert response.status_code == 400
    assert 'lang="ur" dir="rtl"' in response.get_data(as_text=True)


def test_a_form_from_another_site_is_answered_with_a_page(client: FlaskClient) -> None:
    response = client.post(NEW, data={"reason": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "<h1>" in response.get_data(as_text=True)


@pytest.mark.parametrize(("origin", "status"), [("consult", 200), ("evil", 403)])
def test_our_public_address_counts_as_ours_behind_a_proxy(
    app: Flask, client: FlaskClient, origin: str, status: int
) -> None:
    app.config["BASE_URL"] = "https://consult.example.org"
    headers = {"Origin": f"https://{origin}.example.org"}
    response = client.post("/en/reading", headers=headers, follow_redirects=True)
    assert response.status_code == status


def test_an_officer_without_the_permission_is_told_so(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add("analyst"))
    response = client.get(NEW)
    assert response.status_code == 403
    assert "Your account does not have this page" in response.get_data(as_text=True)


def test_the_bar_of_an_officer_names_them_and_lets_them_out(client: FlaskClient) -> None:
    officers.sign_in(client, officers.add())
    body = client.get("/en/officer/").get_data(as_text=True)
    assert "Amina Khan" in body
    assert 'action="/en/officer/sign-out"' in body
