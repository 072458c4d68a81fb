"""Taking a language away that people could read and answer in."""

from flask import Response, abort

from consult.accounts.permissions import Permission, requires
from consult.accounts.queries import current_person
from consult.compact.rules import ReasonNeededError
from consult.core import clock
from consult.core.languages import Language
from consult.core.pages import page, see_other
from consult.plan.models import Consultation
from consult.translate.actions.offering import stop_offering
from consult.translate.forms import StopForm
from consult.translate.views.blueprint import bp, found, language_at


@bp.get("/languages/<code>/stop")
@requires(Permission.OFFER_LANGUAGE)
def stop_language(slug: str, code: str) -> Response:
    """Say what stopping a language means, and ask why."""
    consultation, into = found(slug), language_at(code)
    if into.code not in consultation.offered_in:
        abort(404)
    return _page(consultation, into, StopForm())


@bp.post("/languages/<code>/stop", endpoint="stop_language_now")
@requires(Permission.OFFER_LANGUAGE)
def stop_language_now(slug: str, code: str) -> Response:
    """Stop offering a language, and say so in public. A second press changes nothing."""
    consultation, into, form = found(slug), language_at(code), StopForm()
    if not form.validate():
        return _page(consultation, into, form, status=422)
    reason, by = form.reason.data or "", current_person().shown_as
    try:
        stop_offering(consultation, into.code, reason=reason, by=by, at=clock.now())
    except ReasonNeededError as error:
        form.reason.errors = [one.question for one in error.broken]
        return _page(consultation, into, form, status=422)
    return see_other("translate.languages", slug=slug)


def _page(
    consultation: Consultation, into: Language, form: StopForm, *, status: int = 200
) -> Response:
    return page(
        "translate/stop_language.html",
        status=status,
        consultation=consultation,
        into=into,
        form=form,
        has_errors=bool(form.errors),
    )
