"""A moment is kept in UTC and comes back aware of it, on both databases."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from consult.core.audit import AuditEvent
from consult.core.database import db, reading
from tests.factories import rows

SUMMER = datetime(2026, 7, 1, 12, 30, 0, 123456, tzinfo=ZoneInfo("Europe/London"))


def event_at(at: datetime) -> AuditEvent:
    return AuditEvent(at=at, who="x", what="x", subject="x", subject_id=1, facts={"a": [1, None]})


def test_a_moment_comes_back_as_it_was(app: Flask) -> None:
    with app.app_context():
        db.session.add(event_at(SUMMER))
        db.session.commit()
    (kept,) = rows(app, select(AuditEvent))
    assert kept.at == SUMMER
    assert kept.at.tzinfo is UTC
    assert (kept.at.hour, kept.at.microsecond) == (11, 123456)
    assert kept.facts == {"a": [1, None]}


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(event_at(SUMMER.replace(tzinfo=None)))
        with pytest.raises(StatementError, match="a moment needs its zone"):
            db.session.flush()
        db.session.rollback()


def test_moments_are_compared_by_the_database(app: Flask) -> None:
    with app.app_context():
        db.session.add_all([event_at(SUMMER), event_at(datetime(2026, 1, 1, tzinfo=UTC))])
        db.session.commit()
    with app.app_context(), reading():
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.at < SUMMER)).all()
        assert [one.at.month for one in found] == [1]
