"""Changing the dates of a consultation, and the day for its outcome."""

from flask import Response

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
from consult.plan.models import Consultation
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
    if not form.validate():
        return _dates_page(consultation, form, status=422)
    opens, closes = form.opens.data or consultation.opens, form.closes.data or consultation.closes
    stated = stated_now(form.reason.data)
    reason, by, at = stated.reason, stated.by, stated.at
    try:
        change_dates(consultation, opens=opens, closes=closes, reason=reason, by=by, at=at)
    except AgreementNeededError as error:
        ask(consultation, error.change, stated, officer_id=current_person().officer_id)
        return see_other("plan.dates_form", slug=slug)
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
    except DefinitionRefusedError as error:
        form.closes.errors = [marked_words_for(one) for one in error.problems]
    if form.errors:
        return _dates_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


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
    if form.validate():
        try:
            due = form.due.data or outcome_due(consultation)
            change_outcome_due(consultation, due, stated_now(form.reason.data))
            return see_other("home.officer_consultation", slug=slug)
        except ReasonNeededError as error:
            form.reason.errors = [one.question for one in error.broken]
        except DefinitionRefusedError as error:
            form.due.errors = [marked_words_for(one) for one in error.problems]
    return _outcome_page(consultation, form, status=422)


def stated_now(reason: str | None) -> Stated:
    """Return a reason as the person who is here states it now."""
    return Stated(reason, current_person().shown_as, clock.now())


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
