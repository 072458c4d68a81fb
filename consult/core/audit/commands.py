"""The history from the command line."""

import click
from flask.cli import AppGroup

from consult.core.audit.checking import Bad, check
from consult.core.commands import only_reading, refuse

cli = AppGroup("audit", help="Look after the history: who did what, when.")


@cli.command("verify")
def verify() -> None:
    """Check every event and signature; name the first bad event and end with status 1."""
    with only_reading():
        found = check()
    if found.bad:
        refuse([_words(found.bad)])
    click.echo(
        f"The history is whole: {found.events} events, {found.marks} signed marks agree with it."
    )


def _words(bad: Bad) -> str:
    if bad.what is None or bad.at is None:
        return f"Event {bad.place} {bad.why}."
    return f"Event {bad.place}, {bad.what} at {bad.at.isoformat(timespec='seconds')}, {bad.why}."
