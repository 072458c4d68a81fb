"""People on their way through a consultation."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.plan.actions.opening import open_consultation
from consult.plan.queries import consultation_at
from tests.checking_client import CheckingClient
from tests.factories import APPROVER, REASON, SAID, Resident, drafted, opened
from tests.stages.respond.clerks import FORM, Clerk, signed_in
from tests.stages.respond.posts import ALL, ONE, SAVED


@pytest.fixture(params=["en", "ur"])
def resident(request: pytest.FixtureRequest, app: Flask, client: CheckingClient) -> Resident:
    """Give a person who has saved something, in English or in Urdu."""
    begun = Resident(client, opened(app, ALL), language=request.param)
    begun.begin()
    begun.answer("first", SAVED)
    return begun


@pytest.fixture
def january(app: Flask) -> str:
    """Give a consultation that opens on 12 January 2026, let open a week before."""
    with time_machine.travel(datetime(2026, 1, 5, 12, tzinfo=UTC)):
        slug = drafted(app, {**SAID, **ONE})
        with app.app_context():
            found = consultation_at(slug)
            assert found
            open_consultation(found, by=APPROVER, at=clock.now(), reason=REASON)
            db.session.commit()
    return slug


@pytest.fixture
def slug(app: Flask) -> str:
    """Give a consultation whose paper forms come in."""
    return opened(app, FORM)


@pytest.fixture
def amina(app: Flask, slug: str) -> Clerk:
    """Give an officer who types forms in."""
    return signed_in(app, slug, name="Amina Khan")


@pytest.fixture
def bilal(app: Flask, slug: str) -> Clerk:
    """Give a publisher who types forms in."""
    return signed_in(app, slug, name="Bilal Ahmed", role="publisher")
