"""Reading what people wrote in other languages, and what it says in English."""

from collections.abc import Collection

from sqlalchemy import and_, func, select

from consult.core.database import db
from consult.plan.rules.definition import Definition
from consult.respond.models import Answer, AnswerTranslation, Response
from consult.respond.queries import answers_of, counted
from consult.respond.rules.own_words import OwnWords, Place, digest_of, own_words


def written_in_other_languages(consultation_id: int, definition: Definition) -> list[OwnWords]:
    """Return the words of responses that count and are not in English, in the order they came.

    The language is that of the page they were written on. One query, however many there are.
    """
    language = func.coalesce(Answer.language, Response.language)
    its = and_(
        AnswerTranslation.response_id == Answer.response_id,
        AnswerTranslation.question == Answer.question,
    )
    rows = db.session.execute(
        select(Response.id, Response.reference, Answer, language, AnswerTranslation)
        .join(Answer, Answer.response_id == Response.id)
        .outerjoin(AnswerTranslation, its)
        .where(Response.id.in_(counted(consultation_id)), language != "en")
        .order_by(Response.id, Answer.id)
        # Asked again under a lock, it says what is there then.
        .execution_options(populate_existing=True)
    )
    by_id = definition.by_id
    return [
        OwnWords(id_, reference, answer.question, code, words, made)
        for id_, reference, answer, code, made in rows
        if (words := own_words(by_id.get(answer.question), answer.value, answer.other))
    ]


def translations_of(response_ids: Collection[int]) -> dict[Place, AnswerTranslation]:
    """Return what was written down in English for some responses, by where it belongs."""
    rows = db.session.scalars(
        select(AnswerTranslation).where(AnswerTranslation.response_id.in_(response_ids))
    )
    return {(row.response_id, row.question): row for row in rows}


def in_english(response_id: int, definition: Definition) -> dict[str, AnswerTranslation]:
    """Return what a response says in English, by question; without what is of older words."""
    made = translations_of([response_id])
    found = {}
    for one in answers_of(response_id) if made else ():
        row = made.get((response_id, one.question))
        words = own_words(definition.by_id.get(one.question), one.value, one.other)
        if row and row.made_from == digest_of(words):
            found[one.question] = row
    return found


def hold_responses(response_ids: Collection[int]) -> None:
    """Let nobody put these responses right, or translate them, until this transaction ends."""
    held = select(Response.id).where(Response.id.in_(response_ids)).order_by(Response.id)
    db.session.execute(held.with_for_update())
