"""Officers’ accounts from the command line."""

from collections.abc import Callable

import click
from flask.cli import AppGroup

from consult.accounts import queries
from consult.accounts.actions import accounts, people, second_factor
from consult.accounts.actions.last_ones import PeopleRefusedError
from consult.accounts.actions.organisations import OrganisationRefusedError, begin_organisation
from consult.accounts.forms.words import PROBLEM_WORDS
from consult.accounts.models import Officer, Organisation
from consult.accounts.permissions import ACCOUNT_ROLES
from consult.accounts.queries import organisations
from consult.accounts.rules import Guest, clean_email, made_up_password
from consult.core import clock
from consult.core.commands import one_transaction, refuse

US = queries.FROM_COMMAND_LINE

cli = AppGroup("officer", help="Let officers in.")


@cli.command("add")
@click.argument("name")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    type=click.Choice(ACCOUNT_ROLES),
    multiple=True,
    default=["officer"],
    show_default=True,
    help="What they may do. Can be given more than once; the first is shown in public.",
)
@click.option("--organisation", help="Who they work for, by name. The first one when left out.")
def add(name: str, email: str, roles: tuple[str, ...], organisation: str | None) -> None:
    """Make an account for NAME, who signs in with EMAIL, and print a made-up password."""
    password, now = made_up_password(), clock.now()
    try:
        with one_transaction():
            whose = _organisation(organisation).id if organisation else None
            accounts.add_officer(
                Guest(name, email, roles), password=password, at=now, by=US, organisation_id=whose
            )
    except accounts.AccountRefusedError as error:
        refuse([str(error)])
    click.echo(password)


@cli.command("organisation")
@click.argument("name")
def organisation_(name: str) -> None:
    """Let another organisation, called NAME, use this site."""
    try:
        with one_transaction():
            begin_organisation(name, by=queries.NOBODY_HERE, at=clock.now())
    except OrganisationRefusedError as error:
        refuse([str(error)])


@cli.command("password")
@click.argument("email")
def password_(email: str) -> None:
    """Print a new made-up password for EMAIL. Every session of theirs ends."""
    password = made_up_password()
    with one_transaction():
        officer = queries.officer_with(clean_email(email))
        if officer is None:
            refuse([f"{email} has no account."])
        accounts.set_password(officer, password, by=US)
    click.echo(password)


@cli.command("reset-second-factor")
@click.argument("email")
@click.option("--by", required=True, help="Who does it, as the history will name them.")
def reset_second_factor(email: str, by: str) -> None:
    """Take the app of EMAIL away: their phone is lost. Every session of theirs ends."""
    with one_transaction():
        officer = queries.officer_with(clean_email(email))
        if officer is None:
            refuse([f"{email} has no account."])
        second_factor.reset(officer, by=by)
    click.echo("Done. Their password still works; the next sign-in sets up a new app.")


@cli.command("roles")
@click.argument("email")
@click.option("--role", "roles", type=click.Choice(ACCOUNT_ROLES), multiple=True, required=True)
def roles_(email: str, roles: tuple[str, ...]) -> None:
    """Let EMAIL do what the roles say, and nothing else."""
    _change(email, lambda one: people.change_roles(one, roles, by=US, at=clock.now()))


@cli.command("end")
@click.argument("email")
def end(email: str) -> None:
    """End the account of EMAIL. Every session of theirs ends."""
    _change(email, lambda one: people.end_account(one, by=US, at=clock.now()))


def _change(email: str, change: Callable[[Officer], None]) -> None:
    """Change an account. That it was refused is kept in the history."""
    problems = []
    with one_transaction():
        officer = queries.officer_with(clean_email(email))
        if officer is None:
            refuse([f"{email} has no account."])
        try:
            change(officer)
        except PeopleRefusedError as error:
            problems.append(str(PROBLEM_WORDS[error.why] % {"role": error.role}))
    if problems:
        refuse(problems)


def _organisation(name: str) -> Organisation:
    found = organisations.named(name)
    if found is None:
        refuse([f"There is no organisation “{name}”. Begin it with: flask officer organisation"])
    return found
