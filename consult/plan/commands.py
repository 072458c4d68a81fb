"""Consultations from the command line: the same checks as on the officer’s screen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.commands import one_transaction, refuse
from consult.plan import queries
from consult.plan.actions.agreeing import ask
from consult.plan.actions.dates import change_dates, change_outcome_due
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from consult.plan.actions.pausing import ask_to_pause, go_on
from consult.plan.actions.refusals import (
    AgreementNeededError,
    DefinitionRefusedError,
    NotReadyError,
    SecondPersonNeededError,
)
from consult.plan.checks.files import read_document
from consult.plan.forms.approval import NOT_READY, SECOND_PERSON
from consult.plan.forms.problems import words_for
from consult.plan.forms.readiness import MISSING
from consult.plan.models import Consultation
from consult.plan.rules.changes import Stated
from consult.plan.rules.problems import Problem

cli = AppGroup("consultation", help="Bring in, open, change and export consultations.")

by_option = click.option("--by", required=True, help="Who does it, as shown in public.")
reason_option = click.option("--reason", help="The stated reason, where one is needed.")
ASKED = "A Champion has to agree. We have asked: it waits on their page."
day = click.DateTime(formats=["%Y-%m-%d"])


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@reason_option
def import_(file: Path, by: str, reason: str | None) -> None:
    """Make a consultation from a definition FILE, or bring it up to date."""
    document, problems = read_document(file.read_bytes())
    if document is None:
        _refuse_file(problems)
    try:
        with one_transaction():
            made = import_definition(document, by=by, at=clock.now(), reason=reason)
            click.echo(made.slug)
    except DefinitionRefusedError as error:
        _refuse_file(error.problems)
    except ReasonNeededError as error:
        _refuse_for_reason(error)


@cli.command("export")
@click.argument("slug")
def export(slug: str) -> None:
    """Print the definition of a consultation. Importing it again changes nothing."""
    document = queries.exported(_consultation(slug))
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


@cli.command("open")
@click.argument("slug")
@by_option
@reason_option
def open_(slug: str, by: str, reason: str | None) -> None:
    """Let a consultation open by the clock on its first day."""
    try:
        with one_transaction():
            open_consultation(_consultation(slug), by=by, at=clock.now(), reason=reason)
    except SecondPersonNeededError:
        refuse([str(SECOND_PERSON)])
    except NotReadyError as error:
        refuse([str(MISSING.get(code, NOT_READY)) for code in dict.fromkeys(error.codes)])
    except ReasonNeededError as error:
        _refuse_for_reason(error)


@cli.command("dates")
@click.argument("slug")
@click.option("--opens", type=day, required=True)
@click.option("--closes", type=day, required=True)
@by_option
@reason_option
def dates(slug: str, opens: datetime, closes: datetime, by: str, reason: str | None) -> None:
    """Change the dates of a consultation. Needs a stated reason, and maybe a Champion."""
    stated = Stated(reason, by, clock.now())
    with _answered(slug, stated) as found:
        change_dates(
            found,
            opens=opens.date(),
            closes=closes.date(),
            reason=reason,
            by=by,
            at=stated.at,
        )


@cli.command("pause")
@click.argument("slug")
@by_option
@reason_option
def pause(slug: str, by: str, reason: str | None) -> None:
    """Ask a Champion to agree that no answers are taken for a while."""
    stated = Stated(reason, by, clock.now())
    with _answered(slug, stated) as found:
        ask_to_pause(found, stated)
        click.echo(ASKED)


@cli.command("go-on")
@click.argument("slug")
@click.option("--closes", type=day, required=True, help="The new last day.")
@by_option
@reason_option
def go_on_(slug: str, closes: datetime, by: str, reason: str | None) -> None:
    """Take answers again after a pause."""
    stated = Stated(reason, by, clock.now())
    with _answered(slug, stated) as found:
        go_on(found, closes.date(), stated)


@cli.command("outcome-due")
@click.argument("slug")
@click.option("--day", "due", type=day, required=True, help="By when people hear.")
@by_option
@reason_option
def outcome_due(slug: str, due: datetime, by: str, reason: str | None) -> None:
    """Change the day by which people hear what was decided. Needs a stated reason."""
    stated = Stated(reason, by, clock.now())
    with _answered(slug, stated) as found:
        change_outcome_due(found, due.date(), stated)


@contextmanager
def _answered(slug: str, stated: Stated) -> Iterator[Consultation]:
    """Let a change happen in one transaction; or say what it lacks, or ask a Champion."""
    try:
        with one_transaction():
            found = _consultation(slug)
            try:
                yield found
            except AgreementNeededError as error:
                ask(found, error.change, stated)
                click.echo(ASKED)
    except DefinitionRefusedError as error:
        _refuse_file(error.problems)
    except ReasonNeededError as error:
        _refuse_for_reason(error)


def _consultation(slug: str) -> Consultation:
    found = queries.consultation_at(slug)
    if found is None:
        refuse([f"There is no consultation “{slug}”."])
    return found


def _refuse_file(problems: tuple[Problem, ...]) -> NoReturn:
    refuse([words_for(problem) for problem in problems])


def _refuse_for_reason(error: ReasonNeededError) -> NoReturn:
    refuse([f"{one.question} (--reason)" for one in error.broken])
