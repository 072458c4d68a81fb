"""Reading departures."""

from collections.abc import Sequence

from sqlalchemy import select

from consult.compact.models import Departure
from consult.core.database import db


def departures_of(consultation_id: int) -> Sequence[Departure]:
    """Return every departure of a consultation, oldest first."""
    return db.session.scalars(
        select(Departure).where(Departure.consultation_id == consultation_id).order_by(Departure.id)
    ).all()
