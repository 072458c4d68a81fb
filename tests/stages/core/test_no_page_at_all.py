"""Where even drawing the page that says so could fail, there still is a page."""

import pytest
from flask import Flask
from sqlalchemy import text

from consult.core.database import db
from tests.checking_client import CheckingClient
from tests.support import officers


@pytest.mark.parametrize("host", ["..", ".example.org", "x" * 300, "a." + "b" * 64 + ".org:8000"])
@pytest.mark.parametrize("address", ["/", "/ur/", "/en/nothing", "/en/officer/"])
def test_I23_a_host_that_cannot_be_is_a_page_with_words(
    client: CheckingClient, host: str, address: str
) -> None:
    client.checks = False
    page = client.get(address, headers={"Host": host})
    assert page.status_code in (400, 404)
    assert "<h1>" in page.text


@pytest.mark.parametrize("address", ["/en/officer/", "/en/"])
def test_D7_an_officer_gets_a_page_though_we_cannot_ask_who_it_is(
    app: Flask, client: CheckingClient, address: str
) -> None:
    client.checks = False
    with app.app_context():
        officers.sign_in(client, officers.add("publisher"))
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TABLE officer_session"))
    page = client.get(address)
    assert page.status_code in (500, 503)
    assert "<h1>" in page.text
