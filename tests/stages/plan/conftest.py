"""A draft, and somebody who may publish it."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from consult.core import clock
from consult.core.database import db
from consult.plan.actions.importing import import_definition
from tests.checking_client import CheckingClient
from tests.factories import EDITOR, SAID, document
from tests.stages.plan.doors import BEFORE, SLUG
from tests.support import officers


@pytest.fixture
def january() -> Iterator[None]:
    with time_machine.travel(BEFORE):
        yield


@pytest.fixture
def draft(app: Flask) -> str:
    with app.app_context():
        import_definition(document(**SAID), by=EDITOR, at=clock.now())
        db.session.commit()
    return SLUG


@pytest.fixture
def publisher(app: Flask, client: CheckingClient) -> CheckingClient:
    with app.app_context():
        known = officers.add("publisher")
    officers.sign_in(client, known)
    return client
