"""Consultations that were let open before so much had to be said."""

from flask import Flask
from sqlalchemy import select

from consult.core.database import db
from consult.plan.actions.versions import version_of
from consult.plan.models import QuestionSetVersion
from tests.factories import SAID


def unsaid(app: Flask, slug: str) -> str:
    """Take what a test did not say itself out of a consultation; return its address."""
    with app.app_context():
        row = db.session.scalars(select(QuestionSetVersion)).one()
        left = {name: value for name, value in row.document.items() if name not in SAID}
        row.document, row.sha256 = version_of(left)
        db.session.commit()
    return slug
