"""Beginning a consultation: with nothing, or with what another one asks."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from consult.accounts.actions.organisations import first_organisation
from consult.compact.rules import default_last_day
from consult.core import audit
from consult.core.database import db
from consult.core.days import day_of
from consult.plan import queries
from consult.plan.actions.importing import slug_of
from consult.plan.actions.versions import keep
from consult.plan.models import Consultation

NOTICE = timedelta(days=14)  # between today and the first day of a copy


def begin(
    facts: Mapping[str, Any], *, organisation_id: int | None, opens: date, by: str, at: datetime
) -> Consultation:
    """Make a draft of 84 days that asks nothing yet. Its address is made from its title."""
    whose = organisation_id or first_organisation(at=at).id
    dates = {"opens": opens, "closes": default_last_day(opens), "made_at": at}
    made = _added(slug_of(facts["title"]), organisation_id=whose, **dates)
    audit.record("consultation.begun", who=by, subject="consultation", subject_id=made.id)
    keep(made, {"questions": [], **facts}, what="added", by=by, at=at)
    return made


def copy_whole(consultation: Consultation, *, title: str, by: str, at: datetime) -> Consultation:
    """Make a draft that says and asks the same, with dates of its own."""
    document = {**queries.working_row(consultation.id).document, "title": title}
    opens, whose = day_of(at) + NOTICE, consultation.organisation_id
    return begin(document, organisation_id=whose, opens=opens, by=by, at=at)


def _added(wanted: str, **facts: Any) -> Consultation:
    """Make a consultation at an address that is free, also when somebody else takes it first."""
    while True:
        slug = _free_slug(wanted)
        made = Consultation(slug=slug, title="", summary="", offered_in={}, **facts)
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:
            if queries.consultation_at(slug) is None:
                raise
        else:
            return made


def _free_slug(wanted: str) -> str:
    slug, number = wanted, 2
    while queries.consultation_at(slug) is not None:
        slug, number = f"{wanted[:76]}-{number}", number + 1
    return slug
