"""Accounts and roles of an organisation’s people. It never loses its last admin or publisher."""

from collections.abc import Sequence
from datetime import datetime

from consult.accounts.actions import invitations, passwords, second_factor, sessions
from consult.accounts.actions.last_ones import (
    PeopleRefusedError,
    hold,
    keep_the_last,
    record,
    refused,
    why_not,
)
from consult.accounts.models import Officer
from consult.accounts.permissions import ACCOUNT_ROLES, Permission, permissions_of
from consult.accounts.queries import Person
from consult.accounts.rules import in_order

# Who loses one of these could not have given, today, what they gave in an invitation.
LETS_INVITE = {Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATIONS}


def change_roles(officer: Officer, roles: Sequence[str], *, by: Person, at: datetime) -> None:
    """Set what somebody may do. The first role they keep is the one that is shown in public.

    Raises PeopleRefusedError. That somebody tried is written into the history all the same.
    """
    hold(officer)
    had, wanted = officer.roles, in_order(roles, had=officer.roles, known=ACCOUNT_ROLES)
    if why := why_not(officer, wanted, by=by):
        raise refused(officer, why, by=by, wanted=wanted)
    if not wanted:
        raise PeopleRefusedError("no-role")
    if wanted == had:
        return
    keep_the_last(officer, wanted, by=by)
    officer.roles = wanted
    if LETS_INVITE & (permissions_of(had) - permissions_of(wanted)):
        invitations.take_back_all_of(officer, by=by, at=at)
    record("officer.roles-changed", officer, by=by, before=had, after=wanted)


def end_account(officer: Officer, *, by: Person, at: datetime) -> None:
    """Let somebody leave: their sessions and the invitations they made end at once.

    The account stays, so that the history keeps its names. Raises PeopleRefusedError.
    """
    hold(officer)
    if not officer.is_active:
        return
    if by.officer_id == officer.id:
        raise refused(officer, "own-account", by=by, wanted=[])
    if why := why_not(officer, [], by=by):
        raise refused(officer, why, by=by, wanted=[])
    keep_the_last(officer, [], by=by)
    officer.is_active = False
    sessions.end_all(officer.id)
    passwords.end_links(officer.id)
    invitations.take_back_all_of(officer, by=by, at=at)
    record("officer.ended", officer, by=by)


def let_back_in(officer: Officer, *, by: Person) -> None:
    """Let somebody sign in again, with the roles they had. Raises PeopleRefusedError."""
    hold(officer)
    if officer.is_active:
        return
    if why := why_not(officer, [], by=by):
        raise refused(officer, why, by=by, wanted=officer.roles)
    officer.is_active = True
    record("officer.let-back-in", officer, by=by)


def reset_second_factor(officer: Officer, *, by: Person) -> None:
    """Take somebody’s app and recovery codes away: their phone is lost. Every session ends.

    The next sign-in sets up a new app. Raises PeopleRefusedError.
    """
    hold(officer)
    why = "own-app" if by.officer_id == officer.id else why_not(officer, officer.roles, by=by)
    if why:
        raise refused(officer, why, by=by, wanted=officer.roles)
    second_factor.reset(officer, by=by.shown_as)
