"""A dry run: all that is wrong in a file of replies, and how its first rows are understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from consult.analyse.rules.intake import (
    CodedReply,
    Intake,
    RowProblem,
    problems_in_rows,
    replies,
)
from consult.analyse.rules.table import Row, Table
from consult.plan.rules.definition import Question
from consult.respond.checks.copies import lines_of
from consult.respond.rules.intake import left_out
from consult.respond.rules.kept import kept_answers

MOST_PROBLEMS = 1000  # on a page; whoever has more has one mistake many times
PREVIEWED = 5


@dataclass(frozen=True)
class Said:
    """An answer in the words of the question, a line for each thing."""

    number: int
    question: Question
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """A row as it would be counted."""

    row: int
    coded: CodedReply
    said: tuple[Said, ...]
    # Numbers of the questions that the route hides from this person.
    left_out: tuple[int, ...]
    # How many answers about the person there are; they are shown to nobody here.
    about_person: int


@dataclass(frozen=True)
class DryRun:
    """What would come of bringing a file in."""

    # The first of them, and how many there are.
    problems: tuple[RowProblem, ...]
    problem_count: int
    preview: tuple[Understood, ...]


def dry_run(intake: Intake, table: Table) -> DryRun:
    """Check a whole file, and read its first good rows. Nothing is stored."""
    listed, count, bad = [], 0, set()
    for problem in problems_in_rows(intake, table.rows()):
        count += 1
        bad.add(problem.row)
        if count <= MOST_PROBLEMS:
            listed.append(problem)
    good = islice(replies(intake, _without(bad, table)), PREVIEWED)
    preview = tuple(_understood(intake, one) for one in good)
    return DryRun(tuple(listed), count, preview)


def _without(bad: set[int], table: Table) -> Iterator[Row | None]:
    """Yield the rows, those with problems as blank ones, so that the numbers stay right."""
    for number, row in enumerate(table.rows(), start=2):
        yield None if number in bad else row


def _understood(intake: Intake, coded: CodedReply) -> Understood:
    definition, answers = intake.definition, coded.reply.answers
    kept = kept_answers(definition, answers, {})
    said = (
        Said(definition.numbers[one.question.id], one.question, lines_of(one.question, one.value))
        for one in kept
        if not one.question.is_equality
    )
    hidden = left_out(definition, answers, kept)
    return Understood(
        row=int(coded.reply.provenance["row"]),
        coded=coded,
        said=tuple(said),
        left_out=tuple(definition.numbers[one] for one in hidden),
        about_person=sum(one.question.is_equality for one in kept),
    )
