"""A site without a row in it, for measures in this process."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask

from consult.app import create_app
from consult.core.database import Model, db
from tests.support.postgresql import DURABLE, postgresql_server


@contextmanager
def empty_site(*, postgresql: bool) -> Iterator[Flask]:
    """Give the app on a new SQLite file, or on a new durable PostgreSQL; both go with the block."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder, ExitStack() as stack:
        os.environ["DATA"] = folder
        if postgresql:
            server = stack.enter_context(postgresql_server(DURABLE))
            os.environ["DATABASE_URL"] = server.render_as_string(hide_password=False)
        app = create_app({"REQUIRE_SECOND_FACTOR": False})
        with app.app_context():
            Model.metadata.create_all(db.engine)
        yield app
        with app.app_context():
            db.engine.dispose()
