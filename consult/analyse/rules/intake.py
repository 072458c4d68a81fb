"""Reading replies from a file: which column is what, and what is wrong with each row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.analyse.rules.guide import Guide, Taken
from consult.analyse.rules.table import Row
from consult.core.days import day_of, start_of
from consult.core.letters import has_unstorable
from consult.plan.models import Consultation
from consult.plan.rules.definition import PUBLISH, PUBLISH_CHOICES, Definition, Kind, Question
from consult.respond.rules.answers import (
    POSTCODE,
    AnswerProblem,
    Channel,
    is_blank,
    problems_with_answer,
)
from consult.respond.rules.intake import SPOKEN
from consult.respond.rules.kept import kept_answers, publish_choice
from consult.respond.rules.replies import Reply

# Online answers come only from people who press Send.
CHANNELS = frozenset(Channel) - {Channel.ONLINE}
# Characters: people read it as a heading, and a database finds it by an index.
LONGEST_THEME = 200


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong in a row; the words for each code are in analyse.forms."""

    row: int
    column: str
    problem: AnswerProblem


@dataclass(frozen=True)
class CodedReply:
    """A reply read from a row, with what it raises: pairs of a question and a theme’s name."""

    reply: Reply
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Intake:
    """What a file is read against."""

    guide: Guide
    definition: Definition
    # The file’s name, which tells its rows from those of every other file.
    name: str
    # First and last day on which people could have answered, in London; never one to come.
    opens: date
    closes: date
    languages: frozenset[str]
    # By column: what its cells in small letters mean. Made once for each question.
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)


def intake_for(
    consultation: Consultation, definition: Definition, guide: Guide, *, today: date
) -> Intake:
    """Return what a file for a consultation is read against."""
    return Intake(
        guide=guide,
        definition=definition,
        name=guide.name,
        opens=consultation.opens,
        closes=min(consultation.closes, today),
        languages=frozenset(SPOKEN),
    )


def problems_in_rows(intake: Intake, rows: Iterable[Row | None]) -> Iterator[RowProblem]:
    """Yield everything that is wrong, row by row. A row of None could not be read."""
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row is None:
            yield RowProblem(number, "", AnswerProblem("wrong-columns"))
        if not row:
            continue
        name = row[intake.guide.id].strip()
        if not name or name in seen:
            code = "repeated-id" if name else "no-id"
            yield RowProblem(number, intake.guide.id, AnswerProblem(code, {"id": name}))
        seen.add(name)
        for column, problem in _problems_in_row(intake, row):
            yield RowProblem(number, column, problem)


def replies(intake: Intake, rows: Iterable[Row | None]) -> Iterator[CodedReply]:
    """Yield the replies of a file that has no problems."""
    guide = intake.guide
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        answers = _answers(intake, row)
        reply = Reply(
            source=f"{intake.name}:{row[guide.id].strip()}",
            channel=Channel(guide.channel.of(row)),
            answers=answers,
            sent_at=start_of(date.fromisoformat(guide.sent.of(row))),
            publish=_publish(intake, row, answers),
            language=guide.language.of(row),
            provenance={"file": intake.name, "row": number},
        )
        yield CodedReply(reply, tuple(_themes(guide, row)))


def _publish(intake: Intake, row: Row, answers: Mapping[str, Any]) -> str:
    """Return how a reply may be published. What the person ticked stands before the mapping."""
    if PUBLISH in answers:
        return publish_choice(kept_answers(intake.definition, answers, {}))
    return intake.guide.publish.of(row)


def _problems_in_row(intake: Intake, row: Row) -> Iterator[tuple[str, AnswerProblem]]:
    guide = intake.guide
    known = (
        (guide.channel, CHANNELS, "no-such-channel"),
        (guide.language, intake.languages, "no-such-language"),
        (guide.publish, PUBLISH_CHOICES, "no-such-publish-choice"),
    )
    for taken, allowed, code in known:
        if taken.of(row) not in allowed:
            yield taken.place, AnswerProblem(code, {"value": taken.of(row)[:80]})
    yield from _problems_in_day(intake, guide.sent, row)
    if has_unstorable("".join(row.values())):
        yield "", AnswerProblem("broken-letters")
    answers = _answers(intake, row)
    if is_blank([value for name, value in answers.items() if name != PUBLISH]):
        yield "", AnswerProblem("no-answers")
    for _question, name in _themes(guide, row):
        if guide.themes and len(name) > LONGEST_THEME:
            facts = {"letters": len(name), "limit": LONGEST_THEME}
            yield guide.themes.column, AnswerProblem("too-long", facts)
    for question, value in answers.items():
        yield from _problems_in_answer(intake, intake.definition.by_id[question], value)


