"""Who was invited makes their account: once, with a password of their own."""

from datetime import datetime

from consult.accounts import queries
from consult.accounts.actions import accounts, invitations, passwords
from consult.accounts.actions.invitations import InvitationRefusedError
from consult.accounts.models import Officer
from consult.accounts.queries import invitations as found
from consult.accounts.rules import Guest, Standing


def accept(key: str, password: str, *, at: datetime) -> Officer:
    """Make the account that somebody was invited to. The letter opens nothing any more.

    Raises InvitationRefusedError when it cannot be used, PasswordRefusedError for a password
    that is easy to guess, and AccountRefusedError.
    """
    invitation = found.invitation_with(key, lock=True)
    if invitation is None:
        raise InvitationRefusedError("unknown")
    standing = found.standing(invitation, at)
    if standing is not Standing.OPEN:
        raise InvitationRefusedError(standing)
    if queries.officer_with(invitation.email):
        raise InvitationRefusedError("has-account")
    passwords.refuse_easy(password, name=invitation.name, email=invitation.email)
    officer = accounts.add_officer(
        Guest(invitation.name, invitation.email, invitation.roles),
        password=password,
        at=at,
        organisation_id=invitation.organisation_id,
    )
    invitation.used_at = at
    invitations.record("invitation.used", invitation, by=queries.shown_of(officer))
    return officer
