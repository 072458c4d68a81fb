"""Replies from elsewhere, from the command line: paper, e-mail and workshops."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from consult.analyse import actions
from consult.analyse.forms import words_for_guide, words_for_row
from consult.analyse.rules.guide import problems_in_guide, read_guide
from consult.analyse.rules.intake import Intake, Row, problems_in_rows, replies
from consult.core import clock
from consult.core.commands import one_transaction, refuse
from consult.core.languages import LANGUAGES
from consult.core.settings import LONGEST_TEXT
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultation_at, current_version

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
    with one_transaction():
        consultation = _consultation(slug)
        version = current_version(consultation.id)
        intake = _intake(file, mapping, consultation, version)
        problems = [words_for_row(one) for one in problems_in_rows(intake, _rows(file))]
        if problems:
            refuse([*problems, f"{len(problems)} problems. Nothing was brought in."])
        if dry_run:
            click.echo("No problems. Nothing was brought in, because of --dry-run.")
            return
        added = _bring_in(intake, file, consultation, version, by=by, at=clock.now())
    click.echo("{responses} new responses, {codings} new codings.".format(**added))


def _bring_in(
    intake: Intake,
    file: Path,
    consultation: Consultation,
    version: Version,
    *,
    by: str,
    at: datetime,
) -> dict[str, int]:
    rows = (row for row in _rows(file) if row is not None)
    return actions.bring_in_replies(consultation, version, replies(intake, rows), by=by, at=at)


def _consultation(slug: str) -> Consultation:
    found = consultation_at(slug)
    if found is None:
        refuse([f"There is no consultation “{slug}”."])
    if found.approved_at is None:
        refuse([f"“{slug}” is still a draft. Open it first."])
    return found


def _intake(file: Path, mapping: Path, consultation: Consultation, version: Version) -> Intake:
    raw, columns = _read_mapping(mapping), _columns_of(file)
    problems = problems_in_guide(raw, version.definition, columns)
    if problems:
        refuse([words_for_guide(one) for one in problems])
    guide = read_guide(raw, name=file.name)
    return Intake(
        guide=guide,
        definition=version.definition,
        name=guide.name,
        opens=consultation.opens,
        closes=consultation.closes,
        languages=frozenset(LANGUAGES),
    )


def _read_mapping(mapping: Path) -> Any:
    try:
        return json.loads(mapping.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        refuse([f"The mapping is not JSON in UTF-8: {error}"])


def _columns_of(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for line in lines:
                _ = line
            lines.seek(0)
            columns = next(csv.reader(lines, strict=True), [])
    except UnicodeDecodeError as error:
        refuse([f"The file is not in UTF-8 (byte {error.start}). Save it as CSV UTF-8."])
    except csv.Error as error:
        refuse([f"The first row cannot be read: {error}"])
    if len(set(columns)) < len(columns):
        refuse(["Two columns have the same name. Give each its own."])
    return columns


def _rows(file: Path) -> Iterator[Row | None]:
    """Yield the rows; None for one with the wrong number of columns."""
    csv.field_size_limit(4 * LONGEST_TEXT)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        columns = next(reader)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield None
                continue
            if cells:
                is_whole = len(cells) == len(columns)
                yield dict(zip(columns, cells, strict=True)) if is_whole else None
