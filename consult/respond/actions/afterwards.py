"""What a person can still do once their answers are with us, and what we do for them."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from consult.core import audit
from consult.core.database import db
from consult.core.sealing import seal_json
from consult.plan.rules.timetable import State, state_of
from consult.respond.actions.drafts import NotOpenError, begin_correction, discard
from consult.respond.actions.sending import forget_about
from consult.respond.models import (
    Answer,
    AnswerTranslation,
    Contact,
    Draft,
    EarlierVersion,
    Response,
    SecondEntry,
    Typed,
    Upload,
)
from consult.respond.queries import Sent, answers_of, contact_name
from consult.respond.rules.kept import as_typed
from consult.respond.rules.pages import all_seen
from consult.respond.rules.standing import Standing

RESIDENT = "resident"


def correct(sent: Sent, *, at: datetime) -> Draft:
    """Start to put right what was sent. It stands until the correction is sent as well.

    Equality answers are not shown again: only the report and one role may read them. They
    stay as they are unless the person gives new ones. Raises NotOpenError after the end.
    """
    _require_open(sent, at)
    definition = sent.version.definition
    by_id = definition.by_id
    answers = [one for one in answers_of(sent.response.id) if one.question in by_id]
    said = {one.question: as_typed(by_id[one.question], one.value) for one in answers}
    typed = Typed(
        # What was left blank was seen too, so that nobody is led through all again.
        answers=all_seen(definition, said),
        others={one.question: one.other for one in answers if one.other},
        languages={one.question: one.language for one in answers if one.language},
    )
    return begin_correction(sent.response, typed, at=at)


def withdraw(sent: Sent, *, at: datetime) -> None:
    """Take a response back. It is kept and not counted. Raises NotOpenError after the end."""
    _require_open(sent, at)
    _stand(sent.response, Standing.WITHDRAWN, "response.withdrawn", at=at)


def put_back(sent: Sent, *, at: datetime) -> None:
    """Let a response that was taken back count again. Raises NotOpenError after the end."""
    _require_open(sent, at)
    if sent.response.standing == Standing.WITHDRAWN:
        _stand(sent.response, Standing.COUNTED, "response.put-back", at=at)


def confirm(sent: Sent, *, at: datetime) -> None:
    """Write down that what we typed in for a person is what they said."""
    if sent.response.confirmed_at is None:
        sent.response.confirmed_at = at
        _record(sent.response, "response.confirmed", who=RESIDENT)


def ask_for_erasure(sent: Sent, *, at: datetime) -> None:
    """Ask that everything about a response be deleted. An officer sees to it."""
    if sent.response.erasure_asked_at is None:
        sent.response.erasure_asked_at = at
        _record(sent.response, "erasure.asked", who=RESIDENT)


def erase(sent: Sent, *, by: str, at: datetime) -> None:
    """Delete all that a person sent, and how to reach them. That it was here stays known."""
    response = sent.response
    for table in (Answer, AnswerTranslation, EarlierVersion, SecondEntry, Upload):
        db.session.execute(delete(table).where(table.response_id == response.id))
    forget_about(response)
    db.session.execute(delete(Contact).where(Contact.id == contact_name(response.id)))
    # What it was sent from, so that pressing “Send” once more finds nothing; and corrections.
    its = or_(Draft.corrects_id == response.id, Draft.seed == response.seed)
    for draft in db.session.scalars(select(Draft).where(its)):
        discard(draft)
    response.standing, response.publish, response.capacity = Standing.ERASED, "no", None
    response.seed = response.receipt_hash = response.network = response.provenance = None
    response.signals, response.changed_at = [], at
    _record(response, "response.erased", who=by)


def count_late(sent: Sent, *, reason: str, by: str, at: datetime) -> None:
    """Let a response that came too late count, for a reason that is kept."""
    if sent.response.standing == Standing.LATE:
        sent.response.standing, sent.response.changed_at = Standing.COUNTED, at
        audit.record(
            "response.late-counted",
            sent.consultation.id,
            who=by,
            subject="response",
            subject_id=sent.response.id,
            reason=reason,
        )


def keep_contact(sent: Sent, *, email: str, language: str) -> None:
    """Keep where to write to a person when the outcome is there; without an address, nothing."""
    name = contact_name(sent.response.id)
    db.session.execute(delete(Contact).where(Contact.id == name))
    if email:
        details = {"email": email, "language": language}
        db.session.add(Contact(id=name, sealed=seal_json("contact", name, details)))


def _require_open(sent: Sent, at: datetime) -> None:
    if state_of(sent.consultation, at) is not State.OPEN:
        raise NotOpenError(sent.consultation)


def _stand(response: Response, standing: Standing, what: str, *, at: datetime) -> None:
    if response.standing != standing:
        response.standing, response.changed_at = standing, at
        _record(response, what, who=RESIDENT)


def _record(response: Response, what: str, *, who: str) -> None:
    where = response.consultation_id
    audit.record(what, where, who=who, subject="response", subject_id=response.id)
