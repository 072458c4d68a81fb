"""The first organisation is there when somebody needs it, and only once."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from consult.accounts.actions.organisations import first_organisation
from consult.accounts.models import Organisation
from consult.core import clock
from consult.core.database import db


@pytest.mark.usefixtures("context")
def test_the_first_organisation_is_made_once_however_many_need_it(app: Flask) -> None:
    found, together = [], threading.Barrier(4)

    def need_it() -> None:
        with app.app_context():
            together.wait()
            found.append(first_organisation(at=clock.now()).id)
            db.session.commit()

    threads = [threading.Thread(target=need_it) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1
