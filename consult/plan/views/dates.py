"""Changing the dates of a consultation."""

from flask import Response

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError, default_last_day
from consult.core import clock
from consult.core.pages import page, see_other
from consult.plan.actions.dates import change_dates
from consult.plan.actions.refusals import DefinitionRefusedError
from consult.plan.checks.quiet import calendar_for, fair_days_of
from consult.plan.forms.dates import DatesForm
from consult.plan.forms.problems import marked_words_for
from consult.plan.models import Consultation
from consult.plan.rules.fair_days import full_time_ends
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_form(slug: str) -> Response:
    """Show the dates."""
    return _dates_page(consultation_named(slug), DatesForm(obj=consultation_named(slug)))


@bp.post("/consultations/<slug>/dates")
@requires(Permission.CHANGE_DATES)
def dates_now(slug: str) -> Response:
    """Change the dates, with a stated reason."""
    consultation, form = consultation_named(slug), DatesForm()
    if not form.validate():
        return _dates_page(consultation, form, status=422)
    try:
        change_dates(
            consultation,
            opens=form.opens.data or consultation.opens,
            closes=form.closes.data or consultation.closes,
            reason=form.reason.data,
            by=current_person().shown_as,
            at=clock.now(),
        )
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
    except DefinitionRefusedError as error:
        form.closes.errors = [marked_words_for(one) for one in error.problems]
    if form.errors:
        return _dates_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


def _dates_page(consultation: Consultation, form: DatesForm, *, status: int = 200) -> Response:
    return page(
        "plan/dates_form.html",
        status=status,
        consultation=consultation,
        form=form,
        full_period_ends=default_last_day(consultation.opens),
        fair=fair_days_of(consultation),
        full_time_ends=full_time_ends(consultation.opens, calendar_for(consultation)),
        has_errors=bool(form.errors),
    )
