"""Sending, once: a draft becomes a response, or puts right the one it was made from."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from consult.core import audit
from consult.core.database import db
from consult.core.sealing import seal_json
from consult.core.security import CODE_LETTERS, clean_code, code_for, hashed
from consult.core.settings import LONGEST_OTHER
from consult.plan.queries import held_consultation
from consult.plan.rules.definition import CAPACITY, Kind
from consult.plan.rules.timetable import State, closes_at, state_of
from consult.respond.actions.drafts import NotOpenError
from consult.respond.models import (
    Answer,
    Draft,
    EarlierVersion,
    EqualityAnswers,
    Response,
    Typed,
    Upload,
)
from consult.respond.queries import Begun, answers_of, equality_name, sent_from
from consult.respond.rules.answers import AnswerProblem, Channel, problems_before_sending
from consult.respond.rules.kept import Kept, kept_answers, publish_choice, said_to
from consult.respond.rules.pages import pages_of
from consult.respond.rules.signals import signals_of
from consult.respond.rules.standing import Arrival, Standing, arrival

REFERENCE_LENGTH = 10  # letters, 46 bits: enough that no two are the same


class NotReadyError(Exception):
    """Some answers are missing or do not fit; by page key."""

    def __init__(self, problems: Mapping[str, tuple[AnswerProblem, ...]]) -> None:
        """Keep the problems."""
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Visit:
    """What the page knows of the one who presses “Send”."""

    language: str
    # What was put into the field that people cannot see.
    hidden_field: str = ""
    # Keyed hash of the network, with a key for each day.
    network: str | None = None
    # Delete what was said before about the person: asked for with a correction.
    forget_about_me: bool = False


def arrival_of(begun: Begun, at: datetime, *, grace: timedelta) -> Arrival:
    """Say whether a draft comes in time.

    Raises NotOpenError before the first day; and after the end for a draft that puts
    right what was sent, which stands as it is.
    """
    state = state_of(begun.consultation, at)
    if state in (State.DRAFT, State.UPCOMING):
        raise NotOpenError(begun.consultation)
    if state is State.PAUSED:
        return Arrival.PAUSED
    end = closes_at(begun.consultation.last_day)
    came = arrival(at, closes_at=end, checked_at=begun.draft.checked_at, grace=grace)
    if came is Arrival.LATE and begun.draft.corrects_id:
        raise NotOpenError(begun.consultation)
    return came


def send(begun: Begun, visit: Visit, *, at: datetime, grace: timedelta) -> Response:
    """Turn a draft into a response, once, in one transaction.

    Sending again changes nothing: the first response stands. The clock is read inside
    the transaction; no job closes a consultation. Raises NotOpenError, while it is paused too, or
    NotReadyError.
    """
    draft = begun.draft
    if draft.sent_at is not None:
        return sent_from(draft)
    # Held, so that an officer who moves the dates comes wholly before or wholly after.
    held_consultation(begun.consultation.id)
    came = arrival_of(begun, at, grace=grace)
    if came is Arrival.PAUSED:
        raise NotOpenError(begun.consultation)
    kept = _ready(begun)
    if draft.corrects_id:
        response = _corrected(draft, at=at)
        if visit.forget_about_me or any(one.question.is_equality for one in kept):
            forget_about(response)
    else:
        response = _new(draft, came, at=at)
        response.network = visit.network
        pages = sum(len(pages_of(one.question)) for one in kept)
        took = at - draft.started_at
        response.signals = signals_of(hidden_field=visit.hidden_field, took=took, pages=pages)
    response.language = visit.language
    response.publish, response.capacity = publish_choice(kept), said_to(kept, CAPACITY)
    db.session.add(response)
    db.session.flush()
    keep_answers({response.id: kept}, languages={response.id: draft.typed.languages})
    if any(one.kind is Kind.FILE for one in begun.version.definition.questions):
        _keep_uploads(draft, response, kept)
    draft.sent_at, draft.typed = at, Typed()
    what = "response.corrected" if draft.corrects_id else "response.sent"
    where = response.consultation_id
    audit.record(what, where, who="resident", subject="response", subject_id=response.id)
    return response


def _ready(begun: Begun) -> tuple[Kept, ...]:
    """Return the answers to keep. Raises NotReadyError while something does not fit."""
    definition, typed = begun.version.definition, begun.draft.typed
    problems = problems_before_sending(
        definition, typed.answers, typed.others, longest_other=LONGEST_OTHER
    )
    if problems:
        raise NotReadyError(problems)
    return kept_answers(definition, typed.answers, typed.others)


def new_reference() -> str:
    """Return a fresh public reference: letters by chance, in two groups."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _letter in range(REFERENCE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _new(draft: Draft, came: Arrival, *, at: datetime) -> Response:
    return Response(
        key=draft.key_hash,
        reference=new_reference(),
        consultation_id=draft.consultation_id,
        version_id=draft.version_id,
        channel=Channel.ONLINE,
        standing=Standing.LATE if came is Arrival.LATE else Standing.COUNTED,
        in_grace=came is Arrival.GRACE,
        seed=draft.seed,
        receipt_hash=hashed(clean_code(code_for("receipt", draft.seed))),
        sent_at=at,
    )


