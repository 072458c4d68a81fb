"""Counting what people said, a batch of responses at a time."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, func, select

from consult.analyse.models import Coding, Theme
from consult.analyse.rules.counting import Tally
from consult.analyse.rules.exact import ExactFigure, exact_figures
from consult.analyse.rules.figures import ThemeCount
from consult.analyse.rules.words import may_be_quoted
from consult.core.database import db
from consult.plan.rules.definition import Definition
from consult.respond.models import Answer, AnswerTranslation, Response
from consult.respond.queries import count_responses, counted, equality_answers
from consult.respond.queries.own_words import translations_of
from consult.respond.rules.own_words import digest_of, may_stand_beside
from consult.respond.rules.standing import Standing

BATCH = 500  # responses read at a time
MOST_QUOTES = 5  # for a theme

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Quote:
    """Words that a person let us publish, and the language they wrote in."""

    response_id: int
    text: str
    language: str
    # What it says in English, if somebody or a computer has written it down.
    english: str = ""
    # Who made that: “person”, or “computer” for a gist.
    method: str = ""
    # A person wrote it and another person checked it, so everybody may read it.
    is_english_checked: bool = False


@dataclass(frozen=True)
class AboutPeople:
    """What the equality role sees: how many responses count, and each question."""

    people: int
    figures: tuple[ExactFigure, ...]


def counts(consultation_id: int, definition: Definition, *, progress: Progress) -> dict[str, Tally]:
    """Count every question, by its id. Calls ``progress`` after each batch of responses."""
    tallies = {question.id: Tally(question) for question in definition.questions}
    total, done = count_responses(consultation_id), 0
    progress(done, total)
    for ids in _batches(consultation_id):
        rows = select(Answer.question, Answer.value).where(Answer.response_id.in_(ids))
        for question, value in (*db.session.execute(rows), *equality_answers(ids)):
            tallies[question].add(value)
        done += len(ids)
        progress(done, total)
    return tallies


def about_people(consultation_id: int, definition: Definition) -> AboutPeople:
    """Count what people said about themselves, exactly: for the equality role alone.

    It reads no other answer, and keeps nothing that belongs to one person.
    """
    tallies = {one.id: Tally(one) for one in definition.questions if one.is_equality}
    people = 0
    for ids in _batches(consultation_id):
        people += len(ids)
        for question, value in equality_answers(ids):
            tallies[question].add(value)
    return AboutPeople(people, exact_figures(definition, tallies.values(), people=people))


def theme(theme_id: int, *, consultation_id: int) -> Theme | None:
    """Return a theme of a consultation."""
    return db.session.scalar(
        select(Theme).where(Theme.id == theme_id, Theme.consultation_id == consultation_id)
    )


def theme_named(name: str, *, consultation_id: int, question: str) -> Theme | None:
    """Return the theme of a question that has this name."""
    return db.session.scalar(
        select(Theme).where(
            Theme.consultation_id == consultation_id,
            Theme.question == question,
            Theme.name == name,
        )
    )


def coded(theme_ids: Sequence[int], response_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return which of these responses raised which of these themes."""
    rows = db.session.execute(
        select(Coding.theme_id, Coding.response_id).where(
            Coding.theme_id.in_(theme_ids), Coding.response_id.in_(response_ids)
        )
    )
    return {(theme_id, response_id) for theme_id, response_id in rows}


def theme_counts(consultation_id: int) -> tuple[ThemeCount, ...]:
    """Return how many different responses raised each theme."""
    rows = db.session.execute(
        select(Theme.id, Theme.question, Theme.name, func.count(Coding.response_id.distinct()))
        .outerjoin(
            Coding,
            and_(Coding.theme_id == Theme.id, Coding.response_id.in_(counted(consultation_id))),
        )
        .where(Theme.consultation_id == consultation_id)
        .group_by(Theme.id)
        .order_by(Theme.id)
    )
    return tuple(ThemeCount(*row) for row in rows)


def quotable(consultation_id: int) -> dict[int, tuple[int, ...]]:
    """Return for each theme the responses that offer a quote, five at most.

    The same five every time, taken from all over: early answers come no sooner than late.
    """
    rows = db.session.execute(
        _quotes()
        .where(Theme.consultation_id == consultation_id)
        .order_by(Theme.id)
        .execution_options(yield_per=BATCH)
    )
    return {
        theme_id: tuple(
            nsmallest(
                MOST_QUOTES, (id_ for id_, text, *_ in group if may_be_quoted(text)), key=_place_of
            )
        )
        for theme_id, group in groupby(rows, key=lambda row: row[3])
    }


def quotes(theme_id: int, response_ids: Sequence[int]) -> tuple[Quote, ...]:
    """Return the words of these responses on a theme, where they may be published."""
    rows = db.session.execute(_quotes().where(Theme.id == theme_id, Response.id.in_(response_ids)))
    found = {id_: (text, language) for id_, text, language, _theme in rows if may_be_quoted(text)}
    question = db.session.scalar(select(Theme.question).where(Theme.id == theme_id)) or ""
    made = translations_of(found)
    return tuple(
        _quote(id_, *found[id_], made.get((id_, question))) for id_ in response_ids if id_ in found
    )


def _quote(response_id: int, text: str, language: str, made: AnswerTranslation | None) -> Quote:
    """Return a quote, and what it says in English unless that is of older words."""
    if made is None or made.made_from != digest_of(text):
        return Quote(response_id, text, language)
    is_checked = may_stand_beside(made, text)
    return Quote(response_id, text, language, made.text, made.method, is_checked)


def _quotes() -> Select[int, Any, str, int]:
    return (
        select(
            Response.id, Answer.value, func.coalesce(Answer.language, Response.language), Theme.id
        )
        .join(Coding, Coding.response_id == Response.id)
        .join(Theme, Theme.id == Coding.theme_id)
        .join(Answer, (Answer.response_id == Response.id) & (Answer.question == Theme.question))
        .where(Response.publish != "no", Response.standing == Standing.COUNTED)
    )


def _place_of(response_id: int) -> str:
    return hashlib.sha256(str(response_id).encode()).hexdigest()


def _batches(consultation_id: int) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        ids = db.session.scalars(
            counted(consultation_id).where(Response.id > last).order_by(Response.id).limit(BATCH)
        ).all()
        if not ids:
            return
        yield ids
        last = ids[-1]
