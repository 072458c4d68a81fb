"""Somebody who looks at every page about people, and at those for who is invited."""

from datetime import timedelta

from flask import Flask

from consult.accounts.models import Invitation, Officer, SecondFactor
from consult.core import clock
from consult.core.database import db
from consult.core.security import hashed
from tests.support import officers
from tests.support.visitors import Visitor

ADMIN = "platform-admin@example.org"


def see_the_people(app: Flask, visitor: Visitor) -> None:
    """See the list, an app taken away, an account ended and let back in, and all invitations."""
    known = _let_in(app)
    visitor.forget()
    visitor.go("officer/sign-in")
    visitor.page.fill("[name=email]", ADMIN)
    visitor.page.fill("[name=password]", officers.PASSWORD)
    visitor.press()
    visitor.at("officer/people")
    visitor.at("officer/people?sort=email")
    visitor.press("main .actions a")
    visitor.press()  # nobody is named
    visitor.at(f"officer/people/{known}")
    visitor.press("main form[action$=reset-second-factor] button")
    visitor.at(f"officer/people/{known}")
    visitor.press("main form[action$=end] button")
    visitor.at(f"officer/people/{known}")
    visitor.press("main form[action$=let-back-in] button")
    visitor.at("officer/organisations/1/quiet-times")
    visitor.page.fill("[name=name_0]", "August")
    visitor.press()  # without its days
    visitor.at("officer/organisations")
    visitor.press()  # without a name
    visitor.forget()
    for key in ("good", "old", "used", "never"):
        visitor.at(f"officer/invitation/{key}")
    visitor.at("officer/invitation/good")
    visitor.press()  # without a password
    visitor.at("officer/lost-password")
    visitor.at("officer/lost-password?asked=yes")
    visitor.at("officer/new-password/never")


def _let_in(app: Flask) -> int:
    """Have a platform admin, somebody they can end, and invitations in each state."""
    with app.app_context():
        admin = officers.add("platform admin", email=ADMIN)
        whose, now = db.session.get_one(Officer, admin.id).organisation_id, clock.now()
        for key, days in (("good", 3), ("old", -3), ("used", 3)):
            invitation = Invitation(
                organisation_id=whose,
                email=f"{key}@example.org",
                name="Dilys Price",
                roles=["translator", "champion"],
                key_hash=hashed(key),
                made_by=admin.id,
                made_at=now,
                expires_at=now + timedelta(days=days),
                used_at=now if key == "used" else None,
            )
            db.session.add(invitation)
        known = officers.add("champion", name="Dewi Rees", email="dewi@example.org").id
        db.session.add(SecondFactor(officer_id=known, sealed_key=b"", last_step=0, made_at=now))
        db.session.commit()
        return known