def _problems_in_day(intake: Intake, sent: Taken, row: Row) -> Iterator[tuple[str, AnswerProblem]]:
    try:
        day = day_of(start_of(date.fromisoformat(sent.of(row))))
    except ValueError:
        yield sent.place, AnswerProblem("not-a-day", {"value": sent.of(row)[:80]})
        return
    if not intake.opens <= day <= intake.closes:
        yield sent.place, AnswerProblem("sent-outside", {"day": day.isoformat()})


def _problems_in_answer(
    intake: Intake, question: Question, value: Any
) -> Iterator[tuple[str, AnswerProblem]]:
    columns = intake.guide.answers[question.id].columns
    parts = value.items() if question.kind is Kind.MATRIX else [("", value)]
    for part, given in parts:
        for problem in problems_with_answer(question, given):
            # On paper people leave out what they like, so a blank is not a problem.
            if problem.code != "required":
                yield columns.get(part, columns.get("", "")), problem


def _answers(intake: Intake, row: Row) -> dict[str, Any]:
    """Return the answers in a row in the shape in which a person’s browser sends them."""
    answers = {}
    for name, source in intake.guide.answers.items():
        question = intake.definition.by_id[name]
        if question.kind is Kind.MATRIX:
            value: Any = {
                part: _option(intake, question, row[column])
                for part, column in source.columns.items()
            }
        else:
            read = _READERS.get(question.kind, _text)
            value = read(intake, question, row[source.columns[""]], source.separator)
        answers[name] = value
    return answers


def _themes(guide: Guide, row: Row) -> Iterator[tuple[str, str]]:
    if guide.themes is not None:
        cell = row[guide.themes.column]
        names = cell.split(guide.themes.separator) if guide.themes.separator else [cell]
        for name in dict.fromkeys(" ".join(one.split()) for one in names):
            if name:
                yield guide.themes.question, name


def _option(intake: Intake, question: Question, cell: str) -> str:
    """Return the option that a cell means, by its value or by its words in any letter case."""
    if question.id not in intake.meanings:
        by_label = {label.casefold(): value for value, label in question.labels.items()}
        intake.meanings[question.id] = by_label | {value: value for value in question.labels}
    given = cell.strip()
    meanings = intake.meanings[question.id]
    return meanings.get(given) or meanings.get(given.casefold()) or given


def _text(_intake: Intake, _question: Question, cell: str, _separator: str) -> str:
    return cell


def _single(intake: Intake, question: Question, cell: str, _separator: str) -> str:
    return _option(intake, question, cell)


def _several(intake: Intake, question: Question, cell: str, separator: str) -> list[str]:
    parts = (part for part in cell.split(separator) if part.strip())
    return [_option(intake, question, part) for part in parts]


def _day(_intake: Intake, _question: Question, cell: str, _separator: str) -> dict[str, str]:
    year, _dash, rest = cell.strip().partition("-")
    month, _dash, day = rest.partition("-")
    return {"year": year, "month": month, "day": day}


def _place(intake: Intake, question: Question, cell: str, _separator: str) -> dict[str, str]:
    """Return a place as what it looks like: one of the areas, a postcode, or words."""
    given = cell.strip()
    area = _option(intake, question, given)
    if area in question.labels:
        return {"area": area}
    return {"postcode" if POSTCODE.fullmatch(given) else "words": given}


_READERS: Mapping[Kind, Callable[[Intake, Question, str, str], Any]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _several,
    Kind.RANKING: _several,
    Kind.DATE: _day,
    Kind.PLACE: _place,
}
