"""A connection to the database that ends takes no page away that was ready."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, Response
from sqlalchemy import select

from consult.core.database import db
from consult.respond import models
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question, rows

ONE = document(question("why", "long_text"))


@contextmanager
def connections_ending(app: Flask) -> Iterator[None]:
    """Let the connection of each request end when its page is ready, as a killed server would."""

    def end(response: Response) -> Response:
        connection = db.session.connection().connection.dbapi_connection
        assert connection is not None
        connection.close()
        return response

    hooks = app.after_request_funcs.setdefault(None, [])
    hooks.append(end)
    try:
        yield
    finally:
        hooks.remove(end)


@pytest.mark.parametrize("page", ["/en/", "/ur/consultations/trees"])
def test_D8_a_page_that_was_read_is_shown_though_its_connection_ended(
    app: Flask, client: CheckingClient, page: str
) -> None:
    opened(app, {**ONE, "slug": "trees"})
    with connections_ending(app):
        assert [client.get(page).status_code for _turn in range(3)] == [200, 200, 200]
    assert client.get(page).status_code == 200


def test_D8_thanks_are_given_though_the_connection_ended_after_the_commit(
    app: Flask, client: CheckingClient
) -> None:
    resident = Resident(client, opened(app, ONE))
    resident.walk({"why": {"answer": "For the shade"}})
    with connections_ending(app):
        assert resident.send().status_code == 303
    assert resident.receipt()
    assert count(app, models.Response) == 1
    assert [one.value for one in rows(app, select(models.Answer))] == ["For the shade"]
