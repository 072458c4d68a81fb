"""What every command of the command line stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from consult.core.database import db


@contextmanager
def one_transaction() -> Iterator[None]:
    """Commit once when the command is done; when it fails, nothing of it stays."""
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
