"""Beginning, saving and coming back to answers that are not sent yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, select

from consult.core.database import db
from consult.core.security import (
    RETURN_GROUP,
    RETURN_LENGTH,
    code_for,
    hashed,
    key_for,
    new_key,
)
from consult.core.uploads import CleanFile
from consult.plan.models import Consultation
from consult.plan.queries import Version
from consult.plan.rules.timetable import State, closes_at, state_of
from consult.respond.models import CodeTry, Draft, Response, Typed, Upload
from consult.respond.queries import hash_of_return_code
from consult.respond.rules.pages import Page
from consult.respond.rules.standing import KEPT_AFTER
from consult.respond.rules.typed_pages import PageTyped, with_page


class NotOpenError(Exception):
    """The consultation takes no answers now. What was saved stays saved."""

    def __init__(self, consultation: Consultation) -> None:
        """Keep the consultation, so that the page can say when it was open."""
        super().__init__(consultation.slug)
        self.consultation = consultation


def key_of(draft: Draft) -> str:
    """Return the secret of a draft: the cookie, and the hidden field of its pages."""
    return key_for("draft", draft.seed)


def return_code_of(draft: Draft) -> str:
    """Return the code with which a person comes back to a draft, on any device."""
    return _return_code(draft.seed)


def receipt_code_of(response: Response) -> str:
    """Return the receipt code of a response that was not imported."""
    return code_for("receipt", response.seed or "")


def kept_until(consultation: Consultation) -> datetime:
    """Return when drafts are deleted. Until the last day a person can come back to theirs."""
    return closes_at(consultation.closes) + KEPT_AFTER


def begin(
    consultation: Consultation,
    version: Version,
    *,
    at: datetime,
    intake: Mapping[str, Any] | None = None,
) -> Draft:
    """Start a draft. Raises NotOpenError outside the period, but not for an officer’s intake."""
    if intake is None:
        require_open(consultation, at)
    return _begin(consultation.id, version.id, Typed(), at=at, intake=intake)


def begin_correction(response: Response, typed: Typed, *, at: datetime) -> Draft:
    """Start a draft from what was sent, to put it right. One that is begun already goes on."""
    found = db.session.scalar(
        select(Draft).where(
            Draft.corrects_id == response.id, Draft.sent_at.is_(None), Draft.intake.is_(None)
        )
    )
    if found:
        return found
    draft = _begin(response.consultation_id, response.version_id, typed, at=at)
    draft.corrects_id, draft.checked_at = response.id, at
    return draft


def _begin(
    consultation_id: int,
    version_id: int,
    typed: Typed,
    *,
    at: datetime,
    intake: Mapping[str, Any] | None = None,
) -> Draft:
    seed = _unused_seed()
    draft = Draft(
        seed=seed,
        key_hash=hashed(key_for("draft", seed)),
        code_hash=hash_of_return_code(_return_code(seed)),
        consultation_id=consultation_id,
        version_id=version_id,
        # Not the null of JSON, which no query takes for nothing.
        intake=dict(intake) if intake else null(),
        started_at=at,
        changed_at=at,
    )
    draft.typed = typed
    db.session.add(draft)
    db.session.flush()
    return draft


def _unused_seed() -> str:
    """Return a seed whose code no draft has. Two share one in 150,000,000,000 times."""
    while True:
        seed = new_key()
        code_hash = hash_of_return_code(_return_code(seed))
        if db.session.scalar(select(Draft.id).where(Draft.code_hash == code_hash)) is None:
            return seed


def _return_code(seed: str) -> str:
    return code_for("return", seed, length=RETURN_LENGTH, group=RETURN_GROUP)


def discard(draft: Draft) -> None:
    """Delete what was begun: the person asked for it."""
    db.session.execute(delete(Upload).where(Upload.draft_id == draft.id))
    db.session.delete(draft)


def save_page(draft: Draft, page: Page, now: PageTyped, *, at: datetime) -> dict[str, Any] | None:
    """Keep what a person typed on one page, as typed, right or wrong.

    Returns what another device had saved there since the page was shown.
    """
    draft.typed, replaced = with_page(draft.typed, page, now, at=at)
    draft.changed_at = at
    return replaced


def attach(draft: Draft, question: str, file: CleanFile, *, instead_of: str, at: datetime) -> str:
    """Keep a file as the answer to a question, in place of one that is there. Returns its id."""
    its = (Upload.draft_id == draft.id, Upload.id == instead_of)
    db.session.execute(delete(Upload).where(*its))
    upload = Upload(
        id=new_key(),
        draft_id=draft.id,
        question=question,
        name=file.name,
        kind=file.kind,
        size=len(file.body),
        body=file.body,
        made_at=at,
    )
    db.session.add(upload)
    db.session.flush()
    return upload.id


def reach_check(draft: Draft, *, at: datetime) -> None:
    """Write down that a person has come as far as checking their answers."""
    draft.checked_at = draft.checked_at or at


def note_wrong_code(network: str, *, at: datetime) -> None:
    """Remember that a code from a network opened nothing."""
    db.session.add(CodeTry(network=network, at=at))


def require_open(consultation: Consultation, at: datetime) -> None:
    """Raise NotOpenError when nobody may begin to answer at a moment."""
    if state_of(consultation, at) is not State.OPEN:
        raise NotOpenError(consultation)
