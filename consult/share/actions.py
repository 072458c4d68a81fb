"""What becomes of a request: asked, made, checked, sent; it worked or not; contact erased."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.core.sealing import seal, seal_json
from consult.core.security import clean_code, code_for, hashed, new_key
from consult.plan.models import Consultation
from consult.respond.models import CodeTry
from consult.share.models import FormatRequest, RequestedFormat
from consult.share.queries import CONTACT, REPLY, items_of, request_pressed
from consult.share.rules.formats import Item
from consult.share.rules.promises import kept_until, promised_by
from consult.share.rules.steps import State, ended_at, next_steps, state_of

RESIDENT, CLOCK = "resident", "clock"


class NotNowError(Exception):
    """The step cannot be taken as things stand: somebody else may have been quicker."""


def ask(
    consultation: Consultation,
    items: Sequence[Item],
    contact: Mapping[str, str],
    *,
    key: str,
    language: str,
    at: datetime,
) -> str:
    """Keep a request, once for each press of a form, and return its reference.

    ``key`` is the chance that the form carries; ``contact`` is kept sealed.
    """
    typed = [key or new_key(), consultation.id, [[one.format, one.language] for one in items]]
    seed = hashed(json.dumps([typed, dict(contact)], sort_keys=True))
    key_hash, code = hashed(seed), code_for("format request", seed)
    if request_pressed(key_hash):
        return code
    request = FormatRequest(
        key_hash=key_hash,
        code_hash=hashed(clean_code(code)),
        code_start=code.partition("-")[0],
        consultation_id=consultation.id,
        language=language,
        asked_at=at,
        sealed=seal_json(CONTACT, key_hash, dict(contact)),
    )
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:
        if request_pressed(key_hash) is None:
            raise
        return code  # the other press was a little faster
    for item in items:
        _add(request, item, at=at)
    return code


def asked_from(network: str) -> str:
    """Return the name under which requests from a network are counted."""
    return f"request {network}"


def note_asked(network: str, *, at: datetime) -> None:
    """Remember for a while that a request came from a network."""
    db.session.add(CodeTry(network=asked_from(network), at=at))


def _add(request: FormatRequest, item: Item, *, at: datetime) -> None:
    promised = promised_by(at, item)
    row = RequestedFormat(
        request_id=request.id, format=item.format, language=item.language, promised_by=promised
    )
    db.session.add(row)
    db.session.flush()
    _record(row, "asked", who=RESIDENT, promised_by=promised.isoformat())


def take_step(
    item: RequestedFormat, step: State, *, by: str, at: datetime, name: str = "", reason: str = ""
) -> None:
    """Write down that something was made, checked (by ``name``), sent, or cannot be made.

    The request is held by the caller. Taken twice it changes nothing. Raises NotNowError.
    """
    if step is state_of(item):
        return
    if step not in next_steps(item):
        raise NotNowError
    if step is State.MADE:
        item.made_at = at
    elif step is State.CHECKED:
        item.checked_at, item.checked_by = at, name
    elif step is State.SENT:
        item.sent_at = at
    else:
        item.refused_at, item.reason = at, reason
    _record(item, str(step), who=by)


def keep_reply(request: FormatRequest, item: RequestedFormat, *, worked: bool, words: str) -> None:
    """Keep whether it worked for the person.

    Raises NotNowError before it was sent, and when all about the person is erased already.
    """
    if item.sent_at is None or request.sealed is None:
        raise NotNowError
    item.worked = worked
    item.sealed_reply = seal(REPLY, str(item.id), words.encode()) if words else None
    _record(item, "worked" if worked else "did-not-work", who=RESIDENT)


def erase_contacts(*, at: datetime) -> int:
    """Forget how to reach people whose requests ended long ago. Returns how many were forgotten."""
    today, erased = day_of(at), 0
    with_contact = select(FormatRequest).where(FormatRequest.sealed.is_not(None))
    for request in db.session.scalars(with_contact.with_for_update()):
        items = items_of(request.id)
        ends = [ended for one in items if (ended := ended_at(one))]
        if len(ends) == len(items) and today > kept_until(day_of(max(ends))):
            _erase(request, items)
            erased += 1
    return erased


def _erase(request: FormatRequest, items: Sequence[RequestedFormat]) -> None:
    request.sealed = None
    for item in items:
        item.sealed_reply = None
    where = request.consultation_id
    audit.record(
        "format-request.erased", where, who=CLOCK, subject="format_request", subject_id=request.id
    )


def _record(item: RequestedFormat, what: str, *, who: str, **facts: object) -> None:
    where = db.session.get_one(FormatRequest, item.request_id).consultation_id
    audit.record(
        f"format-request.{what}",
        where,
        who=who,
        subject="format_request",
        subject_id=item.request_id,
        format=item.format,
        language=item.language,
        **facts,
    )
