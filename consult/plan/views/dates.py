"""Changing the dates of a consultation, and the day for its outcome."""

from collections.abc import Callable
from typing import Any

from flask import Response
from wtforms import Field

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError, default_last_day
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan import queries
from consult.plan.actions.agreeing import ask
from consult.plan.actions.dates import change_dates, change_outcome_due
from consult.plan.actions.refusals import AgreementNeededError, DefinitionRefusedError
from consult.plan.checks.quiet import calendar_for, fair_days_of
from consult.plan.forms.dates import DatesForm, OutcomeForm
from consult.plan.forms.problems import marked_words_for
from consult.plan.models import Consultation, DateChange
from consult.plan.rules.changes import Stated
from consult.plan.rules.fair_days import full_time_ends
from consult.plan.rules.timetable import default_outcome_due, outcome_due, state_of
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_form(slug: str) -> Response:
    """Show the dates, and what a Champion was asked about them."""
    return _dates_page(consultation_named(slug), DatesForm(obj=consultation_named(slug)))


@bp.post("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_now(slug: str) -> Response:
    """Change the dates, with a stated reason; or ask a Champion to agree."""
    consultation, form = consultation_named(slug), DatesForm()

    def change(stated: Stated) -> None:
        opens, closes = form.opens.data, form.closes.data
        change_dates(
            consultation,
            opens=opens or consultation.opens,
            closes=closes or consultation.closes,
            reason=stated.reason,
            by=stated.by,
            at=stated.at,
        )

    then = changed(consultation, form, form.closes, change)
    return then or _dates_page(consultation, form, status=422)


@bp.get("/consultations/<slug>/outcome-day")
@requires(Permission.CHANGE_DATES)
def outcome_day(slug: str) -> Response:
    """Show by when people hear what was decided."""
    consultation = consultation_named(slug)
    return _outcome_page(consultation, OutcomeForm(data={"due": outcome_due(consultation)}))


@bp.post("/consultations/<slug>/outcome-day", endpoint="outcome_day_now")
@requires(Permission.CHANGE_DATES)
def outcome_day_now(slug: str) -> Response:
    """Set another day, with a stated reason."""
    consultation, form = consultation_named(slug), OutcomeForm()

    def change(stated: Stated) -> None:
        change_outcome_due(consultation, form.due.data or outcome_due(consultation), stated)

    then = changed(consultation, form, form.due, change)
    return then or _outcome_page(consultation, form, status=422)


def changed(
    consultation: Consultation, form: Any, day: Field, change: Callable[[Stated], DateChange | None]
) -> Response | None:
    """Let the person who is here change the days, for the reason on a form; say where to go on.

    Asks a Champion where one has to agree. Returns None where it cannot be: then the form says
    what is missing, at its reason or at the field for the day. A change returns what it asked
    for itself, if anything.
    """
    if not form.validate():
        return None
    stated = Stated(form.reason.data, current_person().shown_as, clock.now())
    try:
        asked = change(stated)
    except AgreementNeededError as error:
        asked = ask(consultation, error.change, stated)
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return None
    except DefinitionRefusedError as error:
        day.errors = [marked_words_for(one) for one in error.problems]
        return None
    then = "plan.dates_form" if asked else "home.officer_consultation"
    return see_other(then, slug=consultation.slug)


def _dates_page(consultation: Consultation, form: DatesForm, *, status: int = 200) -> Response:
    return page(
        "plan/dates_form.html",
        status=status,
        consultation=consultation,
        form=form,
        state=state_of(consultation, clock.now()),
        changes=queries.changes_asked_for(consultation.id),
        full_period_ends=default_last_day(consultation.opens),
        fair=fair_days_of(consultation),
        full_time_ends=full_time_ends(consultation.opens, calendar_for(consultation)),
        has_errors=bool(form.errors),
    )


def _outcome_page(consultation: Consultation, form: OutcomeForm, *, status: int = 200) -> Response:
    return page(
        "plan/outcome_day.html",
        status=status,
        consultation=consultation,
        form=form,
        in_12_weeks=default_outcome_due(consultation.closes),
        has_errors=bool(form.errors),
    )
