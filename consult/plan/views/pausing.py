"""Taking no answers for a while, and going on."""

from datetime import timedelta
from functools import partial

from flask import Response

from consult.accounts.permissions import Permission, requires
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import page
from consult.plan.actions.pausing import ask_to_pause
from consult.plan.actions.pausing import go_on as let_go_on
from consult.plan.forms.dates import GoOnForm, PauseForm
from consult.plan.models import Consultation
from consult.plan.rules.changes import days_lost
from consult.plan.views.blueprint import bp, consultation_named
from consult.plan.views.dates import changed


@bp.get("/consultations/<slug>/pause")
@requires(Permission.CHANGE_DATES)
def pause(slug: str) -> Response:
    """Say what a pause does, and ask why."""
    return _pause_page(consultation_named(slug), PauseForm())


@bp.post("/consultations/<slug>/pause", endpoint="pause_now")
@requires(Permission.CHANGE_DATES)
def pause_now(slug: str) -> Response:
    """Ask a Champion to agree to a pause."""
    consultation, form = consultation_named(slug), PauseForm()
    then = changed(consultation, form, form.reason, partial(ask_to_pause, consultation))
    return then or _pause_page(consultation, form, status=422)


@bp.get("/consultations/<slug>/go-on")
@requires(Permission.CHANGE_DATES)
def go_on(slug: str) -> Response:
    """Suggest a last day that gives people back what they lost."""
    consultation = consultation_named(slug)
    closes = consultation.closes + timedelta(days=_lost(consultation))
    return _go_on_page(consultation, GoOnForm(data={"closes": closes}))


@bp.post("/consultations/<slug>/go-on", endpoint="go_on_now")
@requires(Permission.CHANGE_DATES)
def go_on_now(slug: str) -> Response:
    """Take answers again; with fewer days than were lost, ask a Champion first."""
    consultation, form = consultation_named(slug), GoOnForm()
    change = partial(let_go_on, consultation, form.closes.data or consultation.closes)
    then = changed(consultation, form, form.closes, change)
    return then or _go_on_page(consultation, form, status=422)


def _lost(consultation: Consultation) -> int:
    since = consultation.paused_at
    return days_lost(day_of(since), day_of(clock.now())) if since else 0


def _pause_page(consultation: Consultation, form: PauseForm, *, status: int = 200) -> Response:
    return page(
        "plan/pause.html",
        status=status,
        consultation=consultation,
        form=form,
        has_errors=bool(form.errors),
    )


def _go_on_page(consultation: Consultation, form: GoOnForm, *, status: int = 200) -> Response:
    return page(
        "plan/go_on.html",
        status=status,
        consultation=consultation,
        form=form,
        lost=_lost(consultation),
        has_errors=bool(form.errors),
    )
