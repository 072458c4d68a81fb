"""Giving a preview and ending it; keeping test answers for as long as it lasts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, not_, select

from consult.core import audit
from consult.core.database import db
from consult.core.security import hashed, new_key
from consult.plan.models import Consultation
from consult.preview.models import PreviewLink, Trial
from consult.preview.queries import is_live
from consult.preview.rules import LASTS
from consult.respond.models import Typed
from consult.respond.rules.pages import Page
from consult.respond.rules.typed_pages import PageTyped, with_page


def give(consultation: Consultation, *, by: str, at: datetime) -> str:
    """Make an address under which a consultation can be tried. Returns its key, this once."""
    key = new_key()
    link = PreviewLink(consultation_id=consultation.id, key_hash=hashed(key), made_by=by)
    link.made_at, link.expires_at = at, at + LASTS
    db.session.add(link)
    db.session.flush()
    _record("preview.given", link, by=by)
    return key


def end(link: PreviewLink, *, by: str, at: datetime) -> None:
    """Close an address, and delete what was typed there."""
    link.ended_at = at
    db.session.execute(delete(Trial).where(Trial.link_id == link.id))
    _record("preview.ended", link, by=by)


def begin(link: PreviewLink, *, at: datetime) -> tuple[Trial, str]:
    """Start test answers. Returns them and their key."""
    key = new_key()
    trial = Trial(link_id=link.id, key_hash=hashed(key), changed_at=at)
    trial.typed = Typed()
    db.session.add(trial)
    db.session.flush()
    return trial, key


def save_page(
    trial: Trial, page: Page, now: PageTyped, *, at: datetime
) -> Mapping[str, Any] | None:
    """Keep what was typed on one page. Returns what another window had there."""
    trial.typed, replaced = with_page(trial.typed, page, now, at=at)
    trial.changed_at = at
    return replaced


def finish(trial: Trial) -> None:
    """Delete test answers: they were “sent”, which sends nothing."""
    db.session.delete(trial)


def tidy(*, at: datetime) -> None:
    """Delete the addresses whose time is over, with all that was typed there."""
    over = select(PreviewLink.id).where(not_(is_live(at)))
    db.session.execute(delete(Trial).where(Trial.link_id.in_(over)))
    db.session.execute(delete(PreviewLink).where(not_(is_live(at))))


def _record(what: str, link: PreviewLink, *, by: str) -> None:
    audit.record(
        what,
        who=by,
        subject="consultation",
        subject_id=link.consultation_id,
        preview=link.id,
        until=link.expires_at.isoformat(),
    )
