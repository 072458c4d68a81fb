"""Organisations begin: the first one by itself, others by somebody who looks after the site."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from consult.accounts.models import Organisation
from consult.accounts.queries import organisations
from consult.core import audit
from consult.core.database import db

# What it is called until its people give it their name.
FIRST_NAME = "Our organisation"
LONGEST_NAME = 200


class OrganisationRefusedError(Exception):
    """An organisation that cannot be made or changed as asked, and why."""


def first_organisation(*, at: datetime) -> Organisation:
    """Return the organisation that was there first, making it when there is none yet."""
    found = organisations.first()
    if found is not None:
        return found
    try:
        # Nobody began it, so the history has nobody to name.
        return _add(FIRST_NAME, at=at)
    except IntegrityError:
        # Somebody else needed it at the same moment; theirs is the one.
        return first_organisation(at=at)


def begin_organisation(name: str, *, by: str, at: datetime) -> Organisation:
    """Let another organisation use this site.

    Raises OrganisationRefusedError when it has no name, a long one, or that of another.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise OrganisationRefusedError("an organisation needs a name of up to 200 characters")
    try:
        made = _add(name, at=at)
    except IntegrityError:
        raise OrganisationRefusedError(f"there is an organisation “{name}” already") from None
    audit.record("organisation.begun", who=by, subject="organisation", subject_id=made.id)
    return made


def set_quiet_times(
    organisation: Organisation, periods: Sequence[Mapping[str, str]], *, by: str
) -> None:
    """Say when few people can answer: mappings of “from”, “to” (days, both counted) and “name”."""
    organisation.quiet_periods = [dict(one) for one in periods]
    number = organisation.id
    audit.record(
        "organisation.quiet-times-set",
        who=by,
        subject="organisation",
        subject_id=number,
        periods=organisation.quiet_periods,
    )


def _add(name: str, *, at: datetime) -> Organisation:
    """Raise IntegrityError when there is one of this name."""
    made = Organisation(name=name, made_at=at)
    with db.session.begin_nested():
        db.session.add(made)
    return made
