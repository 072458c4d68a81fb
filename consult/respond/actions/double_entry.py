"""Typing a form in a second time, and choosing what is right where the two entries differ."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from consult.accounts.queries import Person
from consult.core import audit
from consult.core.database import db
from consult.plan.rules.definition import CAPACITY, Definition
from consult.respond.actions import drafts
from consult.respond.actions.intake import about_of, original_of
from consult.respond.actions.sending import keep_answers
from consult.respond.actions.taking_in import close, keep_original, languages_of, ready
from consult.respond.models import Answer, Draft, Response, SecondEntry
from consult.respond.queries import Begun, Sent, answers_of
from consult.respond.queries.intake import response_typed, second_entry_of
from consult.respond.rules.double_entry import (
    NotChecked,
    Said,
    by_page,
    count_wrong,
    differences,
    settled,
    why_not_checked,
)
from consult.respond.rules.intake import About
from consult.respond.rules.kept import Kept, kept_answers, publish_choice, said_to
from consult.respond.rules.standing import Standing


class CannotCheckError(Exception):
    """This form is not to be typed in again, or not by this officer."""

    def __init__(self, why: NotChecked) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


def begin(sent: Sent, *, by: Person, at: datetime) -> Draft:
    """Start to type a form in again; what another officer began goes on.

    Raises CannotCheckError.
    """
    require_check(sent.response, by=by)
    going_on = db.session.scalar(
        select(Draft).where(
            Draft.corrects_id == sent.response.id,
            Draft.sent_at.is_(None),
            Draft.intake.is_not(None),
        )
    )
    if going_on:
        return going_on
    said = sent.response.provenance or {}
    intake = {
        "channel": sent.response.channel,
        "language": sent.response.language,
        "received": said["received"],
        "form_number": said["form_number"] or "",
        "by": by.name,
        "typists": [by.officer_id],
    }
    draft = drafts.begin(sent.consultation, sent.version, at=at, intake=intake)
    draft.corrects_id = sent.response.id
    return draft


def take_for_check(begun: Begun, response: Response, *, by: Person) -> None:
    """Let what was typed in a second time be a check of the first. Raises CannotCheckError."""
    require_check(response, by=by, draft=begun.draft)
    begun.draft.corrects_id = response.id


def require_check(response: Response, *, by: Person, draft: Draft | None = None) -> None:
    """Raise CannotCheckError unless this officer may type this form in again."""
    typists = {by.officer_id, *((draft and draft.intake) or {}).get("typists", [])}
    entry = second_entry_of(response.id)
    why = why_not_checked(
        first_typists=(response.provenance or {}).get("typists", []),
        typists=typists,
        is_done=entry is not None and entry.at is not None,
        is_theirs=is_theirs(response),
    )
    if why:
        raise CannotCheckError(why)


def is_theirs(response: Response) -> bool:
    """Say whether the person has looked through what we typed, or taken it back themselves."""
    is_ours = response.standing in (Standing.COUNTED, Standing.LATE)
    return response.number > 1 or response.confirmed_at is not None or not is_ours


def compare(begun: Begun, *, by: Person, at: datetime) -> SecondEntry:
    """Keep the second entry, and find where it differs from the first.

    Raises NotReadyError or CannotCheckError.
    """
    draft, definition = begun.draft, begun.version.definition
    response = response_typed(draft.corrects_id or 0, lock=True)
    entry = second_entry_of(response.id, lock=True)
    if entry is not None and draft.sent_at is not None:
        return entry
    require_check(response, by=by, draft=draft)
    about, original = about_of(draft), original_of(draft)
    kept = [one for one in ready(begun, about, original, at=at) if not one.question.is_equality]
    first, second = _as_kept(response, definition), by_page(kept)
    entry = entry or SecondEntry(response_id=response.id)
    entry.by, entry.at = by.name, at
    entry.answers = [
        {"question": one.question.id, "value": one.value, "other": one.other} for one in kept
    ]
    entry.differences = differences(definition, first, second)
    entry.compared = len({*first, *second})
    if not entry.differences:
        entry.settled_by, entry.settled_at = by.name, at
    db.session.add(entry)
    keep_original(draft, response, original, at=at)
    close(draft, at=at)
    _record("response.typed-again", response, by=by, differences=len(entry.differences))
    return entry


def choose(
    sent: Sent, entry: SecondEntry, choices: Mapping[str, str], *, by: Person, at: datetime
) -> bool:
    """Keep what somebody says is right, and say whether all is settled now.

    What the person has changed or confirmed themselves stays as they left it.
    """
    if entry.settled_at is not None:
        return True
    entry.differences = [
        {**one, "chosen": choices.get(one["page"], one["chosen"])} for one in entry.differences
    ]
    if any(one["chosen"] is None for one in entry.differences):
        return False
    wrong = count_wrong(entry.differences)
    if wrong and not is_theirs(sent.response):
        _put_right(sent, entry)
    entry.settled_by, entry.settled_at = by.name, at
    _record("response.checked", sent.response, by=by, wrong=wrong)
    return True


def _put_right(sent: Sent, entry: SecondEntry) -> None:
    """Write what was chosen over the answers. Both entries stay in the differences."""
    response, definition = sent.response, sent.version.definition
    first = _as_kept(response, definition)
    kept = kept_answers(definition, *settled(definition, first, entry.differences))
    db.session.execute(delete(Answer).where(Answer.response_id == response.id))
    about = About(channel=response.channel, language=response.language)
    keep_answers({response.id: kept}, languages={response.id: languages_of(kept, about)})
    response.publish, response.capacity = publish_choice(kept), said_to(kept, CAPACITY)


def _as_kept(response: Response, definition: Definition) -> dict[str, Said]:
    return by_page(
        Kept(definition.by_id[one.question], one.value, one.other)
        for one in answers_of(response.id)
    )


def _record(what: str, response: Response, *, by: Person, **facts: object) -> None:
    where = response.consultation_id
    audit.record(what, where, who=by.shown_as, subject="response", subject_id=response.id, **facts)
