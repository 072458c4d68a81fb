"""Reading who is invited to an organisation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from consult.accounts.models import Invitation
from consult.accounts.queries.organisations import Owner, owner_of
from consult.accounts.rules import Standing, standing_of
from consult.core.database import db
from consult.core.security import hashed


@owner_of("invitation_id")
def owner_of_invitation(invitation_id: int) -> Owner:
    """Return how to find to which organisation somebody is invited."""
    return select(Invitation.organisation_id).where(Invitation.id == invitation_id)


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """Return an invitation."""
    return db.session.get(Invitation, invitation_id)


def invited_to(organisation_id: int) -> Sequence[Invitation]:
    """Return the invitations that were neither used nor taken back, the newest first."""
    theirs = _waiting().where(Invitation.organisation_id == organisation_id)
    return db.session.scalars(theirs.order_by(Invitation.id.desc())).all()


def is_invited(email: str, organisation_id: int) -> bool:
    """Return whether an address has an invitation that can be sent again."""
    theirs = Invitation.organisation_id == organisation_id
    return db.session.scalar(_waiting().where(Invitation.email == email, theirs)) is not None


def invitation_with(key: str, *, lock: bool = False) -> Invitation | None:
    """Return the invitation that the secret of a letter opens; with ``lock``, to be used."""
    query = select(Invitation).where(Invitation.key_hash == hashed(key))
    if lock:  # as it is now: who waited for the lock may have read it before
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def standing(invitation: Invitation, at: datetime) -> Standing:
    """Return whether an invitation can be used."""
    return standing_of(
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
        taken_back_at=invitation.taken_back_at,
        at=at,
    )


def _waiting() -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.used_at.is_(None), Invitation.taken_back_at.is_(None)
    )