def _corrected(draft: Draft, *, at: datetime) -> Response:
    """Put the answers that stood until now aside, and make room for the new ones."""
    response = sent_from(draft)
    # Held, so that an officer who settles two entries of a form comes wholly before or after.
    db.session.refresh(response, with_for_update=True)
    if response.standing in (Standing.WITHDRAWN, Standing.LATE):
        # Whoever sends again wants to be heard again, and now it is in time.
        response.standing = Standing.COUNTED
    before = [
        {
            "question": one.question,
            "value": one.value,
            "other": one.other,
            "language": one.language,
        }
        for one in answers_of(response.id)
    ]
    db.session.add(
        EarlierVersion(
            response_id=response.id,
            number=response.number,
            answers=before,
            publish=response.publish,
            replaced_at=at,
        )
    )
    db.session.execute(delete(Answer).where(Answer.response_id == response.id))
    response.number, response.changed_at, response.confirmed_at = response.number + 1, at, None
    return response


def keep_answers(
    by_response: Mapping[int, Iterable[Kept]],
    *,
    languages: Mapping[int, Mapping[str, str]] | None = None,
) -> None:
    """Write answers in one statement for each table: equality answers stand apart, sealed."""
    rows: list[dict[str, Any]] = []
    about: dict[int, list[dict[str, Any]]] = {}
    for response_id, kept in by_response.items():
        spoken = (languages or {}).get(response_id, {})
        for one in kept:
            said = {"question": one.question.id, "value": one.value, "other": one.other}
            if one.question.is_equality:
                about.setdefault(response_id, []).append(said)
            else:
                language = spoken.get(one.question.id)
                rows.append({"response_id": response_id, "language": language, **said})
    if rows:
        db.session.execute(insert(Answer), rows)
    if about:
        _keep_apart(about)


def _keep_apart(about: Mapping[int, list[dict[str, Any]]]) -> None:
    by_name = {equality_name(response_id): said for response_id, said in about.items()}
    db.session.execute(
        insert(EqualityAnswers),
        # By name, so that the order of the rows says nothing about who was first.
        [
            {"id": name, "sealed": seal_json("equality", name, by_name[name])}
            for name in sorted(by_name)
        ],
    )


def forget_about(response: Response) -> None:
    """Delete what a person said about themselves."""
    is_theirs = EqualityAnswers.id == equality_name(response.id)
    db.session.execute(delete(EqualityAnswers).where(is_theirs))


def _keep_uploads(draft: Draft, response: Response, kept: Iterable[Kept]) -> None:
    """Hand over the files that answers name; the others were replaced or are not asked for."""
    named = {one.value for one in kept if isinstance(one.value, str)}
    its = Upload.draft_id == draft.id
    db.session.execute(
        update(Upload)
        .where(its, Upload.id.in_(named))
        .values(draft_id=None, response_id=response.id)
    )
    db.session.execute(delete(Upload).where(its))
