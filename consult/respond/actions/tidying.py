"""Deleting what nobody sent, and forgetting where answers came from, when their time is over."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from consult.core.database import db
from consult.core.days import day_of
from consult.plan.models import Consultation
from consult.respond.models import CodeTry, Draft, Response, Upload
from consult.respond.rules.standing import KEPT_AFTER

NETWORKS_KEPT = timedelta(days=30)
TRIES_KEPT = timedelta(hours=1)


def tidy(*, at: datetime) -> int:
    """Delete drafts whose time is over, and forget networks. Returns how many drafts went.

    What an officer types in can come in time and be finished later, so that stays.
    """
    is_past = Consultation.closes < day_of(at - KEPT_AFTER)
    is_over = and_(is_past, Consultation.paused_at.is_(None))
    old = select(Draft.id).join(Consultation, Consultation.id == Draft.consultation_id)
    was_blank = Draft.changed_at == Draft.started_at
    old = old.where(is_over, or_(Draft.intake.is_(None), Draft.sent_at.is_not(None), was_blank))
    db.session.execute(delete(Upload).where(Upload.draft_id.in_(old)))
    deleted: Any = db.session.execute(delete(Draft).where(Draft.id.in_(old)))
    db.session.execute(
        update(Response)
        .where(Response.network.is_not(None), Response.sent_at < at - NETWORKS_KEPT)
        .values(network=None)
    )
    db.session.execute(delete(CodeTry).where(CodeTry.at < at - TRIES_KEPT))
    return int(deleted.rowcount)
