"""Letting a consultation open."""

from flask import Response

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.commitments import broken_by
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.days import day_of
from consult.core.pages import page, see_other
from consult.plan import queries
from consult.plan.actions.opening import open_consultation
from consult.plan.actions.refusals import SecondPersonNeededError
from consult.plan.checks.promises import facts_at_opening
from consult.plan.checks.reading import reading_of, wording_of
from consult.plan.forms.approval import SECOND_PERSON
from consult.plan.forms.reasons import OpenForm
from consult.plan.models import Consultation
from consult.plan.views.blueprint import bp, consultation_named


@bp.get("/consultations/<slug>/open")
@requires(Permission.OPEN_CONSULTATION)
def open_form(slug: str) -> Response:
    """Show whether the consultation is ready to open."""
    return _open_page(consultation_named(slug), OpenForm())


@bp.post("/consultations/<slug>/open")
@requires(Permission.OPEN_CONSULTATION)
def open_now(slug: str) -> Response:
    """Let it open by the clock, or ask for the reason that is missing."""
    consultation, form = consultation_named(slug), OpenForm()
    if not form.validate():
        return _open_page(consultation, form, status=422)
    try:
        open_consultation(
            consultation,
            by=current_person().shown_as,
            at=clock.now(),
            reason=form.reason.data,
        )
    except SecondPersonNeededError:
        form.form_errors.append(SECOND_PERSON)
        return _open_page(consultation, form, status=422)
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _open_page(consultation, form, status=422)
    return see_other("home.officer_consultation", slug=slug)


def _open_page(consultation: Consultation, form: OpenForm, *, status: int = 200) -> Response:
    definition = queries.current_version(consultation.id).definition
    facts = facts_at_opening(consultation, definition, today=day_of(clock.now()))
    return page(
        "plan/open_form.html",
        status=status,
        consultation=consultation,
        form=form,
        measures=reading_of(definition),
        wording=wording_of(definition),
        broken=broken_by(facts),
        has_errors=bool(form.errors),
    )
