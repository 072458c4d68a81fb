"""Reading departures, and the words of the Compact."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from consult.compact.models import Departure
from consult.core.database import db


def departures_of(consultation_id: int) -> Sequence[Departure]:
    """Return every departure of a consultation, oldest first."""
    return db.session.scalars(
        select(Departure).where(Departure.consultation_id == consultation_id).order_by(Departure.id)
    ).all()


@cache
def words_of_the_compact() -> tuple[dict[str, Any], ...]:
    """Return its words by the alphabet, each as in a definition: term, meaning, variants."""
    return tuple(json.loads(Path(__file__).with_name("words.json").read_text("utf-8")))
