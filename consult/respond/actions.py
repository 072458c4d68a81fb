"""What people can do: begin, save a page, send; and bring in answers from elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from consult.core import audit
from consult.core.database import db
from consult.core.security import code_for, hashed, new_key
from consult.core.settings import LONGEST_OTHER
from consult.plan.models import Consultation
from consult.plan.queries import Version, held_consultation
from consult.plan.rules.timetable import State, state_of
from consult.respond.models import Answer, Draft, EqualityAnswer, Response
from consult.respond.queries import Begun
from consult.respond.rules.answers import (
    AnswerProblem,
    Channel,
    Kept,
    kept_answers,
    problems_before_sending,
    publish_choice,
)
from consult.respond.rules.pages import Page
from consult.respond.rules.replies import Reply

BATCH = 500  # responses written at a time by an import


class NotOpenError(Exception):
    """The consultation takes no answers now. What was saved stays saved."""

    def __init__(self, consultation: Consultation) -> None:
        """Keep the consultation, so that the page can say when it was open."""
        super().__init__(consultation.slug)
        self.consultation = consultation


class NotReadyError(Exception):
    """Some answers are missing or do not fit; by page key."""

    def __init__(self, problems: Mapping[str, tuple[AnswerProblem, ...]]) -> None:
        """Keep the problems."""
        super().__init__(", ".join(problems))
        self.problems = problems


def begin(consultation: Consultation, version: Version, *, at: datetime) -> tuple[Draft, str]:
    """Start a draft. Returns it with its key, which only the person’s browser keeps.

    Raises NotOpenError outside the period.
    """
    require_open(consultation, at)
    key = new_key()
    draft = Draft(
        key_hash=hashed(key),
        consultation_id=consultation.id,
        version_id=version.id,
        answers={},
        others={},
        started_at=at,
        changed_at=at,
    )
    db.session.add(draft)
    return draft, key


def discard(draft: Draft) -> None:
    """Throw away what was begun: the person asked for it."""
    db.session.delete(draft)


def save_page(
    draft: Draft, page: Page, *, value: Any, other: Mapping[str, str], at: datetime
) -> None:
    """Keep what a person typed on one page, as typed, right or wrong."""
    answers = dict(draft.answers)
    question = page.question.id
    if page.row is None:
        answers[question] = value
    else:
        answers[question] = {**answers.get(question, {}), page.row.value: value}
    draft.answers = answers
    if other or question in draft.others:
        draft.others = {**draft.others, question: dict(other)}
    draft.changed_at = at


def send(begun: Begun, *, key: str, language: str, at: datetime) -> None:
    """Turn a draft into a response, once, in one transaction.

    Sending again changes nothing: the first response stands. The clock is read inside
    the transaction; no job closes a consultation. Raises NotOpenError or NotReadyError.
    """
    draft = begun.draft
    if draft.sent_at is not None:
        return
    consultation = held_consultation(begun.consultation.id)
    require_open(consultation, at)
    definition = begun.version.definition
    problems = problems_before_sending(
        definition, draft.answers, draft.others, longest_other=LONGEST_OTHER
    )
    if problems:
        raise NotReadyError(problems)
    kept = kept_answers(definition, draft.answers, draft.others)
    response = Response(
        key=draft.key_hash,
        consultation_id=consultation.id,
        version_id=draft.version_id,
        channel=Channel.ONLINE,
        language=language,
        publish=publish_choice(kept),
        receipt_hash=hashed(code_for("receipt", key)),
        sent_at=at,
    )
    db.session.add(response)
    db.session.flush()
    _keep_answers({response.id: kept})
    draft.sent_at, draft.answers, draft.others = at, {}, {}
    audit.record("response.sent", who="resident", subject="response", subject_id=response.id)


def bring_in(
    consultation: Consultation, version: Version, responses: Iterable[Reply], *, by: str
) -> Iterator[dict[str, int]]:
    """Store responses from elsewhere, a batch at a time; those already here are left alone.

    Yields, for each batch, the id of every response in it by its source, old or new.
    """
    waiting = iter(responses)
    while batch := list(islice(waiting, BATCH)):
        by_key = {hashed(f"{consultation.id}:{one.source}"): one for one in batch}
        known = _ids_by_key(by_key)
        rows = [
            _imported_row(key, one, consultation, version, by=by)
            for key, one in by_key.items()
            if key not in known
        ]
        if rows:
            db.session.execute(insert(Response), rows)
            added = {key: id_ for key, id_ in _ids_by_key(by_key).items() if key not in known}
            _keep_answers(
                {
                    id_: kept_answers(version.definition, by_key[key].answers, {})
                    for key, id_ in added.items()
                }
            )
            known |= added
        yield {one.source: known[key] for key, one in by_key.items()}


def _imported_row(
    key: str, one: Reply, consultation: Consultation, version: Version, *, by: str
) -> dict[str, Any]:
    return {
        "key": key,
        "consultation_id": consultation.id,
        "version_id": version.id,
        "channel": one.channel,
        "language": one.language,
        "publish": one.publish,
        "sent_at": one.sent_at,
        "provenance": {**one.provenance, "source": one.source, "brought_in_by": by},
    }


def _ids_by_key(keys: Iterable[str]) -> dict[str, int]:
    rows = db.session.execute(select(Response.key, Response.id).where(Response.key.in_(list(keys))))
    return dict(rows.all())


def _keep_answers(by_response: Mapping[int, Iterable[Kept]]) -> None:
    """Write answers in one statement for each table: equality answers stand apart."""
    rows: dict[type[Answer | EqualityAnswer], list[dict[str, Any]]] = {
        Answer: [],
        EqualityAnswer: [],
    }
    for response_id, kept in by_response.items():
        for one in kept:
            table = EqualityAnswer if one.question.is_equality else Answer
            rows[table].append(
                {
                    "response_id": response_id,
                    "question": one.question.id,
                    "value": one.value,
                    "other": one.other,
                }
            )
    for table, found in rows.items():
        if found:
            db.session.execute(insert(table), found)


def require_open(consultation: Consultation, at: datetime) -> None:
    """Raise NotOpenError when the consultation takes no answers at a moment."""
    if state_of(consultation, at) is not State.OPEN:
        raise NotOpenError(consultation)
