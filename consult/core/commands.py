"""What every command of the command line stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from consult.core.database import db, reading


@contextmanager
def only_reading() -> Iterator[None]:
    """Read for as long as it takes without holding up the people who are answering."""
    with reading():
        yield
        db.session.rollback()


@contextmanager
def one_transaction() -> Iterator[None]:
    """Commit once when the block is done; when it fails, nothing of it stays."""
    try:
        yield
    except BaseException:
        db.session.rollback()
        raise
    db.session.commit()


def refuse(lines: list[str]) -> NoReturn:
    """Say what is wrong, one thing a line, and end with status 1."""
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(1)
