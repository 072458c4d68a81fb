"""Departures from a promise, each with its stated reason. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Json, Model, UtcDateTime
from consult.core.only_added import rows_are_only_added


class Departure(Model):
    """A promise not kept, and why. Public from the moment its consultation is."""

    __tablename__ = "departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    # By name: the stage that makes consultations comes after this one.
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    # The code of a commitment.
    commitment: Mapped[str]
    reason: Mapped[str]
    # The person who gave the reason, as they are shown in public.
    stated_by: Mapped[str]
    stated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What was departed from: dates before and after, days, a score.
    facts: Mapped[dict[str, object]] = mapped_column(Json, default=dict)


rows_are_only_added(Departure)
