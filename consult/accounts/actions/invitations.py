"""Invitations by mail: sent, sent again, taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from consult.accounts import queries
from consult.accounts.actions import accounts
from consult.accounts.models import Invitation, Officer, Organisation
from consult.accounts.permissions import ACCOUNT_ROLES, EVERYWHERE, Permission
from consult.accounts.queries import Person
from consult.accounts.queries import invitations as found
from consult.accounts.rules import INVITED_FOR, Guest, Standing, in_order
from consult.core import audit, mail
from consult.core.database import db
from consult.core.days import day_of
from consult.core.languages import Language
from consult.core.security import hashed, new_key

OPENED_BY = "joining.invitation"


class InvitationRefusedError(Exception):
    """An invitation that cannot be made or used, and the code of why."""

    def __init__(self, why: str) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


def invite(
    organisation: Organisation, guest: Guest, *, by: Person, at: datetime, language: Language
) -> Invitation:
    """Invite somebody to an organisation, with the roles that they will have.

    Raises InvitationRefusedError for an address that is known here, and
    AccountRefusedError for one that cannot be. Whether other organisations know an
    address is not told: who opens the letter reads it.
    """
    email = accounts.checked_email(guest.email)
    roles = in_order(guest.roles, had=(), known=ACCOUNT_ROLES)
    _refuse_others(roles, organisation.id, by=by)
    if not mail.is_offered():
        raise InvitationRefusedError("no-mail")
    known = queries.officer_with(email)
    if known and known.organisation_id == organisation.id:
        raise InvitationRefusedError("has-account")
    if found.is_invited(email, organisation.id):
        raise InvitationRefusedError("is-invited")
    invitation = Invitation(
        organisation_id=organisation.id,
        email=email,
        name=guest.name.strip(),
        roles=roles,
        key_hash="",
        made_by=by.officer_id,
        made_at=at,
        expires_at=at,
    )
    _send(invitation, organisation, at=at, language=language)
    record("invitation.sent", invitation, by=by.shown_as, roles=invitation.roles)
    return invitation


def send_again(invitation: Invitation, *, by: Person, at: datetime, language: Language) -> None:
    """Send a new letter, good from now on; the one before opens nothing any more.

    Raises InvitationRefusedError for roles that they could not have given.
    """
    _refuse_others(invitation.roles, invitation.organisation_id, by=by)
    if _is_over(invitation, at=at):
        return
    organisation = db.session.get_one(Organisation, invitation.organisation_id)
    _send(invitation, organisation, at=at, language=language)
    record("invitation.sent-again", invitation, by=by.shown_as)


def take_back(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Let an invitation open nothing any more. Raises InvitationRefusedError as sending does."""
    _refuse_others(invitation.roles, invitation.organisation_id, by=by)
    if not _is_over(invitation, at=at):
        invitation.taken_back_at = at
        record("invitation.taken-back", invitation, by=by.shown_as)


def take_back_all_of(officer: Officer, *, by: Person, at: datetime) -> None:
    """Let nothing stay open of what somebody sent who may not send any more."""
    theirs = Invitation.made_by == officer.id
    is_open = Invitation.used_at.is_(None) & Invitation.taken_back_at.is_(None)
    taken = update(Invitation).where(theirs, is_open).values(taken_back_at=at)
    for number in db.session.scalars(taken.returning(Invitation.id)).all():
        audit.record(
            "invitation.taken-back", who=by.shown_as, subject="invitation", subject_id=number
        )


def _refuse_others(roles: Sequence[str], organisation_id: int, *, by: Person) -> None:
    """Refuse roles that somebody cannot give. That they tried is written down all the same."""
    if why := _why_not(roles, by=by):
        audit.record(
            "invitation.refused",
            who=by.shown_as,
            subject="organisation",
            subject_id=organisation_id,
            why=why,
        )
        raise InvitationRefusedError(why)


def _why_not(roles: Sequence[str], *, by: Person) -> str:
    """Return why somebody cannot give roles to a new account, or nothing."""
    if set(roles) & EVERYWHERE and not by.may(Permission.MANAGE_ORGANISATIONS):
        return "platform-role"
    return "" if roles else "no-role"


def _is_over(invitation: Invitation, *, at: datetime) -> bool:
    """Return whether it was used or taken back, as it is now: others may press too."""
    db.session.refresh(invitation, with_for_update=True)
    return found.standing(invitation, at) in (Standing.USED, Standing.TAKEN_BACK)


def _send(
    invitation: Invitation, organisation: Organisation, *, at: datetime, language: Language
) -> None:
    key = new_key()
    invitation.key_hash, invitation.expires_at = hashed(key), at + INVITED_FOR
    db.session.add(invitation)
    db.session.flush()
    mail.post(
        "invitation",
        to=invitation.email,
        language=language.code,
        facts={
            "inviting": organisation.name,
            "link": mail.path_to(OPENED_BY, lang=language, key=key),
            "good_until": day_of(invitation.expires_at),
        },
        once=invitation.key_hash,
    )


def record(what: str, invitation: Invitation, *, by: str, **facts: object) -> None:
    """Write into the history what became of an invitation."""
    audit.record(what, who=by, subject="invitation", subject_id=invitation.id, **facts)
