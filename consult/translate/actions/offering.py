"""Offering a language, and saying what came later than the rest."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from consult.compact.actions import depart, require_reason
from consult.compact.commitments import broken_by
from consult.compact.rules import Step
from consult.core.days import day_of
from consult.plan.actions.agreeing import ask
from consult.plan.actions.dates import change_dates
from consult.plan.actions.holding import hold
from consult.plan.actions.refusals import AgreementNeededError
from consult.plan.actions.versions import seal
from consult.plan.checks.promises import facts_at
from consult.plan.models import Consultation
from consult.plan.rules.changes import Stated
from consult.translate import queries
from consult.translate.actions.refusals import NotWholeError
from consult.translate.actions.showing import record, show
from consult.translate.rules.parity import Amends, Choice, Late, days_late
from consult.translate.rules.states import missing_for_offer


def offer(
    consultation: Consultation,
    language: str,
    *,
    by: str,
    at: datetime,
    amends: Amends | None = None,
) -> None:
    """Let people read and answer in a language.

    Raises NotWholeError while it is not whole, and ReasonNeededError where it comes later
    than the rest and nobody says why, and what is done about it.
    """
    hold(consultation)
    missing = missing_for_offer(queries.texts_in(consultation, language))
    if missing:
        raise NotWholeError(tuple(one.key for one in missing))
    if language in consultation.offered_in:
        return
    offered = {"by": by, "since": at.isoformat()}
    days = days_late(consultation.opens, _approved_on(consultation), at=day_of(at))
    if days:
        until = come_late(consultation, Late(language, days), amends=amends, by=by, at=at)
        offered |= {"until": until.isoformat()} if until else {}
    consultation.offered_in = {**consultation.offered_in, language: offered}
    record("language.offered", consultation, language, by=by)
    show(consultation, language)


def come_late(
    consultation: Consultation, late: Late, *, amends: Amends | None, by: str, at: datetime
) -> date | None:
    """Say in public that a language or a format came late, and make up for it as was chosen.

    Returns the day until which answers in it count, where that is the choice. Raises
    ReasonNeededError where nobody says why.
    """
    hold(consultation)
    facts = replace(facts_at(Step.OFFER, consultation), days_late=late.days)
    reason = require_reason(broken_by(facts), reason=amends.reason if amends else None)
    choice = amends.choice if amends else Choice.NEITHER
    full_time = consultation.closes + timedelta(days=late.days)
    if choice is Choice.EXTEND and not _extended(consultation, full_time, Stated(reason, by, at)):
        choice = Choice.NEITHER
    depart(
        broken_by(facts),
        facts,
        consultation_id=consultation.id,
        reason=reason,
        by=by,
        at=at,
        **asdict(late),
        choice=choice,
        until=full_time.isoformat(),
    )
    return full_time if choice is Choice.LONGER else None


def _extended(consultation: Consultation, closes: date, stated: Stated) -> bool:
    """Give everybody more time. Where it is closed already, a Champion is asked first."""
    opens, reason, by, at = consultation.opens, stated.reason, stated.by, stated.at
    try:
        change_dates(consultation, opens=opens, closes=closes, reason=reason, by=by, at=at)
    except AgreementNeededError as error:
        ask(consultation, error.change, stated)
        return False
    return True


def _approved_on(consultation: Consultation) -> date | None:
    return day_of(consultation.approved_at) if consultation.approved_at else None


def stop_offering(
    consultation: Consultation, language: str, *, reason: str, by: str, at: datetime
) -> None:
    """Take a language away again, and say so in public. Translations and answers stay.

    Raises ReasonNeededError where nobody says why.
    """
    hold(consultation)
    if language in consultation.offered_in:
        facts = replace(facts_at(Step.STOP, consultation), stopped=language)
        depart(
            broken_by(facts),
            facts,
            consultation_id=consultation.id,
            reason=reason,
            by=by,
            at=at,
        )
        left = {code: one for code, one in consultation.offered_in.items() if code != language}
        consultation.offered_in = left
        seal(consultation, f"language:{language}", None, by=by)
        record("language.stopped", consultation, language, by=by)
