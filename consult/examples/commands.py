"""``flask example load``: what a first ``make run`` shows."""

import time

import click
from flask import current_app
from flask.cli import AppGroup

from consult.accounts.actions.accounts import add_officer
from consult.accounts.queries import officer_with
from consult.accounts.rules import Guest, made_up_password
from consult.core import clock
from consult.core.commands import one_transaction
from consult.examples import actions

cli = AppGroup("example", help="The example content.")

# Who edited last does not approve: it takes two people to try everything.
PEOPLE = {
    "officer@example.org": ("Amina Khan", ("publisher", "organisation admin")),
    "publisher@example.org": ("Ben Okafor", ("publisher", "champion")),
}
PATIENCE = 60  # seconds that the worker may take for the report


@cli.command("load")
def load() -> None:
    """Bring in the examples and two officers. Twice changes nothing."""
    with one_transaction():
        _let_officers_in()
        actions.load_consultations(at=clock.now())
    for _second in range(PATIENCE):
        with one_transaction():
            if actions.publish_outcome(at=clock.now()):
                return
        time.sleep(1)
    click.echo("The report of the example is not ready. Is the worker running? Run this again.")


def _let_officers_in() -> None:
    if not current_app.config["REQUIRE_SECOND_FACTOR"]:
        click.echo("Officers sign in by password alone, as REQUIRE_SECOND_FACTOR is “no”.")
    for email, (name, roles) in PEOPLE.items():
        if officer_with(email):
            click.echo(f"Sign in as {email}. If you need a new password, with the same DATA:")
            click.echo(f".venv/bin/flask --app consult.app:create_app officer password {email}")
            continue
        password = made_up_password()
        add_officer(Guest(name, email, roles), password=password, at=clock.now())
        click.echo(f"Sign in as {email} with the password {password}")
