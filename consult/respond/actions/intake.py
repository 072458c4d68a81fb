"""Typing in what reached us another way: a draft that is kept at every press."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from consult.accounts.queries import Person
from consult.core.database import db
from consult.core.letters import is_storable
from consult.core.security import new_key
from consult.core.settings import LONGEST_OTHER
from consult.core.uploads import CleanFile
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.plan.rules.timetable import State, state_of
from consult.respond.actions import drafts
from consult.respond.actions.drafts import NotOpenError
from consult.respond.models import Draft, Upload
from consult.respond.queries import Begun
from consult.respond.queries.intake import is_numbered
from consult.respond.rules.intake import ORIGINAL, About, Original

# Forms of a pile that another officer has typed in already, to be passed over.
MOST_PASSED = 100


def begin(
    consultation: Consultation, version: Version, about: About, *, by: Person, at: datetime
) -> Draft:
    """Start to type an answer in. Raises NotOpenError before the first day."""
    if state_of(consultation, at) in (State.DRAFT, State.UPCOMING):
        raise NotOpenError(consultation)
    intake = {**vars(about), "by": by.name, "typists": [by.officer_id]}
    return drafts.begin(consultation, version, at=at, intake=intake)


def begin_next(begun: Begun, about: About, *, by: Person, at: datetime) -> Draft:
    """Start the next form of the pile, with the number that comes next and is free."""
    following = about.next()
    for _passed in range(MOST_PASSED):
        number = following.number
        if number is None or not is_numbered(begun.consultation.id, about.channel, number):
            break
        following = following.next()
    return begin(begun.consultation, begun.version, following, by=by, at=at)


def keep(draft: Draft, about: About, original: Original, *, by: Person, at: datetime) -> None:
    """Keep what an officer says of an answer, as typed, right or wrong."""
    said = {name: text for name, text in vars(about).items() if len(text) <= LONGEST_OTHER}
    draft.intake = {**(draft.intake or {}), **said, **_typists(draft, by)}
    if is_storable(list(vars(original).values())):
        typed = draft.typed
        draft.typed = replace(typed, answers={**typed.answers, ORIGINAL: vars(original)})
    draft.changed_at = at


def touch(draft: Draft, *, by: Person, at: datetime) -> None:
    """Write down who typed, where only answers are typed."""
    draft.intake = {**(draft.intake or {}), **_typists(draft, by)}
    draft.changed_at = at


def attach(draft: Draft, file: CleanFile, *, at: datetime) -> None:
    """Keep a scan of what came."""
    db.session.add(
        Upload(
            id=new_key(),
            draft_id=draft.id,
            question=ORIGINAL,
            name=file.name,
            kind=file.kind,
            size=len(file.body),
            body=file.body,
            made_at=at,
        )
    )
    db.session.flush()


def detach(draft: Draft, upload_id: str) -> None:
    """Delete a scan that does not belong here."""
    db.session.execute(delete(Upload).where(Upload.draft_id == draft.id, Upload.id == upload_id))


def about_of(draft: Draft) -> About:
    """Return what was said of the answer so far."""
    said = draft.intake or {}
    return About(**{name: str(said.get(name, "")) for name in vars(About())})


def original_of(draft: Draft) -> Original:
    """Return the text or the link that was kept so far."""
    return Original(**(draft.typed.answers.get(ORIGINAL) or {}))


def _typists(draft: Draft, by: Person) -> Mapping[str, Any]:
    """Return everybody who has typed here: none of them can be the one who types it again."""
    before = (draft.intake or {}).get("typists", [])
    return {"by": by.name, "typists": sorted({*before, by.officer_id})}
