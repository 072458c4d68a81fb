"""An organisation says when few people can answer; fair days leave these out."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from consult.accounts.models import Organisation
from consult.core.database import db
from consult.plan.checks.quiet import fair_days_of
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import document, drafted, rows
from tests.support import officers
from tests.support.filling import fill

AT = "/en/officer/organisations/1/quiet-times"
AUGUST = {"name_0": "August", "first_0": "2026-08-01", "last_0": "2026-08-31"}


def sign_in(app: Flask, client: CheckingClient, role: str = "organisation admin") -> None:
    with app.app_context():
        known = officers.add(role)
    officers.sign_in(client, known)


def test_days_of_a_quiet_time_are_not_fair(app: Flask, client: CheckingClient) -> None:
    slug = drafted(app, document(opens="2026-07-01"))
    sign_in(app, client)
    assert fill(client, AT, **AUGUST).status_code == 303
    with app.app_context():
        found = consultation_at(slug)
        assert found
        assert (found.closes - date(2026, 7, 1)).days == 83
        # Its bank holiday is in August: it is taken away once.
        assert fair_days_of(found).fair == 84 - 31
        db.session.rollback()


def test_a_line_is_shown_again_and_a_cleared_one_is_gone(
    app: Flask, client: CheckingClient
) -> None:
    sign_in(app, client)
    fill(client, AT, **AUGUST)
    assert 'value="2026-08-31"' in client.get(AT).get_data(as_text=True)
    fill(client, AT, name_0="", first_0="", last_0="")
    assert rows(app, select(Organisation))[0].quiet_periods == []


def test_half_a_line_is_refused_and_kept_on_the_page(app: Flask, client: CheckingClient) -> None:
    sign_in(app, client)
    for wrong in ({"last_0": ""}, {"last_0": "2026-07-01"}, {"name_0": " "}, {"first_0": "soon"}):
        page = fill(client, AT, **{**AUGUST, **wrong})
        assert page.status_code == 422
    assert rows(app, select(Organisation))[0].quiet_periods == []


def test_only_its_admins_may(app: Flask, client: CheckingClient) -> None:
    sign_in(app, client, "publisher")
    client.checks = False
    assert client.get(AT).status_code == 403
