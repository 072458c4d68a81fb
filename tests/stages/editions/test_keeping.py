"""An edition is offered only while it was made from the words and dates of now."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.editions.actions import keep, sign
from consult.editions.models import CONSULTATION, Edition
from consult.editions.queries import editions_of
from consult.editions.rules import Made
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
            keep(found.id, Made(CONSULTATION, "large-print", language, source, body), at=AT)
        db.session.commit()
        assert list(editions_of(found.id, [("en", "old")])) == []
        assert list(editions_of(found.id + 1, [("en", "new")])) == []
        (current,) = editions_of(found.id, [("en", "new")])
        assert (current.body, current.size, current.made_at) == (b"en new", 6, AT)
        db.session.rollback()
    kept = rows(app, select(Edition).order_by(Edition.id))
    assert [(one.language, one.source) for one in kept] == [("en", "new"), ("ur", "old")]


def test_who_signed_for_a_copy_is_asked_again_when_it_is_made_anew(app: Flask) -> None:
    slug = opened(app, document())
    with app.app_context():
        found = consultation_at(slug)
        assert found
        keep(found.id, Made(CONSULTATION, "braille-contracted", "en", "old", b"old"), at=AT)
        (old,) = editions_of(found.id, [("en", "old")])
        sign(old, by="Sana Malik", at=AT)
        for source in ("new", "newer"):
            keep(found.id, Made(CONSULTATION, "braille-contracted", "en", source, b"new"), at=AT)
        (new,) = editions_of(found.id, [("en", "newer")])
        assert (new.signed_by, new.asked_again) == (None, "Sana Malik")
        db.session.rollback()


def test_what_failed_its_check_is_kept_with_the_reason_and_without_a_file(app: Flask) -> None:
    slug = opened(app, document())
    with app.app_context():
        found = consultation_at(slug)
        assert found
        keep(found.id, Made(CONSULTATION, "audio", "en", "new", b"", "no voice"), at=AT)
        (kept,) = editions_of(found.id, [("en", "new")])
        assert (kept.size, kept.problem) == (0, "no voice")
        db.session.rollback()
