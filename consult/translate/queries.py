"""Reading translations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from accessibility.formats import FORMATS
from consult.compact.commitments.same_time import SAME_TIME
from consult.compact.queries import departures_of
from consult.compact.rules import first_to_answer
from consult.core.database import db
from consult.core.days import day_of
from consult.core.languages import current_language
from consult.editions.models import Edition
from consult.editions.queries import editions_of, first_offers
from consult.plan.checks.editions import outcome_source_of, source_of
from consult.plan.checks.promises import looks_for_what_is_behind
from consult.plan.models import Consultation, QuestionSetVersion
from consult.plan.queries import Version, current_row, current_version
from consult.plan.rules.compiling import compile_definition
from consult.translate.models import Translation
from consult.translate.rules import parity
from consult.translate.rules.parity import LateCopy
from consult.translate.rules.sources import (
    Source,
    in_language,
    sources_of,
    wholly_translated,
)
from consult.translate.rules.states import Text, due_for_copies, good_texts, texts_of


def shown_version(consultation: Consultation) -> Version:
    """Return the newest version of a question set, in the language of the page."""
    return in_page_language(current_version(consultation.id), consultation)


def in_page_language(version: Version, consultation: Consultation) -> Version:
    """Return a version in the language of the page, if the consultation is offered in it."""
    return said_in(version, consultation, current_language().code)


def said_in(version: Version, consultation: Consultation, language: str) -> Version:
    """Return a version with its words in a language, if the consultation is offered in it."""
    offer = consultation.offered_in.get(language)
    if offer is None:
        return version
    return _said_in(version, consultation.id, language, offer["texts"])


# Neither a version nor the texts with a hash ever change, so each process reads them once.
@lru_cache(maxsize=256)
def _said_in(version: Version, consultation_id: int, language: str, _texts: str) -> Version:
    return _with_texts(version, rows_of(consultation_id, language))


def _with_texts(version: Version, made: Sequence[Translation]) -> Version:
    document = _document(version)
    texts, left = wholly_translated(document, good_texts(sources_of(document), made))
    definition = compile_definition(in_language(document, texts))
    questions = tuple(replace(one, waits=one.id in left) for one in definition.questions)
    return replace(version, definition=replace(definition, questions=questions))


def said_so_far(version: Version, consultation: Consultation, language: str) -> tuple[Version, int]:
    """Return a version in a language as far as it is translated, and how many texts are not yet.

    For those who look at it before people do: the language need not be offered.
    """
    made = rows_of(consultation.id, language)
    if language == "en" or not made:
        return version, 0 if language == "en" else len(sources_of(_document(version)))
    texts = texts_of(sources_of(_document(version)), made, is_offered=False)
    return _with_texts(version, made), due_for_copies(texts)


def begun_in(consultation_id: int) -> Sequence[str]:
    """Return the languages that somebody has begun to put a consultation into, by code."""
    begun = select(Translation.language).where(Translation.consultation_id == consultation_id)
    return db.session.scalars(begun.distinct().order_by(Translation.language)).all()


def _document(version: Version) -> Mapping[str, Any]:
    return db.session.get_one(QuestionSetVersion, version.id).document


def rows_of(consultation_id: int, language: str) -> Sequence[Translation]:
    """Return everything that was ever translated into a language, oldest first."""
    return db.session.scalars(
        select(Translation)
        .where(Translation.consultation_id == consultation_id, Translation.language == language)
        .order_by(Translation.id)
    ).all()


def texts_in(consultation: Consultation, language: str) -> tuple[Text, ...]:
    """Return each text of the newest version, and how far it has come in a language."""
    return texts_of(
        sources_of(document_of(consultation)),
        rows_of(consultation.id, language),
        is_offered=language in consultation.offered_in,
    )


def texts_by_language(
    consultation: Consultation,
) -> tuple[tuple[Source, ...], Mapping[str, tuple[Text, ...]]]:
    """Return all texts, and the same for each language that somebody has begun; two queries."""
    sources = sources_of(document_of(consultation))
    rows = db.session.scalars(
        select(Translation)
        .where(Translation.consultation_id == consultation.id)
        .order_by(Translation.id)
    ).all()
    begun = dict.fromkeys(row.language for row in rows)
    return sources, {
        code: texts_of(
            sources,
            [row for row in rows if row.language == code],
            is_offered=code in consultation.offered_in,
        )
        for code in begun
    }


def document_of(consultation: Consultation) -> Mapping[str, Any]:
    """Return the document of the newest version, as it came in, and the words of the outcome."""
    row = current_row(consultation.id)
    document = row.document if row else {"questions": []}
    return {**document, "outcome": consultation.outcome.get("texts", ())}


def good_outcome_texts(consultation: Consultation, language: str) -> Mapping[str, str]:
    """Return what officers wrote in the outcome, where it is checked in a language, by key."""
    offer = consultation.offered_in.get(language, {})
    if "outcome" not in offer:
        return {}
    return _good_outcome_texts(
        consultation.id, language, consultation.outcome["sha256"], offer["outcome"]
    )


# As above: with another outcome or other translations, one of the hashes is another.
@lru_cache(maxsize=256)
def _good_outcome_texts(
    consultation_id: int, language: str, _outcome: str, _texts: str
) -> Mapping[str, str]:
    outcome = db.session.get_one(Consultation, consultation_id).outcome
    sources = sources_of({"questions": [], "outcome": outcome["texts"]})
    return good_texts(sources, rows_of(consultation_id, language))


def current_editions(consultation: Consultation, sha256: str) -> Sequence[Edition]:
    """Return the copies of these very words and dates, and of the outcome, in every language.

    Also what failed.
    """
    codes = ("en", *consultation.offered_in)
    sources = [(code, source_of(consultation, sha256, code)) for code in codes]
    sources += [(code, outcome_source_of(consultation, code)) for code in codes]
    return editions_of(consultation.id, sources)


def late_copies(consultation: Consultation) -> tuple[LateCopy, ...]:
    """Return the formats that came late in a language, and that nobody has answered for.

    An example pretends to have opened long before its copies could be made.
    """
    if consultation.approved_at is None or consultation.is_example:
        return ()
    first = first_to_answer(consultation.opens, approved=day_of(consultation.approved_at))
    since = {
        code: day_of(datetime.fromisoformat(one["since"]))
        for code, one in consultation.offered_in.items()
    }
    came = {
        (name, code): day_of(at)
        for (name, code), at in first_offers(consultation.id).items()
        if name in FORMATS and not FORMATS[name].for_officers
    }
    stated = {
        (one.facts.get("format"), one.facts.get("language"))
        for one in departures_of(consultation.id)
        if one.commitment == SAME_TIME.code
    }
    found = parity.late_copies(came, first=first, since={"en": first, **since})
    return tuple(one for one in found if (one.format, one.language) not in stated)


@looks_for_what_is_behind
def languages_not_whole(consultation: Consultation) -> Mapping[str, int]:
    """Return how many texts are missing in offered languages that get no copies for it."""
    _sources, texts = texts_by_language(consultation)
    due = {code: due_for_copies(texts.get(code, ())) for code in consultation.offered_in}
    return {code: count for code, count in due.items() if count}
