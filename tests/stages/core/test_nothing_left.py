"""No handle is left to open a file or a connection with: people are told, and it passes."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

import pytest
from flask import Flask

from consult.core import errors
from consult.core.database import db
from consult.respond.models import Response
from tests.checking_client import CheckingClient
from tests.factories import Resident, count, document, opened, question
from tests.stages.core.test_errors import failing

FEW = 200  # handles, most of them free before
TEXT = "For the shade. " * 100


@contextmanager
def no_handles_left() -> Iterator[None]:
    """Let nothing more be opened."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, before[1]))
    taken: list[int] = []
    try:
        with suppress(OSError):
            while len(taken) < FEW:
                taken.append(os.dup(0))
        assert len(taken) < FEW
        yield
    finally:
        for one in taken:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_D4_without_handles_the_text_comes_back_and_then_all_is_as_before(
    app: Flask, client: CheckingClient, language: str
) -> None:
    slug = opened(app, document(question("why", "long_text")))
    resident = Resident(client, slug, language=language)
    resident.begin()
    with app.app_context():
        db.engine.dispose()  # so that a connection is needed
    with no_handles_left():
        page = resident.answer("why", TEXT)
        assert page.status_code == 503
        assert f'<html lang="{language}"' in page.text
        assert TEXT in page.text
        assert resident.send().status_code == 503
    assert resident.answer("why", TEXT).status_code == 303
    assert resident.send().status_code == 303
    assert count(app, Response) == 1


def test_D4_with_a_connection_nobody_notices_and_nobody_is_held_up_afterwards(
    app: Flask, client: CheckingClient
) -> None:
    resident = Resident(client, opened(app, document(question("why", "long_text"))))
    resident.begin()
    with no_handles_left():
        assert resident.answer("why", TEXT).status_code == 303
    begun = monotonic()
    assert resident.answer("why", TEXT).status_code == 303
    # Two seconds is how long a writer waits for another one who does not come back.
    assert monotonic() - begun < 1.5


@pytest.mark.parametrize("number", sorted(errors.NOTHING_LEFT), ids=errno.errorcode.get)
def test_D4_what_passes_is_told_as_passing(app: Flask, client: CheckingClient, number: int) -> None:
    with failing(app, OSError(number, "a name of a file")):
        page = client.post("/ur/consultations/x/answer", data={"answer": TEXT})
    assert page.status_code == 503
    assert TEXT in page.text
    assert "a name of a file" not in page.text
