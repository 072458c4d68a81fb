"""What the front doors show, gathered from the stages. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from consult.compact.models import Departure
from consult.compact.queries import departures_of
from consult.core.days import day_of
from consult.editions.models import LARGE_PRINT, Edition
from consult.editions.queries import edition_of
from consult.plan.checks.editions import source_of
from consult.plan.models import Consultation
from consult.plan.queries import Version, consultations, current_version
from consult.plan.rules.timetable import State, days_left, outcome_due, state_of
from consult.report.queries import PublishedOutcome, published, published_ids


@dataclass(frozen=True)
class Entry:
    """A consultation in a list."""

    consultation: Consultation
    state: State
    days_left: int
    outcome_due: date
    has_outcome: bool


@dataclass(frozen=True)
class Whole:
    """A consultation as its page shows it, whatever its state."""

    consultation: Consultation
    version: Version
    state: State
    days_left: int
    outcome_due: date
    is_outcome_late: bool
    departures: Sequence[Departure]
    large_print: Edition | None
    outcome: PublishedOutcome | None


def entries(now: datetime, *, drafts_too: bool = False) -> list[Entry]:
    """Return the consultations for a list, those still open first."""
    with_outcome = published_ids()
    found = [
        Entry(
            one,
            state_of(one, now),
            days_left(day_of(now), closes=one.closes),
            outcome_due(one.closes),
            one.id in with_outcome,
        )
        for one in consultations(drafts_too=drafts_too)
    ]
    order = list(_ORDER)
    return sorted(found, key=lambda entry: order.index(entry.state))


_ORDER = (State.OPEN, State.UPCOMING, State.DRAFT, State.CLOSED)


def whole(consultation: Consultation, now: datetime) -> Whole:
    """Return everything about one consultation."""
    version = current_version(consultation.id)
    return Whole(
        consultation=consultation,
        version=version,
        state=state_of(consultation, now),
        days_left=days_left(day_of(now), closes=consultation.closes),
        outcome_due=outcome_due(consultation.closes),
        is_outcome_late=day_of(now) > outcome_due(consultation.closes),
        departures=departures_of(consultation.id),
        large_print=large_print(consultation, version),
        outcome=published(consultation.id),
    )


def large_print(consultation: Consultation, version: Version) -> Edition | None:
    """Return the large print copy, if one of these very words and dates is ready."""
    return edition_of(
        consultation.id,
        format=LARGE_PRINT,
        language="en",
        source=source_of(consultation, version.sha256),
    )
