"""An edition is offered only while it was made from the words and dates of now."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.editions.actions import keep
from consult.editions.models import Edition
from consult.editions.queries import editions_of
from consult.plan.queries import consultation_at
from tests.factories import document, opened, rows

AT = datetime(2026, 1, 12, tzinfo=UTC)


def test_a_new_edition_takes_the_place_of_the_old_one_of_its_kind(app: Flask) -> None:
    slug = opened(app, document())
    with app.app_context():
        found = consultation_at(slug)
        assert found
        for language, source in (("en", "old"), ("en", "new"), ("ur", "old")):
            body = f"{language} {source}".encode()
            keep(found.id, format="large-print", language=language, source=source, body=body, at=AT)
        db.session.commit()
        assert editions_of(found.id, language="en", source="old") == {}
        assert editions_of(found.id + 1, language="en", source="new") == {}
        (current,) = editions_of(found.id, language="en", source="new").values()
        assert (current.body, current.size, current.made_at) == (b"en new", 6, AT)
        db.session.rollback()
    kept = rows(app, select(Edition).order_by(Edition.id))
    assert [(one.language, one.source) for one in kept] == [("en", "new"), ("ur", "old")]
