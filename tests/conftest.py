"""What the tests stand on: real databases, a real queue, real programs, a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.ctx import AppContext
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import URL

from consult.app import create_app
from consult.core.database import Model, db
from tests.checking_client import CheckingClient
from tests.support.databases import Copies, PostgresqlCopies, SqliteCopies
from tests.support.postgresql import postgresql_server
from tests.support.processes import folder_of_all, queue_server

pytest_plugins = [
    "tests.support.browsers",
    "tests.support.choosing",
    "tests.support.letterboxes",
    "tests.support.programs",
]

STAGES = Path(__file__).parent / "stages"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test of a stage on both databases."""
    if "database" in metafunc.fixturenames and metafunc.definition.path.is_relative_to(STAGES):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of this process of the tests."""
    folder = tmp_path_factory.mktemp("consult")
    os.environ["DATA"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def sqlite_copies(own_folder: Path) -> SqliteCopies:
    """Give fresh SQLite files."""
    return SqliteCopies(own_folder)


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[URL]:
    """Give the address of a PostgreSQL server, started when first asked for."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_copies(postgresql_address: URL, worker_id: str) -> Iterator[PostgresqlCopies]:
    """Give fresh PostgreSQL databases."""
    copies = PostgresqlCopies(postgresql_address, name=f"consult_test_{worker_id}")
    yield copies
    copies.drop()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Copies:
    """Give a fresh database: SQLite, or what the test is run with."""
    kind = getattr(request, "param", "sqlite")
    copies: Copies = request.getfixturevalue(f"{kind}_copies")
    copies.refresh(Model.metadata)
    return copies


@pytest.fixture(scope="session")
def made_apps() -> dict[str, Flask]:
    """Keep one app for each database: making one takes longer than most tests."""
    return {}


@pytest.fixture
def app(database: Copies, own_folder: Path, made_apps: dict[str, Flask]) -> Iterator[Flask]:
    """Give the app on a fresh database. Nothing runs its jobs unless a worker is started."""
    address = database.address.render_as_string(hide_password=False)
    if address not in made_apps:
        made_apps[address] = _make_app(address, own_folder)
    made = made_apps[address]
    settings = dict(made.config)
    for left in own_folder.glob("history.[ce]*"):
        left.unlink()  # that of another database
    yield made
    with made.app_context():
        if db.engine.dialect.name == "sqlite":  # the next test has another file
            db.engine.dispose()
    made.config.clear()
    made.config.update(settings)


def _make_app(address: str, folder: Path) -> Flask:
    made = create_app(
        {
            "DATA": folder,
            "SQLALCHEMY_DATABASE_URI": address,
            "REDIS_URL": f"unix://{folder / 'valkey.sock'}",
            "SECRET_KEY": "only for tests",
            "TESTING": True,
            # A second step would be walked thousands of times; its own tests ask for it.
            "REQUIRE_SECOND_FACTOR": False,
        }
    )
    made.test_client_class = CheckingClient
    # A template is compiled once, for all apps of all processes of this run.
    compiled = folder_of_all(folder) / "templates"
    compiled.mkdir(exist_ok=True)
    made.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    return made


@pytest.fixture
def context(app: Flask) -> Iterator[AppContext]:
    """Let the test call queries and actions itself. Commit before you fetch a page."""
    with app.app_context() as pushed:
        yield pushed


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Give a person’s browser, in a way: it checks every page it fetches."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture(scope="session")
def queue_socket(own_folder: Path) -> Iterator[Path]:
    """Run a real Valkey for this process of the tests, started when first asked for."""
    with queue_server(own_folder) as path:
        yield path
