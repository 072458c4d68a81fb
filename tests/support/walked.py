"""What is there when every page is asked for: see tests/stages/test_every_route.py."""

from datetime import timedelta

from consult.accounts.actions.accounts import add_officer
from consult.accounts.models import Invitation, OfficerSession
from consult.accounts.rules import Guest
from consult.core import clock
from consult.core.database import db
from consult.core.days import day_of
from consult.plan.actions.importing import import_definition
from consult.plan.actions.opening import open_consultation
from tests.factories import SAID

DEFINITION = {
    "title": "Where should we walk?",
    "slug": "walk",
    "owner": "Example Borough Council",
    "summary": "We want to know where people like to walk.",
    **SAID,
    "questions": [
        {
            "id": "opinion",
            "type": "matrix",
            "text": "How good are these?",
            "options": [{"value": "good", "label": "Good"}, {"value": "bad", "label": "Bad"}],
            "rows": [{"value": "walking", "label": "Walking"}],
        },
        {"id": "why", "type": "long_text", "text": "Why?"},
    ],
}


def have_what_is_walked() -> None:
    """Have an open consultation, and an officer, a session and an invitation with number 1."""
    now = clock.now()
    bela = add_officer(Guest("Bela Rees", "b@example.org", ["officer"]), password="x" * 12, at=now)
    guest = {"email": "c@example.org", "name": "Cai Evans", "roles": ["officer"], "key_hash": "c"}
    whose = {"organisation_id": bela.organisation_id, "made_by": bela.id}
    until = now + timedelta(days=7)
    db.session.add_all(
        [
            OfficerSession(officer_id=bela.id, key_hash="b", browser="", started_at=now),
            Invitation(**guest, **whose, made_at=now, expires_at=until),
        ]
    )
    document = {**DEFINITION, "opens": day_of(now - timedelta(days=3)).isoformat()}
    made = import_definition(document, by="Amina Khan, officer", at=now - timedelta(days=4))
    open_consultation(made, by="Ben Okafor, publisher", at=now - timedelta(days=4), reason="Test")
    db.session.commit()
