"""What must not happen to accounts: nobody raises themselves, and no last one is lost."""

from collections.abc import Sequence

from sqlalchemy import select

from consult.accounts.models import Officer, Organisation
from consult.accounts.permissions import EVERYWHERE, NEVER_WITHOUT, Permission
from consult.accounts.queries import Person
from consult.core import audit
from consult.core.database import db


class PeopleRefusedError(Exception):
    """A change of somebody’s account that cannot be made, and the code of why."""

    def __init__(self, why: str, role: str = "") -> None:
        """Keep why, and the role that it is about."""
        super().__init__(f"{why} {role}".strip())
        self.why, self.role = why, role


def why_not(officer: Officer, wanted: Sequence[str], *, by: Person) -> str:
    """Return why somebody may not change an account in this way, or nothing."""
    is_of_platform = EVERYWHERE & {*wanted, *officer.roles}
    if is_of_platform and not by.may(Permission.MANAGE_ORGANISATIONS):
        return "platform-role"
    is_raised = set(wanted) - set(officer.roles)
    return "own-role" if is_raised and by.officer_id == officer.id else ""


def hold(officer: Officer) -> None:
    """Let changes of an organisation’s accounts take turns, and see them as they are now."""
    db.session.flush()
    whose = select(Organisation.id).where(Organisation.id == officer.organisation_id)
    db.session.execute(whose.with_for_update())
    db.session.refresh(officer)


def keep_the_last(officer: Officer, roles: Sequence[str], *, by: Person) -> None:
    """Raise PeopleRefusedError when nobody else who is here has a role that must not be lost."""
    others = db.session.scalars(
        select(Officer.roles).where(
            Officer.organisation_id == officer.organisation_id,
            Officer.is_active,
            Officer.id != officer.id,
        )
    ).all()
    for role in NEVER_WITHOUT:
        is_lost = officer.is_active and role in officer.roles and role not in roles
        if is_lost and not any(role in held for held in others):
            raise refused(officer, "last", by=by, wanted=roles, role=role)


def refused(
    officer: Officer, why: str, *, by: Person, wanted: Sequence[str], role: str = ""
) -> PeopleRefusedError:
    """Write down that somebody tried, and return what to raise."""
    record("officer.change-refused", officer, by=by, why=why, wanted=list(wanted))
    return PeopleRefusedError(why, role)


def record(what: str, officer: Officer, *, by: Person, **facts: object) -> None:
    """Write into the history what became of an account."""
    audit.record(what, who=by.shown_as, subject="officer", subject_id=officer.id, **facts)
