"""Bringing a consultation in from a document."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from consult.accounts.actions.organisations import first_organisation
from consult.compact.actions import require_reason
from consult.compact.commitments import broken_by
from consult.compact.rules import Facts, Step, default_last_day
from consult.core.database import db
from consult.plan import queries
from consult.plan.actions.dates import change_dates, state_departures
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import AgreementNeededError, DefinitionRefusedError
from consult.plan.actions.versions import keep, version_of
from consult.plan.checks.files import problems_in_document
from consult.plan.models import Consultation
from consult.plan.rules.changes import Kind, Stated
from consult.plan.rules.problems import Problem


def import_definition(
    document: dict[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
    may_move_dates: bool = True,
    organisation_id: int | None = None,
) -> Consultation:
    """Make a consultation from a document, or bring the one at its address up to date.

    It belongs to the first organisation, unless another is named. Raises
    DefinitionRefusedError with every problem, and ReasonNeededError when the period is not
    12 weeks, or the dates change, and nobody says why. Somebody who may not move dates that
    people can see cannot move them with a file either, nor anything of another organisation.
    """
    if problems := problems_in_document(document):
        raise DefinitionRefusedError(problems)
    slug = document.get("slug") or slug_of(document["title"])
    opens, closes = _dates_of(document)
    found, begun = queries.consultation_at(slug), None
    if found is None:
        whose = organisation_id or first_organisation(at=at).id
        first = reason or document.get("period_reason")
        begun = _begin(slug, whose, (opens, closes), reason=first, by=by, at=at)
    consultation = begun or queries.known_consultation_at(slug)
    if begun is None:
        if organisation_id not in (None, consultation.organisation_id):
            raise DefinitionRefusedError((Problem("slug", "slug-is-taken"),))
        # Held first: while we look, somebody else could let it open.
        hold(consultation)
        # Refused before anything is touched: a refusal leaves nothing behind.
        _refuse_other_questions(consultation, document)
        if not may_move_dates:
            _refuse_other_dates(consultation, opens, closes)
        # The reason in the file is for its length; why dates move has to be said now.
        _change_dates(consultation, opens, closes, Stated(reason, by, at))
    if consultation.approved_at is None:  # of an open one, what is edited for later stays
        keep(consultation, document, what="imported", by=by, at=at)
    return consultation


def slug_of(title: str) -> str:
    """Return the part of an address that is made from a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "consultation"


def _dates_of(document: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and the last day that a document names."""
    opens = date.fromisoformat(document["opens"])
    named = document.get("closes")
    return opens, date.fromisoformat(named) if named else default_last_day(opens)


def _begin(
    slug: str, whose: int, period: tuple[date, date], *, reason: str | None, by: str, at: datetime
) -> Consultation | None:
    """Make a consultation that has no questions yet.

    Return None when somebody brought one in at the same moment; theirs is brought up to date.
    """
    facts = Facts(Step.DATES, *period)
    require_reason(broken_by(facts), reason=reason)
    dates = {"opens": period[0], "closes": period[1], "made_at": at}
    consultation = Consultation(
        organisation_id=whose, slug=slug, title="", summary="", offered_in={}, **dates
    )
    try:
        with db.session.begin_nested():
            db.session.add(consultation)
    except IntegrityError:
        return None
    state_departures(consultation, facts, Stated(reason, by, at), kind=Kind.MOVE)
    return consultation


def _change_dates(consultation: Consultation, opens: date, closes: date, stated: Stated) -> None:
    """Set the dates of a file. It cannot ask a Champion, so that is a problem of the file."""
    reason, by, at = stated.reason, stated.by, stated.at
    try:
        change_dates(consultation, opens=opens, closes=closes, reason=reason, by=by, at=at)
    except AgreementNeededError:
        raise DefinitionRefusedError((Problem("closes", "agreement-needed"),)) from None


def _refuse_other_questions(consultation: Consultation, document: Mapping[str, Any]) -> None:
    """Raise DefinitionRefusedError when an open consultation would get other questions."""
    if consultation.approved_at is None:
        return
    if queries.current_version(consultation.id).sha256 != version_of(document)[1]:
        raise DefinitionRefusedError((Problem("questions", "already-open"),))


def _refuse_other_dates(consultation: Consultation, opens: date, closes: date) -> None:
    """Raise DefinitionRefusedError when dates that people can see would move."""
    if consultation.approved_at and (consultation.opens, consultation.closes) != (opens, closes):
        raise DefinitionRefusedError((Problem("opens", "dates-are-seen"),))
