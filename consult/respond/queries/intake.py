"""Reading what officers type in for people, and the forms that are typed in twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from consult.core.database import db
from consult.core.security import keyed
from consult.respond.models import Draft, Response, SecondEntry, Upload
from consult.respond.queries import (
    Begun,
    Sent,
    begun_by,
    drafts_at,
    sent_as,
    sent_as_to_change,
)
from consult.respond.rules.double_entry import Rate, count_wrong
from consult.respond.rules.intake import ORIGINAL
from consult.respond.rules.standing import Standing

MOST_SHOWN = 200  # lines of a list


@dataclass(frozen=True)
class Checked:
    """A form that is typed in twice, and the response it became."""

    entry: SecondEntry
    response: Response


def intake_draft(draft_id: int, slug: str, *, lock: bool = False) -> Begun | None:
    """Return what an officer has begun to type in; with a lock, presses at once take turns."""
    query = drafts_at(slug).where(Draft.id == draft_id, Draft.intake.is_not(None))
    return begun_by(query.with_for_update(of=Draft) if lock else query)


def sent_in(reference: str, slug: str, *, lock: bool = False) -> Sent | None:
    """Return a response that was typed in; what people sent themselves is not among them."""
    find = sent_as_to_change if lock else sent_as
    found = find(reference, slug)
    return found if found and "typed_by" in (found.response.provenance or {}) else None


def unfinished(consultation_id: int) -> Sequence[Draft]:
    """Return what officers have begun to type in, the oldest first. Blank pages are none."""
    return db.session.scalars(
        select(Draft)
        .where(
            Draft.consultation_id == consultation_id,
            Draft.intake.is_not(None),
            Draft.sent_at.is_(None),
            Draft.changed_at > Draft.started_at,
        )
        .order_by(Draft.started_at)
        .limit(MOST_SHOWN)
    ).all()


def key_of_form(consultation_id: int, channel: str, number: str) -> str:
    """Return what meets the constraint when a numbered form is typed in twice.

    Made with our own key: who knows the number of a form could find its receipt by a hash.
    """
    return keyed("form", f"{consultation_id}:{channel}:{number}")


def response_with_number(consultation_id: int, channel: str, number: str) -> Response | None:
    """Return what a numbered form became when it was first typed in."""
    key = key_of_form(consultation_id, channel, number)
    return db.session.scalar(select(Response).where(Response.key == key))


def response_typed(response_id: int, *, lock: bool = False) -> Response:
    """Return a response that was typed in; with a lock, so that officers take turns."""
    query = select(Response).where(Response.id == response_id)
    return db.session.scalars(query.with_for_update() if lock else query).one()


def is_numbered(consultation_id: int, channel: str, number: str) -> bool:
    """Say whether a form with this number was typed in before."""
    return response_with_number(consultation_id, channel, number) is not None


def originals_of(draft_id: int) -> Sequence[Upload]:
    """Return the scans that belong to what is being typed in."""
    its = (Upload.draft_id == draft_id, Upload.question == ORIGINAL)
    return db.session.scalars(select(Upload).where(*its).order_by(Upload.made_at)).all()


def second_entry_of(response_id: int, *, lock: bool = False) -> SecondEntry | None:
    """Return what is known of typing a form in again."""
    query = select(SecondEntry).where(SecondEntry.response_id == response_id)
    return db.session.scalar(query.with_for_update() if lock else query)


def to_type_again(consultation_id: int) -> Sequence[Checked]:
    """Return the forms that somebody else has to type in again.

    What a person has looked through themselves, or taken back, needs no second look.
    """
    return _checked(
        consultation_id,
        SecondEntry.at.is_(None),
        Response.standing.in_((Standing.COUNTED, Standing.LATE)),
        Response.number == 1,
        Response.confirmed_at.is_(None),
    )


def to_settle(consultation_id: int) -> Sequence[Checked]:
    """Return the forms whose two entries differ, and nobody has said yet which is right."""
    is_waiting = (SecondEntry.at.is_not(None), SecondEntry.settled_at.is_(None))
    return _checked(consultation_id, *is_waiting)


def error_rate(consultation_id: int) -> Rate:
    """Return how well we typed the forms of a consultation."""
    entries = db.session.scalars(
        select(SecondEntry)
        .join(Response, Response.id == SecondEntry.response_id)
        .where(Response.consultation_id == consultation_id, SecondEntry.settled_at.is_not(None))
    ).all()
    return Rate(
        forms=len(entries),
        compared=sum(one.compared for one in entries),
        wrong=sum(count_wrong(one.differences) for one in entries),
    )


def _checked(consultation_id: int, *conditions: object) -> Sequence[Checked]:
    rows = db.session.execute(
        select(SecondEntry, Response)
        .join(Response, Response.id == SecondEntry.response_id)
        .where(Response.consultation_id == consultation_id, *conditions)  # type: ignore[arg-type]
        .order_by(SecondEntry.id)
        .limit(MOST_SHOWN)
    )
    return [Checked(entry, response) for entry, response in rows]
