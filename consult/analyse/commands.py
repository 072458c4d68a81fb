"""Replies from elsewhere, from the command line: paper, e-mail and workshops."""

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from consult.analyse import actions
from consult.analyse.forms import words_for_guide, words_for_row, words_for_table
from consult.analyse.rules.guide import problems_in_guide, read_guide
from consult.analyse.rules.intake import Intake, intake_for, problems_in_rows
from consult.analyse.rules.table import NotATableError, Table, read_table
from consult.core import clock
from consult.core.alone import alone
from consult.core.commands import one_transaction, only_reading, refuse
from consult.core.days import day_of
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_at, current_version
from consult.plan.rules.definition import Definition

cli = AppGroup("responses", help="Bring in replies that reached you another way.")

existing = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.command("import")
@click.argument("file", type=existing)
@click.option("--mapping", type=existing, required=True, help="Which column holds what.")
@click.option("--consultation", "slug", required=True, help="The last part of its address.")
@click.option("--by", required=True, help="Who brings them in: “Name, role”.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
def import_(file: Path, mapping: Path, slug: str, by: str, dry_run: bool) -> None:  # noqa: FBT001 - click
    """Bring in the replies of a CSV FILE. Doing it again changes nothing."""
    table = _table(file)
    with only_reading():
        consultation = _consultation(slug)
        version = current_version(consultation.id)
        intake = _intake(file.name, mapping, table, consultation, version.definition)
    problems = [words_for_row(one) for one in problems_in_rows(intake, table.rows())]
    if problems:
        refuse([*problems, f"{len(problems)} problems. Nothing was brought in."])
    if dry_run:
        click.echo("No problems. Nothing was brought in, because of --dry-run.")
        return
    added = _bring_in(intake, table, consultation, version, by=by)
    click.echo("{responses} new responses, {codings} new codings.".format(**added))


def _bring_in(
    intake: Intake, table: Table, consultation: Consultation, version: Version, *, by: str
) -> dict[str, int]:
    """Write a batch at a time, so that people who answer meanwhile wait for one at most."""
    added = {"responses": 0, "codings": 0}
    with alone(actions.BRINGING_IN, waiting=_say_once_that_we_wait()):
        for batch in actions.batches_of(intake, table):
            with one_transaction():
                step = actions.bring_in_replies(consultation, version, batch, by=by, at=clock.now())
            added = {name: added[name] + step[name] for name in added}
    return added


def _say_once_that_we_wait() -> Callable[[], None]:
    return cache(partial(click.echo, "Another import is running. We wait for it.", err=True))


def _consultation(slug: str) -> Consultation:
    found = consultation_at(slug)
    if found is None:
        refuse([f"There is no consultation “{slug}”."])
    if found.approved_at is None:
        refuse([f"“{slug}” is still a draft. Open it first."])
    return found


def _intake(
    name: str, mapping: Path, table: Table, consultation: Consultation, definition: Definition
) -> Intake:
    raw = _read_mapping(mapping)
    problems = problems_in_guide(raw, definition, table.columns)
    if problems:
        refuse([words_for_guide(one) for one in problems])
    guide = read_guide(raw, name=name)
    return intake_for(consultation, definition, guide, today=day_of(clock.now()))


def _read_mapping(mapping: Path) -> Any:
    try:
        return json.loads(mapping.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        refuse([f"The mapping is not JSON in UTF-8: {error}"])


def _table(file: Path) -> Table:
    try:
        return read_table(file.read_bytes())
    except NotATableError as error:
        refuse([words_for_table(error)])
