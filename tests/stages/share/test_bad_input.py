"""What no person types: nothing breaks, and nothing of it is kept."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.share.models import FormatRequest
from consult.share.queries import contact_of
from tests.checking_client import CheckingClient
from tests.factories import rows
from tests.stages.share.asking import PHONE, address, ask, tick
from tests.support.pressing import fields_on

ODD = {"nothing": "", "signs": "\x01\u202e", "long": "x" * 70_000, "two": ["a", "b"]}


def test_a_made_up_use_of_the_phone_number_is_a_call(
    app: Flask, client: CheckingClient, slug: str
) -> None:
    ask(client, slug, {**PHONE, "phone_by": "x" * 100}, in_person=["phone-help"])
    (request,) = rows(app, select(FormatRequest))
    with app.app_context():
        assert contact_of(request) == {"phone": PHONE["phone"], "phone_by": "call"}


@pytest.mark.parametrize("name", ["key", "page", "to_read", "phone_by", "phone", "email", "go"])
@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_a_machine_posts_breaks_the_page(
    client: CheckingClient, slug: str, name: str, odd: str
) -> None:
    carried = fields_on(tick(client, slug, in_person=["phone-help"]))
    posted = client.post(address(slug), data={**carried, **PHONE, name: ODD[odd]})
    assert posted.status_code in (200, 303, 422)
