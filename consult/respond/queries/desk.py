"""What officers look at: what waits for them, and signs of machines."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, func, select

from consult.core.database import db
from consult.respond.models import Response
from consult.respond.queries import MOST_SHOWN
from consult.respond.rules.signals import MANY_FROM_NETWORK, Signal
from consult.respond.rules.standing import Standing


def late_responses(consultation_id: int) -> Sequence[Response]:
    """Return what came too late, the earliest first."""
    return db.session.scalars(
        select(Response)
        .where(Response.consultation_id == consultation_id, Response.standing == Standing.LATE)
        .order_by(Response.sent_at)
        .limit(MOST_SHOWN)
    ).all()


def asked_to_erase(consultation_id: int) -> Sequence[Response]:
    """Return the responses that people asked us to delete and that are still there."""
    return db.session.scalars(
        select(Response)
        .where(
            Response.consultation_id == consultation_id,
            Response.erasure_asked_at.is_not(None),
            Response.standing != Standing.ERASED,
        )
        .order_by(Response.erasure_asked_at)
        .limit(MOST_SHOWN)
    ).all()


def groups_from_one_network(consultation_id: int) -> Sequence[tuple[int, datetime, datetime]]:
    """Return for each network with many responses in a day: how many, the first, the last."""
    rows = db.session.execute(
        select(func.count(), func.min(Response.sent_at), func.max(Response.sent_at))
        .where(Response.consultation_id == consultation_id, Response.network.is_not(None))
        .group_by(Response.network)
        .having(func.count() >= MANY_FROM_NETWORK)
        .order_by(func.count().desc())
        .limit(MOST_SHOWN)
    )
    return [(count, first, last) for count, first, last in rows]


def count_by_signal(consultation_id: int) -> dict[str, int]:
    """Return how many responses carry each sign of a machine."""
    its = select(func.count()).where(Response.consultation_id == consultation_id)
    carries = {name: cast(Response.signals, String).contains(f'"{name}"') for name in Signal}
    return {
        str(name): found
        for name, condition in carries.items()
        if (found := db.session.scalar(its.where(condition)) or 0)
    }
